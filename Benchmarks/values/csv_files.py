"""CSV → Parquet in both modes, every value against Python's csv module, read by pyarrow and DuckDB."""

import csv
import datetime
import decimal
import fnmatch
import io
import random
import subprocess
import uuid

import pyarrow

from . import arrow, conversion, readers

READERS = ("pyarrow", "duckdb")
MODES = ("strings", "inferred")


def run(choice, place):
    """Converts every case in both modes; prints a row for each and returns how many differ, or None where no case was chosen."""
    chosen = [case for case in cases(place, choice) if fnmatch.fnmatch(case[0], choice.only)]
    if not chosen:
        return None
    print("\n| CSV case | columns | rows | values | " + " | ".join(READERS) + " | else |")
    print("|---|---|---:|---:|" + "---|" * (len(READERS) + 1))
    failed = 0
    for name, path, options in chosen:
        for mode in choice.columns:
            problems, rows, values = compared(choice, place, path, mode, options)
            failed += bool(problems)
            verdicts = ["FAIL" if problem_of(problems, reader) else "equal" for reader in (*READERS, "else")]
            print(f"| {name} | {mode} | {rows:,} | {values:,} | {' | '.join(verdicts)} |", flush=True)
            for problem in problems[:5]:
                print(f"  {problem}")
    return failed


def problem_of(problems, reader):
    return any(problem.startswith(reader + ":") for problem in problems)


def cases(place, choice):
    """Names, files and options. The files are written once."""
    folder = place / "csv"
    folder.mkdir(parents=True, exist_ok=True)
    generated = folder / "generated.csv"
    size = "2MB" if choice.quick else "40MB"
    command = [str(choice.millrace), "generate", "--single", size, "--format", "csv", str(generated)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    yield "csv-generated", generated, []
    for quoting, label in ((csv.QUOTE_MINIMAL, "minimal"), (csv.QUOTE_ALL, "all"), (csv.QUOTE_NONNUMERIC, "text")):
        for line_end, end_label in (("\n", "lf"), ("\r\n", "crlf"), ("\r", "cr")):
            path = folder / f"quoted-{label}-{end_label}.csv"
            path.write_bytes(random_text(quoting, line_end).encode())
            yield f"csv-quoted-{label}-{end_label}", path, []
    latin = folder / "latin.csv"
    latin.write_bytes(random_text(csv.QUOTE_MINIMAL, "\n", delimiter=";").encode("latin-1", "replace"))
    yield "csv-latin-1", latin, ["--encoding", "latin-1", "--delimiter", ";"]
    wide = folder / "utf16.csv"
    wide.write_bytes(random_text(csv.QUOTE_MINIMAL, "\r\n").encode("utf-16"))
    yield "csv-utf-16", wide, ["--encoding", "utf-16"]


def random_text(quoting, line_end, delimiter=","):
    """Rows with everything that needs quotes, quotes that need none, and columns of every type."""
    chance = random.Random(7)
    pieces = ["a", "é", "ÿß", '"', '""', ",", ";", "\n", "\r", "\r\n", " ", "\t", "x" * 70, "NULL", "'", "\\"]
    if quoting == csv.QUOTE_MINIMAL:
        # Python's writer then quotes only the line ends that it writes itself.
        pieces = [piece for piece in pieces if set(piece) & {"\r", "\n"} <= set(line_end)]
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=quoting, lineterminator=line_end, delimiter=delimiter)
    writer.writerow(["n", "f", "t", "b", "at", "day", "id", "sparse"])
    start = datetime.datetime(2026, 1, 1, tzinfo=datetime.timezone.utc)
    for number in range(4000):
        text = "".join(chance.choice(pieces) for _ in range(chance.randrange(6)))
        at = start + datetime.timedelta(seconds=number, microseconds=chance.randrange(10**6))
        sparse = text if chance.randrange(10) == 0 else None
        writer.writerow(
            [number - 7, repr(chance.uniform(-1e6, 1e6)), "t" + text, chance.choice(["true", "false"]),
             at.strftime("%Y-%m-%dT%H:%M:%S.%fZ"), at.date().isoformat(), uuid.UUID(int=chance.getrandbits(128)), sparse]
        )
    return out.getvalue()


def expected_rows(path, options):
    encoding = options[options.index("--encoding") + 1] if "--encoding" in options else "utf-8"
    delimiter = options[options.index("--delimiter") + 1] if "--delimiter" in options else ","
    with open(path, encoding=encoding, newline="") as file:
        rows = [row for row in csv.reader(file, delimiter=delimiter, strict=True) if row]
    return rows[0], rows[1:]


def compared(choice, place, path, mode, options):
    """What differs, and how many rows and values were compared."""
    output = place / "out" / f"{path.stem}-{mode}.parquet"
    output.parent.mkdir(parents=True, exist_ok=True)
    problems = []
    digests = set()
    for workers in ("2", "1"):
        command = [str(choice.millrace), "convert", "--columns", mode, "--workers", workers, "--row-group", "64KiB"]
        done = subprocess.run([*command, "--overwrite", *options, str(path), str(output)], capture_output=True, text=True)
        if done.returncode != 0:
            return [f"else: exit code {done.returncode}: {done.stderr.strip()[-300:]}"], 0, 0
        digests.add(conversion.digest(output))
    if len(digests) != 1:
        problems.append("else: one worker and two give different bytes")
    names, rows = expected_rows(path, options)
    for reader in READERS:
        problems += [f"{reader}: {problem}" for problem in differences(reader, output, names, rows)]
    if mode == "inferred":
        problems += [f"else: {problem}" for problem in untyped(output, names)]
    return problems, len(rows), len(rows) * len(names)


def untyped(output, names):
    """Columns of the cases written here that should have had a type."""
    if names[0] != "n":
        return
    schema = readers.schema(output)
    wanted = {"n": "int64", "f": "double", "t": "string", "b": "bool", "day": "date32[day]"}
    for name, kind in wanted.items():
        if str(schema.field(name).type) not in (kind, "large_string" if kind == "string" else kind):
            yield f"{name} is {schema.field(name).type}, not {kind}"


def differences(reader, output, names, rows):
    """Every value of every row, in order."""
    place = 0
    for batches in readers.batches(reader, output):
        for batch in batches:
            found = [name for name in batch.schema.names if name != "_rescued"]
            if found != names:
                yield f"columns {found}"
                return
            columns = [texts(batch.column(i), batch.schema.field(i).type) for i in range(len(names))]
            for i in range(batch.num_rows):
                for name, column, text in zip(names, columns, rows[place]):
                    if not is_equal(column[i], text):
                        yield f"row {place}, {name}: {column[i]!r} for {text!r}"
                        return
                place += 1
    if place != len(rows):
        yield f"{place} rows, not {len(rows)}"


def texts(column, kind):
    if isinstance(column, pyarrow.ExtensionArray) or arrow.is_uuid(kind):
        column = getattr(column, "storage", column)
    if pyarrow.types.is_timestamp(column.type):
        column = column.cast(pyarrow.int64())
        return [None if value is None else Microseconds(value) for value in column.to_pylist()]
    return column.to_pylist()


class Microseconds(int):
    """Since 1970, UTC."""


def is_equal(value, text):
    """Whether a value is what a field says; an empty field may be null or an empty string."""
    if value is None:
        return text == ""
    if isinstance(value, Microseconds):
        at = datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))
        since = at - datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
        return value == since // datetime.timedelta(microseconds=1)
    if text.lower() in ("true", "false") and isinstance(value, int):
        # DuckDB gives booleans as Arrow's bool8.
        return bool(value) == (text.lower() == "true")
    if isinstance(value, bool):
        return text.lower() == str(value).lower()
    if isinstance(value, int):
        return str(value) == text
    if isinstance(value, float):
        return float(text) == value
    if isinstance(value, decimal.Decimal):
        return decimal.Decimal(text) == value
    if isinstance(value, datetime.date):
        return value.isoformat() == text
    if isinstance(value, (bytes, uuid.UUID)):
        return uuid.UUID(text) == (value if isinstance(value, uuid.UUID) else uuid.UUID(bytes=value))
    return value == text
