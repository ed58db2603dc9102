"""What was found out, shown to a person: posts as they would go out, descriptors mended, why a page was made again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.cli.terminal import OUT, safe
from generator.writing.explaining import LOST, NEW

if TYPE_CHECKING:
    from generator.fixing.proposing import Proposal
    from generator.pipeline import Built
    from generator.social.rehearsal import Rehearsed
    from generator.writing.explaining import Explanation


def show_proposal(proposal: Proposal) -> None:
    """Why a descriptor is mended, and how."""
    for finding in proposal.reasons:
        OUT.print(f"{safe(str(finding.where))}: {safe(finding.problem)}")
    for line in proposal.diff().splitlines():
        style = {"+": "green", "-": "red", "@": "cyan"}.get(line[:1], "")
        OUT.print(safe(line), style=style)
    for finding in proposal.unsure:
        words = f"{finding.problem} This is left to you. {finding.remedy}"
        OUT.print(f"{safe(str(finding.where))}: {safe(words)}")


def show_explanation(found: Explanation, built: Built) -> None:
    """What a file of the site is made from, and why it was last made."""
    when = "by this build" if found.target in built.made else "by an earlier build; this one left it as it was"
    OUT.print(f"[bold]{safe(found.path)}[/] was made {when}.")
    OUT.print(f"  part of  {safe(found.target)}")
    for place, reason in enumerate(found.reasons):
        changed = "" if reason in {NEW, LOST} else " changed"
        OUT.print(f"  {'because' if not place else '    and'}  {safe(reason)}{changed}")
    for place, part in enumerate(found.parts):
        OUT.print(f"  {'from   ' if not place else '       '}  {safe(part)}")


def show_post(each: Rehearsed) -> None:
    """A post, and why it would or would not go out."""
    from generator.social.rehearsal import Standing

    words = {
        Standing.DUE: "would be sent now",
        Standing.HELD: "is held: it waits until an officer releases it",
        Standing.EARLY: f"waits until {each.outgoing.not_before.isoformat()} ({each.outgoing.zone})",
        Standing.MISSED: f"is too late: it expired at {each.outgoing.expires and each.outgoing.expires.isoformat()}",
        Standing.UNAPPROVED: f"is not sent: {each.words}",
        Standing.REFUSED: f"is not sent: {each.words}",
        Standing.DONE: f"is done with: {each.words}",
    }
    OUT.print(f"[bold]{safe(each.post.to)}[/] {safe(words[each.standing])}")
    OUT.print(f"  about     {safe(each.outgoing.publication)}, version {safe(each.outgoing.version)}")
    OUT.print(f"  language  {safe(each.post.lang)}")
    OUT.print(f"  length    {each.length} of {each.limit}")
    OUT.print(f"  picture   {safe(each.post.media)}")
    OUT.print(f"  alt       {safe(each.post.alt)}")
    if each.post.warning:
        OUT.print(f"  warning   {safe(each.post.warning)}")
    for text in each.post.texts:
        for line in text.rstrip("\n").split("\n"):
            OUT.print(f"  | {safe(line)}")
        OUT.print()
