"""Who takes part, what each can do, and how its process is started."""

import dataclasses
import fnmatch
import json
import pathlib

HERE = pathlib.Path(__file__).resolve().parent.parent
PYTHON = HERE / ".venv" / "bin" / "python"


@dataclasses.dataclass(frozen=True)
class Contender:
    """A program that converts NDJSON to Parquet.

    `script` is its file in `peers/`, or None for Millrace itself. `keeps_order` says whether its rows must come out as
    they went in; the check holds it to that.
    """

    name: str
    script: str | None
    modes: tuple[str, ...] = ("strings", "inferred")
    keeps_order: bool = True
    slow: bool = False

    def command(self, mode, threads, columns, output, inputs, millrace):
        """The arguments of its process."""
        if self.script is None:
            options = ["--columns", mode, "--workers", str(threads)]
            return [str(millrace), "convert", *options, *inputs, str(output)]
        options = ["--mode", mode, "--threads", str(threads), "--columns", json.dumps(columns), "--output", str(output)]
        return [str(PYTHON), str(HERE / "peers" / self.script), *options, *inputs]


MILLRACE = Contender("millrace", None)
ALL = [
    MILLRACE,
    Contender("duckdb", "duckdb_unordered.py", keeps_order=False),
    Contender("duckdb-ordered", "duckdb_ordered.py"),
    Contender("polars", "polars_sink.py"),
    Contender("datafusion", "datafusion_copy.py", modes=("inferred",), keeps_order=False),
    Contender("chdb", "chdb_sql.py", keeps_order=False),
    Contender("pyarrow", "pyarrow_batches.py", modes=("inferred",)),
    Contender("python", "python_orjson.py", slow=True),
    Contender("spark", "spark_local.py", keeps_order=False, slow=True),
]


def chosen(patterns):
    """The contenders whose names match one of the patterns; an unknown pattern is an error."""
    contenders = []
    for pattern in patterns:
        matching = [contender for contender in ALL if fnmatch.fnmatch(contender.name, pattern)]
        if not matching:
            known = ", ".join(contender.name for contender in ALL)
            raise SystemExit(f"side-by-side: nobody is called '{pattern}'; there are {known}")
        contenders += [contender for contender in matching if contender not in contenders]
    return contenders
