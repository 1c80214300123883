"""Numbers at every limit."""

from .case import case

LIMITS = [
    "0", "-0", "-0.0", "0.0", "1.0", "1E5", "1e+5", "1e-5", "5.6e-05", "0.1", "100", "1.10",
    "2147483647", "2147483648", "-2147483648", "-2147483649",
    "9223372036854775807", "9223372036854775808", "-9223372036854775808", "-9223372036854775809", "18446744073709551615",
    "9007199254740991", "9007199254740992", "9007199254740993", "-9007199254740993",
    "1e308", "1.7976931348623157e308", "1.7976931348623159e308", "1e309", "-1e309", "1e400", "1e-400",
    "5e-324", "2.4703282292062327e-324", "2.2250738585072014e-308", "2.2250738585072011e-308",
    "0.1234567890123456789", "123456789012345678901234567890.123456789", "1" * 100, "-" + "9" * 100, "0." + "3" * 500,
    "8.5", "9007199254740993.0", "1e23", "8.442911973260991817e-309", "1" + "0" * 400,
]


def of_each(values):
    return [f'{{"n":{value}}}' for value in values]


CASES = [
    case("number-limits-mixed", "every limit in one column", of_each(LIMITS)),
    case("number-limits-apart", "every limit in a column of its own", ["{" + ",".join(f'"n{i}":{v}' for i, v in enumerate(LIMITS)) + "}"] * 3),
    case("integers-then-limits", "an integer column that meets what does not fit", lambda: of_each(["1", "2", "3"] * 300 + LIMITS)),
    case("doubles-then-limits", "a double column that meets what does not fit", lambda: of_each(["1.5", "2.25"] * 300 + LIMITS)),
    case("integer-limits", "64-bit integers up to both ends", of_each(["9223372036854775807", "-9223372036854775808", "0", "-1"] * 30)),
    case("integers-and-doubles", "integers among doubles, exact and not", of_each(["1", "1.5", "9007199254740993", "1e2"] * 30)),
    case("bad-numbers", "numbers that are none", ['{"n":1}'] * 20 + [f'{{"n":{v}}}' for v in [
        "01", "-", "1.", ".5", "+1", "1e", "1e+", "0x10", "NaN", "Infinity", "-Infinity", "1_000", "1,5", "--1", "- 1",
    ]]),
    case("long-numbers", "numbers of 5,000 and 100,000 digits", lambda: of_each(["1" * 5_000, "0." + "7" * 100_000, "1e" + "9" * 1_000, "1"])),
]
