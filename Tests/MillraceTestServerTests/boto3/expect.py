"""Assertions about answers."""

from botocore.exceptions import ClientError


def error_code(call, *arguments, **parameters):
    """The code of the error that a call ends with; None if it succeeds."""
    try:
        call(*arguments, **parameters)
    except ClientError as error:
        return error.response["Error"]["Code"]
    return None


def expect_error(codes, call, *arguments, **parameters):
    code = error_code(call, *arguments, **parameters)
    wanted = {codes} if isinstance(codes, str) else set(codes)
    assert code in wanted, f"{code} instead of {wanted}"


def differs(server, expected, actual, what):
    """Where moto is known to be lenient: on the test server the expected must be there; moto's answer is reported."""
    if actual == expected:
        return None
    assert server.is_moto, f"{what}: {actual!r} instead of {expected!r}"
    return f"{what}: {actual!r} instead of {expected!r}"
