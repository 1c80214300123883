"""Which keys are there, and which kinds of values they have."""

from .case import case, late

TYPED = {
    "integer": 1, "double": 1.5, "boolean": True, "text": "x", "date": "2026-11-21", "instant": "2026-11-21T01:02:03Z",
    "uuid": "123e4567-e89b-12d3-a456-426614174000", "structure": {"a": 1, "b": "x"}, "list": [1, 2], "structures": [{"a": 1}],
}
KINDS = [
    None, True, 7, -1.25, 2**53 + 1, 2**80, "text", "", "2026-02-30", "2026-11-21T01:02:03.123456789Z", "123E4567-E89B-12D3-A456-426614174000",
    {}, {"a": "x", "b": 2}, {"a": None, "c": [1]}, [], [1, "x", None, 2.5], [{"a": "x"}, {"b": 1}, None], [[1]],
]


def changing_types():
    values = ['1', '"one"', '1.5', 'true', 'null', '{"a":1}', '[1,2]', '""', '[]', '{}', '"2026-11-21"', "-0"]
    return [f'{{"n":{i},"mixed":{values[i % len(values)]}}}' for i in range(600)]


def late_columns():
    early = [{"id": i, "text": "x" * 1_000} for i in range(5_000)]
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
    late(
        "late-change-of-type",
        "columns of every type that meet every other kind of value far behind the beginning",
        TYPED,
        [{**TYPED, key: value} for key in TYPED for value in KINDS] + [dict.fromkeys(TYPED, value) for value in KINDS],
    ),
    late("late-new-columns", "columns that are not in the sample", {"id": 1}, [
        {"id": i, "new": i, "newer": {"deep": [i, None]}, "padding": None, "empty": {}} for i in range(20)
    ]),
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
    case("nothing-but-scalars", "no line is an object or array", ["1", '"x"', "null"], refused=True),
    case("booleans", "booleans, alone and with nulls", [{"t": True, "n": None}, {"t": False, "n": True}, {"t": None}] * 50),
]
