"""Records that are arrays, with and without a header line."""

from .case import case, raw

HEADER = '["id","name","tags"]'
ROWS = ['[1,"one",["a"]]', '[2,null,[]]', '[3]', "[]", '[4,"four",null,"beyond",{"x":1}]', '{"name":"an object"}']

CASES = [
    case("array-records", "a header line and arrays shorter and longer than it", [HEADER, *ROWS * 10]),
    case("array-records-without-header", "arrays whose first line is no header", ["[1,\"x\"]", "[2,\"y\",3]", "[null]"] * 10),
    case("array-records-bad", "broken arrays among good ones", [HEADER, *ROWS * 5, "[1,2", "[1,,2]", "[1]]", "[1 2]", '["\\ud800"]']),
    case("array-records-of-objects", "arrays that hold objects", ['[{"a":1},[1,[2]]]', '[{"a":2,"b":"x"},[]]'] * 10),
    case("array-header-repeated", "the header line again in the middle is a record", [HEADER, *ROWS, HEADER, *ROWS]),
    case("array-header-like-position", "a header that has the name of another position", ['["column2","b"]'] + ['[1,2,3]', '["x"]'] * 10),
    case("array-header-repeats-a-name", "two columns of one name are no header", ['["a","a"]'] + ['["x","y"]'] * 10),
    case("array-header-escapes", "a header with escapes and other scripts", ['["caf\\u00e9","日本 語","a.b"]'] + ["[1,2,3]"] * 10),
    raw("array-header-behind-mark", "a header behind a byte-order mark", b'\xef\xbb\xbf["a","b"]\r\n[1,2]\r\n[3,4]\r\n'),
    raw("array-header-behind-blank", "a header behind blank lines and spaces", b'\n \n ["a","b"] \n[1,2]\n[3,4]\n'),
]
