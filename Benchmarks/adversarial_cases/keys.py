"""Names of columns."""

from .case import case

CASES = [
    case("odd-keys", "dots, spaces, quotes, newlines, emoji and brackets in keys", [
        {"a.b": 1, "a b": 2, 'a"b': 3, "a\nb": 4, "🦀": 5, "a[0]": 6, "`": 7, "'": 8, "\\": 9, "a/b": 10, ",;{}()=\t": 11},
        {"a": {"b": "nested"}, "a.b": "flat"},
    ] * 10),
    case("empty-key", "a key without characters, on top and inside", [{"": 1, "o": {"": 2}}, {"": None, "o": {"": "x"}}, {"o": {}}] * 10),
    case("case-of-keys", "keys that differ only in upper and lower case", [{"a": 1, "A": "upper", "b": {"x": 1, "X": 2}}, {"A": "only"}] * 10),
    case("escaped-keys", "a key spelled with and without escapes is one key", [
        r'{"a":1}', r'{"\u0061":2}', r'{"a":1,"\u0061":3}', r'{"\u0061":4,"a":5}', r'{"\/":1,"/":2}', r'{"caf\u00e9":1}', '{"café":2}',
    ] * 5),
    case("repeated-keys", "keys that repeat in a record: the last one wins", [
        '{"a":1,"a":2}', '{"a":1,"b":2,"a":null}', '{"a":"x","b":1,"b":2,"b":3,"a":"y"}', '{"a":{"x":1},"a":[1]}', '{"a":7}',
    ] * 10),
    case("long-keys", "keys of 10,000 and 100,000 characters", lambda: [{"k" * 10_000: 1, "é" * 100_000: 2}, {"k" * 9_999: 3}]),
    case("similar-keys", "keys that share long beginnings", lambda: [
        {("prefix" * 10) + str(i % 7): i, ("prefix" * 10) + str(i % 3) + "x": "y"} for i in range(300)
    ]),
    case("reordered-keys", "the same keys in ever another order", lambda: [
        {f"k{(i * 7 + j * (1 + i % 5)) % 11}": i + j for j in range(8)} for i in range(500)
    ]),
    case("numeric-keys", "keys that look like numbers and literals", [{"0": 1, "-1": 2, "null": 3, "true": 4, "1e5": 5}] * 5),
]
