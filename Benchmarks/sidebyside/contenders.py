"""Who takes part, what each can do, and how its process is started."""

import dataclasses
import fnmatch
import json
import pathlib

HERE = pathlib.Path(__file__).resolve().parent.parent
PYTHON = HERE / ".venv" / "bin" / "python"


@dataclasses.dataclass(frozen=True)
class Contender:
    """A program that converts NDJSON, or CSV where `csv_modes` names modes, to Parquet.

    `script` is its file in `peers/`, or None for Millrace itself. `keeps_order` says whether its rows must come out as
    they went in; the check holds it to that.
    """

    name: str
    script: str | None
    modes: tuple[str, ...] = ("strings", "inferred")
    csv_modes: tuple[str, ...] = ()
    keeps_order: bool = True
    slow: bool = False

    def takes(self, work):
        """Whether it can do a work."""
        return work.mode in (self.csv_modes if work.shape == "csv" else self.modes)

    def command(self, mode, threads, columns, output, inputs, millrace):
        """The arguments of its process."""
        if self.script is None:
            options = ["--columns", mode, "--workers", str(threads)]
            return [str(millrace), "convert", *options, *inputs, str(output)]
        options = ["--mode", mode, "--threads", str(threads), "--columns", json.dumps(columns), "--output", str(output)]
        return [str(PYTHON), str(HERE / "peers" / self.script), *options, *inputs]


BOTH = ("strings", "inferred")
MILLRACE = Contender("millrace", None, csv_modes=BOTH)
ALL = [
    MILLRACE,
    Contender("duckdb", "duckdb_unordered.py", csv_modes=BOTH, keeps_order=False),
    Contender("duckdb-ordered", "duckdb_ordered.py", csv_modes=BOTH),
    Contender("polars", "polars_sink.py", csv_modes=BOTH),
    Contender("datafusion", "datafusion_copy.py", modes=("inferred",), csv_modes=("strings",), keeps_order=False),
    Contender("chdb", "chdb_sql.py", keeps_order=False),
    Contender("pyarrow", "pyarrow_batches.py", modes=("inferred",), csv_modes=BOTH),
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
