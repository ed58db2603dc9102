"""What can stop the work, each with the exit code the command ends with."""

from __future__ import annotations


class DaylightError(Exception):
    """Something a person can mend. Its text says what is wrong and what to do; nobody needs a traceback."""

    exit_code = 70  # EX_SOFTWARE: a subclass says better


class ContentError(DaylightError):
    """Datasets or announcements have errors, so nothing was published."""

    exit_code = 1


class RevisionError(DaylightError):
    """A revision that was named on the command line is not one of this repository."""

    exit_code = 2


class SettingsError(DaylightError):
    """`mkdocs.yml` cannot be used."""

    exit_code = 3


class SetupError(DaylightError):
    """A part this machine should have is not there, such as the fonts."""

    exit_code = 4


class DeliveryError(DaylightError):
    """Some posts need a person: a network did not take them, or nobody knows whether it did."""

    exit_code = 7


class BusyError(DaylightError):
    """Another build is at work in the same folder."""

    exit_code = 5
