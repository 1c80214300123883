"""Timestamps, dates and UUIDs, and what looks like them."""

from .case import case

TIMESTAMPS = [
    "2026-11-21T01:02:03Z", "2026-11-21T01:02:03.1Z", "2026-11-21T01:02:03.123456Z", "2026-11-21T01:02:03.123456789Z",
    "2026-11-21T01:02:03.123456000Z", "2026-11-21 01:02:03Z", "2026-11-21T01:02:03+02:00", "2026-11-21T01:02:03-0330", "2026-11-21T01:02:03",
    "2026-11-21T24:00:00Z", "2026-11-21T23:59:60Z", "2026-02-29T00:00:00Z", "2024-02-29T23:59:59.999999Z",
    "0001-01-01T00:00:00Z", "0000-01-01T00:00:00Z", "9999-12-31T23:59:59.999999Z", "1969-12-31T23:59:59.999999Z", "1900-01-01T00:00:00Z",
    "2026-11-21t01:02:03z", "2026-11-21T01:02Z", "20261121T010203Z", "2026-11-21T01:02:03,5Z", " 2026-11-21T01:02:03Z", "2026-11-21T01:02:03+25:00",
    "2026-11-21T01:02:03+00:00", "2026-11-21T01:02:03-00:00", "0001-01-01T00:00:00+01:00", "9999-12-31T23:59:59-01:00", "2026-11-21T01:02:03.Z",
]
DATES = ["2026-11-21", "2026-02-30", "2026-13-01", "2026-00-10", "2026-01-00", "0000-01-01", "0001-01-01", "9999-12-31", "1582-10-10", "26-11-21", "2026-1-1", "2100-02-29", "2000-02-29", "+2026-11-21", "２０２６-11-21"]
UUIDS = [
    "123e4567-e89b-12d3-a456-426614174000", "123E4567-E89B-12D3-A456-426614174000", "{123e4567-e89b-12d3-a456-426614174000}",
    "123e4567e89b12d3a456426614174000", "00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff",
    "123e4567-e89b-12d3-a456-42661417400g", "123e4567-e89b-12d3-a456-42661417400", "",
]


def column(good, values):
    """Enough good values to make the type, then the others."""
    return [{"v": good} for _ in range(500)] + [{"v": value} for value in values] + [{"v": None}, {}]


CASES = [
    case("timestamps", "a column of timestamps that meets all other forms", lambda: column("2026-11-21T01:02:03.5Z", TIMESTAMPS)),
    case("timestamps-mixed", "all forms from the start", lambda: [{"v": value} for value in TIMESTAMPS] * 3),
    case("local-timestamps", "timestamps without a zone, then with one", lambda: column("2026-11-21T01:02:03", TIMESTAMPS)),
    case("timestamps-with-offset", "instants with offsets", [{"v": "2026-11-21T01:02:03.25+02:00"}, {"v": "1950-01-01T00:00:00.000001-05:30"}] * 30),
    case("dates", "a column of dates that meets what only looks like one", lambda: column("2026-11-21", DATES + TIMESTAMPS[:3])),
    case("dates-mixed", "dates, real and not, from the start", lambda: [{"v": value} for value in DATES] * 3),
    case("dates-far", "the first and last dates, and before 1970", [{"v": value} for value in ("0001-01-01", "9999-12-31", "1969-12-31", "1582-10-04", "1600-02-29")] * 30),
    case("instants-far", "the first and last instants, and before 1970", [{"v": value} for value in ("0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999999Z", "1969-12-31T23:59:59.999999Z")] * 30),
    case("uuids", "a column of UUIDs that meets other forms", lambda: column(UUIDS[0], UUIDS)),
    case("uuids-upper-case", "UUIDs in upper case, whose text must come back", [{"v": UUIDS[1]}] * 200),
    case("escaped-scalars", "dates, UUIDs and timestamps spelled with escapes", [
        '{"d":"2026-11-2\\u0031","u":"123e4567-e89b-12d3-a456-42661417400\\u0030","t":"2026-11-21T01:02:03\\u005a"}',
        '{"d":"2026-11-21","u":"123e4567-e89b-12d3-a456-426614174000","t":"2026-11-21T01:02:03Z"}',
    ] * 60),
]
