"""The inputs of the interop run: adversarial ones, generated ones, and data that nobody here wrote."""

import dataclasses
import fnmatch
import gzip
import json
import os
import pathlib
import subprocess
import sys

import zstandard

HERE = pathlib.Path(__file__).resolve().parent.parent


@dataclasses.dataclass(frozen=True)
class Given:
    """What is converted together: files, further options, and whether nothing of it can be converted."""

    name: str
    about: str
    paths: list[str]
    options: tuple[str, ...] = ()
    refused: bool = False

    @property
    def format(self):
        return "json" if self.paths[0].endswith(".json") else "ndjson"


def all_inputs(place, choice):
    """Yields the inputs that are chosen, making them in `place`."""
    for given in [*adversarial(place, choice), *generated(place, choice), *real()]:
        if fnmatch.fnmatch(given.name, choice.only):
            yield given


def adversarial(place, choice):
    folder = place / "adversarial"
    large = [] if choice.quick else ["--large"]
    subprocess.run([sys.executable, str(HERE / "adversarial"), str(folder), *large], check=True)
    for case in sorted(folder.iterdir()):
        facts = json.loads((case / "case.json").read_text())
        path = str(case / facts["input"])
        yield Given(case.name, facts["about"], [path], tuple(facts["options"]), facts["refused"])


def generated(place, choice):
    """Files of sample data, plain and compressed, whole and with bad lines, in one row group and in many."""
    size = "200KB" if choice.quick else "3.5MB"
    plain = generate(choice, place / "generated", "--count", "3", "--size", size)
    damaged = generate(choice, place / "damaged", "--count", "2", "--size", size, "--bad-share", "0.02", "--seed", "7")
    yield Given("generated", "sample data", plain)
    yield Given("generated-row-groups", "sample data in many row groups", plain, ("--row-group", "100KB"))
    yield Given("generated-damaged", "sample data with 2 % bad lines", damaged)
    yield Given("generated-gzip", "sample data, one gzip member a file and two", compressed(plain, "gz", gzip.compress))
    yield Given("generated-zstd", "sample data as zstd", compressed(plain, "zst", zstandard.ZstdCompressor().compress))


def generate(choice, folder, *options):
    if not folder.exists():
        command = [str(choice.millrace), "generate", str(folder), *options]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return sorted(str(path) for path in folder.iterdir())


def compressed(paths, extension, compress):
    """Compressed copies; the last is made of two members, or frames, one behind the other."""
    made = []
    for path in paths:
        data = pathlib.Path(path).read_bytes()
        half = len(data) // 2 if path == paths[-1] else len(data)
        target = pathlib.Path(path).parent.with_name(f"generated-{extension}") / f"{pathlib.Path(path).name}.{extension}"
        made.append(str(target))
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(compress(data[:half]) + (compress(data[half:]) if half < len(data) else b""))
    return made


def real():
    """Other people's data beside the repository, or where MILLRACE_CORPORA says."""
    corpora = pathlib.Path(os.environ.get("MILLRACE_CORPORA", HERE.parent.parent / "shared" / "corpora")) / "real"
    if not corpora.is_dir():
        print(f"interop: {corpora} is not there, so no real data is compared", file=sys.stderr)
        return
    for path in sorted(corpora.glob("*.ndjson")):
        yield Given(path.stem, "real data", [str(path)])
