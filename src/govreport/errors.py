"""Errors for users: what was wrong, where, and the next step."""


class GovreportError(Exception):
    """Something failed that is not the input's fault (exit code 1)."""

    exit_code = 1


class BadInput(GovreportError):
    """A file, argument or record that the user can mend (exit code 2)."""

    exit_code = 2
