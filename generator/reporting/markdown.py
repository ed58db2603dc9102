"""A report as a comment on a pull request, in GitHub Flavored Markdown; nothing in it can mention, link or embed."""

from __future__ import annotations

import html
import re
from itertools import groupby
from typing import TYPE_CHECKING

from generator.model.finding import visible
from generator.reporting.report import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.model.finding import Finding
    from generator.model.post import Counted
    from generator.reporting.report import Report

MOST_CHARACTERS = 65_536
"""Of a comment on GitHub."""
MOST_POSTS = 40
MOST_LETTERS = 200
"""Of the name of a file or an account."""
MOST_OPEN = 10
"""Findings that are shown unfolded."""
_SIGNS = re.compile(r"([\\`*_\[\]!~$|#])")
_LINKS = re.compile(r"@|#(?=\w)|(?<=:)(?=//)|(?<=\bwww)(?=\.)|(?<=\bgh-)(?=\d)", re.IGNORECASE)
"""Where GitHub would find a mention, an issue or an address: a blank of no width goes there."""
_GAP = "&#8203;"
_MORE = "\n… and {} more. `daylight check` tells all of them.\n"


def write_markdown(report: Report) -> str:
    """The verdict, then the findings of each file, errors before warnings; as many as a comment can hold."""
    text = f"### Daylight\n\n**{escaped(report.verdict)}**\n"
    if report.note:
        text += f"\n{escaped(report.note)}\n"
    text += _posts(report.posts)
    folded = len(report.findings) > MOST_OPEN
    told = 0
    for count, block in _blocks(report, folded=folded):
        if len(text) + len(block) + len(_MORE) + 10 > MOST_CHARACTERS:
            break
        text += block
        told += count
    rest = len(report.findings) - told
    return text + (_MORE.format(f"{rest:,}") if rest else "")


def _posts(posts: Sequence[Counted]) -> str:
    """How long each post is that waits, beside what its network takes."""
    if not posts:
        return ""
    rows = [
        f"| {_cell(post.path.rpartition('/')[2])} | {_cell(post.to)} |"
        f" {', '.join(f'{length:,}' for length in post.lengths)} of {post.limit:,} |\n"
        for post in posts[:MOST_POSTS]
    ]
    rest = len(posts) - len(rows)
    more = f"\n… and {rest:,} more. `daylight queue` lists all of them.\n" if rest else ""
    head = "\n**Posts to review**\n\n| File | Account | Characters |\n| --- | --- | --- |\n"
    return f"{head}{''.join(rows)}{more}"


def _cell(text: str) -> str:
    """Text in a cell of a table, cut where it would fill the comment."""
    return escaped(text if len(text) <= MOST_LETTERS else f"{text[:MOST_LETTERS]}…")


def _blocks(report: Report, *, folded: bool) -> Iterator[tuple[int, str]]:
    """Parts that make sense alone, each with the number of findings in it."""
    listed = sorted(report.findings, key=lambda finding: (finding.where.path, not finding.blocks, finding.where.line))
    for path, group in groupby(listed, key=lambda finding: finding.where.path):
        findings = list(group)
        # A file with very many is cut, so that what fits of it is shown.
        for begin in range(0, len(findings), 50):
            yield _block(path, findings[begin : begin + 50], folded=folded)


def _block(path: str, findings: Sequence[Finding], *, folded: bool) -> tuple[int, str]:
    rows = "".join(
        f"- **{finding.severity.value.capitalize()}**, line {finding.where.line}: "
        f"{escaped(finding.problem)} {escaped(finding.remedy)}\n"
        for finding in findings
    )
    if folded:
        # Inside a tag GitHub reads HTML, in which a backslash is a backslash.
        name = _LINKS.sub(lambda sign: f"{sign[0]}{_GAP}", html.escape(visible(path)))
        return len(findings), (
            f"\n<details><summary><code>{name}</code>: {counted(findings)}</summary>\n\n{rows}\n</details>\n"
        )
    return len(findings), f"\n**{escaped(path)}**\n\n{rows}"


def escaped(text: str) -> str:
    """Text that officers wrote, as Markdown that shows it as it is (CommonMark 0.31, 2.4; GFM 6.9)."""
    marked = _LINKS.sub(lambda sign: f"{sign[0]}\0", visible(text))
    plain = html.escape(marked, quote=False)
    return _SIGNS.sub(r"\\\1", plain).replace("\0", _GAP)
