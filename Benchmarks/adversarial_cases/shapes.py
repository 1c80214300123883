"""Which keys are there, and which kinds of values they have."""

from .case import case


def changing_types():
    values = ['1', '"one"', '1.5', 'true', 'null', '{"a":1}', '[1,2]', '""', '[]', '{}', '"2026-11-21"', "-0"]
    return [f'{{"n":{i},"mixed":{values[i % len(values)]}}}' for i in range(600)]


def late_change():
    early = [{"id": i, "count": i, "ok": True, "geo": {"lat": 1.5}} for i in range(60_000)]
    late = [{"id": f"x{i}", "count": 1.5, "ok": "yes", "geo": [1, 2]} for i in range(50)]
    return early + late + [{"id": 1, "count": None, "ok": None, "geo": None}]


def late_columns():
    early = [{"id": i, "text": "x" * 300} for i in range(60_000)]
    return early + [{"id": i, "new": i, "newer": {"deep": [i, None]}, "text": None} for i in range(20)]


def sparse_columns():
    return [{"id": i, f"column_{(i * 37) % 10_000}": i, f"column_{(i * 91) % 10_000}": "x"} for i in range(2_000)]


CASES = [
    case("nulls", "columns that are null everywhere, or absent", [{"a": None, "b": None}, {"a": None}, {}, {"c": 1}]),
    case("only-empty-objects", "records without keys", ["{}"] * 100),
    case("empty-values", "empty strings, objects and lists, and null beside them", [
        {"s": "", "o": {}, "l": []},
        {"s": None, "o": None, "l": None},
        {"s": "x", "o": {"k": ""}, "l": [""]},
        {},
        {"s": "", "o": {"k": None}, "l": [None]},
    ]),
    case("mixed-types", "every kind of value in one column", changing_types),
    case("late-change-of-type", "all columns change their type far behind the beginning", late_change),
    case("late-columns", "columns that appear only at the end of a long file", late_columns, options=("--row-group", "1MiB")),
    case("one-record", "a single record", [{"a": 1}]),
    case("wide", "10,000 columns in one record", lambda: [{f"c{i}": i for i in range(10_000)}], large=True),
    case("sparse", "10,000 columns, of which a record has three", sparse_columns, large=True),
    case("many-keys-map", "an object whose keys are data", lambda: [
        {"scores": {f"user{(i * 7 + k) % 5000}": k + 0.5 for k in range(3)}} for i in range(3_000)
    ]),
    case("a-column-called-rescued", "the input has a key that Millrace uses for itself", [
        {"_rescued": "mine", "a": 1}, {"_rescued": {"x": 1}, "a": "one"}, {"a": 2},
    ] * 20),
    case("arrays-as-records", "lines that are JSON, but not objects, among records", ['{"a":1}'] * 5 + ["[1,2]", "3", '"x"', "null"]),
    case("nothing-but-arrays", "no line is an object", ["[1,2]", "[3]"], refused=True),
    case("booleans", "booleans, alone and with nulls", [{"t": True, "n": None}, {"t": False, "n": True}, {"t": None}] * 50),
]
