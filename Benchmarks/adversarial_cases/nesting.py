"""Objects and lists inside one another."""

from .case import case, late


def deep_object(depth):
    return '{"k":' * depth + "1" + "}" * depth


def deep_list(depth):
    return '{"l":' + "[" * depth + "1" + "]" * depth + "}"


INSIDE = {"g": {"lat": 1.5, "tags": [1, 2]}, "l": [{"v": 1}, {"v": 2}], "m": [[[1]]]}

CASES = [
    case("deep-objects", "objects nested 100 deep", [deep_object(100), deep_object(3), '{"k":null}']),
    case("deep-lists", "lists nested 100 deep", [deep_list(100), deep_list(1), '{"l":[]}']),
    case("too-deep", "nesting beyond any limit, one line among good ones", ['{"a":1}'] * 3 + [deep_object(100_000), deep_list(5_000)]),
    case("lists-of-lists-of-structures", "lists of lists of structures with missing fields", [
        {"m": [[{"x": 1, "y": "a"}, {"x": 2}], [], [{"y": None}]], "n": [[[]]]},
        {"m": [], "n": []},
        {"m": None},
        {"m": [[], None, [None, {"x": None, "y": "b"}]], "n": [[[1, None]], None]},
        {},
        {"m": [[{"x": "not a number", "z": [1]}]], "n": [[["text"]]]},
    ] * 10),
    case("structure-or-null", "a structure that is null, empty, absent or partly there", [
        {"s": {"a": 1, "b": {"c": "x"}}}, {"s": None}, {"s": {}}, {}, {"s": {"b": None}}, {"s": {"b": {}}}, {"s": 5},
    ] * 10),
    late("rescued-inside", "values that do not fit, at every depth", INSIDE, [
        {"g": {"lat": "north", "tags": [1, "two", None], "new": {"x": [1]}}, "l": [{"v": "one"}, 7, {"w": 1}]},
        {"g": {"lat": None, "tags": ["x", ["y"], {}]}, "l": [[], {"v": [1]}, {"v": 2, "w": None}]},
        {"g": "nowhere", "l": {"v": 1}},
        {"g": {}, "l": [{}, None, {"v": None}], "m": [[["x"]], [[1], 2], 3]},
    ] * 3),
    late("colliding-paths", "rescued values whose paths would be spelled alike", {"a": {"b": 1}, "": {"c": 1}, "l": [1]}, [
        {"a": {"b": "misfit"}, "a.b": "another"},
        {"": {"c": "misfit"}, ".c": "x", "c": "y"},
        {"a": {"x.y": 1, "x": {"y": 2}}, "a.x.y": 3},
        {"l": ["misfit"], "l[0]": "another"},
        {'a"]': 1, "a\\": 2, "a\n": 3},
    ]),
    case("repeated-keys-inside", "keys that repeat in inner objects", ['{"s":{"x":1,"x":2},"l":[{"y":1,"y":null},{"y":3}]}', '{"s":{"x":5},"l":[]}'] * 20),
]
