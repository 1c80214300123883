"""Adversarial NDJSON, a module a theme."""

from . import arrays, keys, lines, nesting, numbers, shapes, text, times


def all_cases():
    """Every case, in the order in which they are run."""
    return [case for theme in (shapes, nesting, keys, numbers, times, text, lines, arrays) for case in theme.CASES]
