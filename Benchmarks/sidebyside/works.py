"""The works that are measured: which data, in which mode."""

import dataclasses
import fnmatch

MODES = ("strings", "inferred")
SHAPES = ("files", "single", "files-gzip", "single-gzip", "one-small-file", "csv")


@dataclasses.dataclass(frozen=True)
class Work:
    """One thing to be done by every contender: a shape of data and a mode of columns."""

    shape: str
    mode: str

    @property
    def name(self):
        return f"{self.shape}-{self.mode}"


ALL = [Work(shape, mode) for shape in SHAPES for mode in MODES]


def chosen(patterns):
    """The works whose names are, begin with or match one of the patterns; an unknown pattern is an error."""
    works = []
    for pattern in patterns:
        matching = [work for work in ALL if fnmatch.fnmatch(work.name, pattern) or work.shape == pattern]
        if not matching:
            known = ", ".join(work.name for work in ALL)
            raise SystemExit(f"side-by-side: no work is called '{pattern}'; there are {known}")
        works += [work for work in matching if work not in works]
    return works
