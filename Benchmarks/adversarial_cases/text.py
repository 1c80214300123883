"""Strings: escapes, all of Unicode, what is not UTF-8, and great lengths."""

from .case import case

GOOD = [b'{"s":"fine"}'] * 20


def every_length():
    characters = ["\u007f", "\u0080", "\u07ff", "\u0800", "\uffff", "\U00010000", "\U0010ffff", "\ufeff", "\u2028", "e\u0301", "👩‍👩‍👧", "\ud7ff", "\ue000"]
    return [{"s": character, "around": f"a{character}b", "many": character * 50} for character in characters]


def around_vectors():
    """Strings of every length around the widths of registers, with the special character at every place near the end."""
    rows = []
    for length in [0, 1, 7, 8, 15, 16, 17, 31, 32, 33, 63, 64, 65, 127, 128, 129]:
        for special in ["", "\\n", "\\\"", "é", "\\u00e9"]:
            rows.append(f'{{"s":"{"x" * length}{special}","t":"{special}{"y" * length}"}}')
    return rows


INVALID = [b"\xff", b"\xc0\x80", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xe2\x82", b"\x80", b"\xf8\x88\x80\x80\x80", b"\xc3("]

CASES = [
    case("utf8-lengths", "characters of one to four bytes", every_length),
    case("around-vectors", "strings of lengths around the widths of registers", around_vectors),
    case("escapes", "every escape of JSON", [
        r'{"s":"\"\\\/\b\f\n\r\t"}', r'{"s":"\u0041\u00e9\u20ac\ud83e\udd80"}', r'{"s":"\u000a\u000A"}', r'{"s":"\\u0041"}', r'{"s":"\\\\\""}', r'{"s":{"t":"\u0041\"\\"},"l":["\n"]}',
    ] * 10),
    case("nul", "NUL in strings and keys, spelled as an escape", [r'{"s":"\u0000"}', r'{"s":"a\u0000b","k\u0000":1}', '{"s":"x"}'] * 5),
    case("control-characters", "raw control characters in strings are an error", GOOD + [b'{"s":"a' + bytes([c]) + b'b"}' for c in (0, 1, 9, 13, 31)]),
    case("bad-escapes", "escapes that are none", GOOD + [rb'{"s":"\x41"}', rb'{"s":"\u12"}', rb'{"s":"\u12g4"}', rb'{"s":"\u 041"}', rb'{"s":"\U0041"}', rb'{"s":"\'}']),
    case("lone-surrogates", "halves of surrogate pairs, which UTF-8 cannot hold", GOOD + [
        rb'{"s":"\ud800"}', rb'{"s":"\udc00"}', rb'{"s":"\ud800\u0041"}', rb'{"s":"\ud800\ud800"}', rb'{"s":"\udc00\ud800"}', rb'{"\ud800":1}', rb'{"s":{"in":"\ud800x"}}', rb'{"s":["\udfff"]}',
    ]),
    case("invalid-utf8", "bytes that are not UTF-8, in values and keys", GOOD + [b'{"s":"' + bad + b'"}' for bad in INVALID] + [b'{"' + bad + b'":1}' for bad in INVALID[:3]]),
    case("long-strings", "strings of 1 MB between short ones", lambda: [{"s": "a" * (1 << 20)}, {"s": ""}, {"s": "é" * (1 << 19)}, {"s": "\n" * 500_000}, {"s": "b"}] * 2),
    case("very-long-string", "one string of 60 MB", lambda: [{"s": "start"}, {"s": "x" * 60_000_000}, {"s": "end"}], large=True),
    case("longest-string", "one string of 100 MB", lambda: [{"s": "start"}, {"s": "x" * 100_000_000}, {"s": "end"}], options=("--line-limit", "128MiB"), large=True),
    case("line-beyond-the-limit", "a line longer than the limit is a bad record", lambda: [{"s": "start"}, {"s": "x" * 3_000_000}, {"s": "end"}, {"s": "more"}], options=("--line-limit", "1MiB")),
]
