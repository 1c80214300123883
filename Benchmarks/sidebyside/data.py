"""The data: made once by `millrace generate`, kept under names that say what it is."""

import csv
import dataclasses
import gzip
import json
import pathlib
import shutil
import subprocess

FILES = 286
FILE_SIZE = "3.5MB"
SINGLE_SIZE = "500MB"


@dataclasses.dataclass(frozen=True)
class Input:
    """The files of one shape, and their bytes: of the files, and uncompressed (what speeds are given in)."""

    paths: list[str]
    bytes: int
    columns: list[str]
    label: str


class DataSet:
    """Makes and finds the inputs of each shape in one directory."""

    def __init__(self, directory, seed, millrace, files=FILES, single_size=SINGLE_SIZE):
        self.directory = pathlib.Path(directory).resolve()
        self.seed = seed
        self.millrace = millrace
        self.files = files
        self.single_size = single_size

    def input(self, shape):
        """The input of a shape, made first where it is missing."""
        plain = self.plain(shape)
        paths = self.compressed(plain) if "gzip" in shape else plain
        return Input(
            paths=[str(path) for path in paths],
            bytes=sum(path.stat().st_size for path in plain),
            columns=columns_of(plain[0]),
            label=f"{paths[0].parent.name}-{len(paths)}",
        )

    def plain(self, shape):
        if shape == "one-small-file":
            return self.generated(self.files, FILE_SIZE)[:1]
        if shape == "csv":
            return self.generated(1, self.single_size, "csv")
        if shape.startswith("single"):
            return self.generated(1, self.single_size)
        return self.generated(self.files, FILE_SIZE)

    def generated(self, count, size, form="ndjson"):
        """`count` files of `size` each. Written beside their place and moved there when all are whole."""
        folder = self.directory / f"{count}x{size}-seed{self.seed}{'' if form == 'ndjson' else '-' + form}"
        if not folder.exists():
            unfinished = folder.with_name(folder.name + ".unfinished")
            shutil.rmtree(unfinished, ignore_errors=True)
            unfinished.mkdir(parents=True)
            where = [str(unfinished), "--count", str(count), "--size", size]
            if count == 1:
                where = [str(unfinished / f"events.{form}"), "--single", size]
            command = [str(self.millrace), "generate", *where, "--seed", str(self.seed), "--format", form]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
            unfinished.rename(folder)
        return sorted(path for path in folder.iterdir() if path.suffix == f".{form}")

    def compressed(self, plain):
        """The same files through gzip, level 6."""
        folder = plain[0].parent.with_name(plain[0].parent.name + "-gzip")
        if not folder.exists():
            unfinished = folder.with_name(folder.name + ".unfinished")
            shutil.rmtree(unfinished, ignore_errors=True)
            unfinished.mkdir(parents=True)
            for path in plain:
                with open(path, "rb") as source, gzip.open(unfinished / f"{path.name}.gz", "wb", compresslevel=6) as sink:
                    shutil.copyfileobj(source, sink, 1 << 20)
            unfinished.rename(folder)
        return sorted(folder.iterdir())


def columns_of(path):
    """The keys of the first thousand records, in the order in which they appear, or the names of a header."""
    if path.suffix == ".csv":
        with open(path, encoding="utf-8", newline="") as file:
            return next(csv.reader(file))
    columns = {}
    with open(path, "rb") as file:
        for line, _ in zip(file, range(1000)):
            columns.update(dict.fromkeys(json.loads(line)))
    return list(columns)
