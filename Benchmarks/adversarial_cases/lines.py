"""How lines begin and end, what is not JSON, and files that are not NDJSON."""

from .case import case, raw

TWO = b'{"a":1}\n{"a":"two"}'
BROKEN = [
    b'{"a":1', b'{"a":', b'{"a"', b'{"a', b"{", b'{"a":1}}', b'{"a":1},', b'{"a":1,}', b'{,"a":1}', b'{"a":[1,]}', b'{"a":[1 2]}', b'{"a" 1}',
    b"{'a':1}", b"{a:1}", b'{"a":tru}', b'{"a":TRUE}', b'{"a":nul}', b'{"a":1}{"a":2}', b'{"a":1} x', b'# comment', b'{"a":1 /* c */}', b'{"a":"unclosed}', b"}", b"x", b'{"a":undefined}',
]

CASES = [
    raw("crlf", "lines that end with CR LF", b'{"a":1}\r\n{"a":"x\\r"}\r\n{"a":null}\r\n'),
    raw("mixed-ends", "LF and CR LF in one file", b'{"a":1}\r\n{"a":2}\n{"a":3}\r\n\r\n{"a":4}'),
    raw("blank-lines", "blank lines and lines of spaces", b'\n\n{"a":1}\n\n   \n\t\t\r\n{"a":2}\n\n\n'),
    raw("byte-order-mark", "a byte-order mark at the start", b"\xef\xbb\xbf" + TWO + b"\n"),
    raw("byte-order-mark-inside", "a byte-order mark where none belongs", TWO + b"\n" + b"\xef\xbb\xbf" + b'{"a":3}\n{"a":4}\n'),
    raw("byte-order-mark-bad", "a bad record right behind a byte-order mark", b"\xef\xbb\xbf{bad}\n" + TWO + b"\n"),
    raw("no-last-newline", "no newline at the end", TWO),
    raw("no-last-newline-bad", "a last line that is cut off", TWO + b'\n{"a":3'),
    raw("spaces-everywhere", "white space wherever JSON allows it", b' \t{ "a" : 1 , "b" : [ 1 , 2 ] , "c" : { "d" : null } } \t\r\n\t{\t}\n{"c":{ },"b":[ ]}\n'),
    raw("empty", "a file without bytes", b""),
    raw("only-blank", "a file of blank lines", b"\n \n\r\n"),
    case("broken", "lines that are not JSON, among good ones", [b'{"a":1}'] * 40 + BROKEN + [b'{"a":2}'] * 2),
    case("broken-in-between", "good and broken lines in turns", [line for bad in BROKEN for line in (b'{"a":1}', bad, b'{"a":"x"}')]),
    case("mostly-broken", "more bad records than the limit: the file is refused", [b'{"a":1}'] + BROKEN, refused=True),
    raw("nul-bytes", "NUL between and inside lines", b'{"a":1}\n\x00\n{"a":2}\x00\n{"a":3}\n{"a":4}\n'),
    raw("array-file", "a whole file that is one JSON array", b'[\n {"a": 1, "b": {"c": [1, 2]}},\n {"a": "two\\n"} , {"a": null}\n]\n', file_name="input.json"),
    raw("objects-in-sequence", "pretty-printed objects one after the other", b'{\n  "a": 1\n}\n{\n  "a": 2,\n  "b": [\n    1\n  ]\n}{"a":3}', file_name="input.json"),
    case("many-short", "200,000 very short records", lambda: [b'{"a":%d}' % (i % 10) for i in range(200_000)]),
    case("same-value", "a column that never changes, and one that always does", lambda: [{"same": "x" * 20, "other": f"v{i}"} for i in range(30_000)]),
]
