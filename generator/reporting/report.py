"""What a report tells, whatever its format: the findings of one check, and what it looked at."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from generator.model.finding import visible
from generator.model.noun import noun

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.model.finding import Finding
    from generator.model.post import Counted

_NUMBER = re.compile(r"\d+")
_COMMAND = re.compile(r"#(?=#\w*\[)")


@noun
class Report:
    """One check of a repository."""

    findings: tuple[Finding, ...]
    """In the order of the files."""
    fit: bool
    """Whether nothing stands in the way of publishing."""
    datasets: int
    """How many were looked at."""
    announcements: int
    """How many were looked at."""
    since: str = ""
    """The revision that the check was narrowed to changes since; empty where everything was looked at."""
    note: str = ""
    """What git could not tell."""
    posts: tuple[Counted, ...] = ()
    """That wait to go out, of files that were looked at."""
    prefix: str = ""
    """From the root of the git repository to the folder with mkdocs.yml, with a slash at its end, or nothing."""

    @property
    def errors(self) -> int:
        """How many findings block."""
        return sum(finding.blocks for finding in self.findings)

    @property
    def warnings(self) -> int:
        """How many findings only speak."""
        return len(self.findings) - self.errors

    @property
    def verdict(self) -> str:
        """The one line that everybody reads."""
        found = counted(self.findings)
        if not self.fit:
            return f"Not fit to publish: {found}."
        looked = f"{plural(self.datasets, 'dataset')}, {plural(self.announcements, 'announcement')}"
        narrowed = f" that changed since {self.since} or refer to what did" if self.since else ""
        return f"Fit to publish: {looked}{narrowed}, {found}."

    def fingerprints(self) -> tuple[str, ...]:
        """A name for each finding that stays when lines move, so that the next report knows it again.

        It is made of file, rule and words without their numbers, and counts those that are alike.
        """
        seen: Counter[str] = Counter()
        names = []
        for finding in self.findings:
            same = "\0".join((finding.where.path, finding.rule, _NUMBER.sub("0", finding.problem)))
            seen[same] += 1
            names.append(hashlib.sha256(f"{same}\0{seen[same]}".encode("utf-8", "replace")).hexdigest()[:32])
        return tuple(names)


def counted(findings: Iterable[Finding]) -> str:
    """How many errors and warnings there are, in words."""
    listed = list(findings)
    errors = sum(finding.blocks for finding in listed)
    return f"{plural(errors, 'error')}, {plural(len(listed) - errors, 'warning')}"


def one_line(text: str) -> str:
    """`text` without what terminals act on, nor what a build server runs wherever it stands (`##[…]`, `##vso[…]`)."""
    return _COMMAND.sub(r"\\u0023", visible(text))


def as_json(value: dict[str, Any]) -> str:
    """`value` as JSON that is safe in any log: ASCII, and without the `##` that build servers look for."""
    return json.dumps(value, indent=2).replace("##", "#\\u0023") + "\n"


def plural(number: int, noun: str) -> str:
    """`1 error`, `2 errors`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
