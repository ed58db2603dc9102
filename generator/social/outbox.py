"""`content/outbox/`: one file for each publication with its posts, to be read and edited before they go out.

What was public before the first build stands in `baseline.yaml`, so that an old repository does not post its past.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

from generator.model.post import Outgoing, Post
from generator.reading.forms import Form, Moment, Text, fill
from generator.reading.lines import parse, read_text
from generator.reading.marked import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from generator.model.finding import Finding
    from generator.model.publication import Publication

FOLDER = "content/outbox"
BASELINE = f"{FOLDER}/baseline.yaml"
_HEAD = "# Posts about one publication. Edit the words; merging them is approving them.\n"
_BASELINE_HEAD = (
    "# What was public before the first build: no posts are written about these versions. `daylight build --backfill`\n"
    "# writes them all the same.\n"
)


class _Post(Form):
    to: str
    lang: Text = ""
    text: str
    media: Text = ""
    alt: Text = ""


class _Outgoing(Form):
    id: str
    publication: str
    version: str
    link: str
    not_before: Moment
    zone: str
    expires: Moment | None = None
    posts: tuple[_Post, ...] = ()


class _Baseline(Form):
    known: tuple[str, ...] = ()


def read_outbox(root: Path) -> tuple[tuple[Outgoing, ...], tuple[Finding, ...]]:
    """Every file of the outbox in the order of their paths, and what is wrong with those that cannot be read."""
    findings: list[Finding] = []
    outgoing = []
    for file in sorted((root / FOLDER).glob("*/*.yaml"), key=lambda path: path.as_posix()):
        name = file.relative_to(root).as_posix()
        try:
            form = fill(_Outgoing, parse(read_text(file, name), name))
        except Unreadable as bad:
            findings += bad.findings
            continue
        outgoing.append(
            Outgoing(
                id=form.id,
                publication=form.publication,
                version=form.version,
                link=form.link,
                not_before=form.not_before,
                zone=form.zone,
                expires=form.expires,
                posts=tuple(
                    Post(to=post.to, lang=post.lang, text=post.text, media=post.media, alt=post.alt)
                    for post in form.posts
                ),
            )
        )
    try:
        _baseline(root)
    except Unreadable as bad:
        findings += bad.findings
    return tuple(outgoing), tuple(findings)


def queue(publication: Publication, *, backfill: bool) -> Iterator[tuple[str, bytes]]:
    """The files to add to the outbox: path from the repository's root, and content.

    Args:
        publication: What is public now.
        backfill: Whether what was public before the first build is posted too.
    """
    root = publication.catalog.root
    known = {outgoing.key for outgoing in read_outbox(root)[0]}
    dated = [entry for entry in publication.entries if entry.updated]
    first = not (root / BASELINE).exists()
    if first:
        lines = [] if backfill else sorted(f"{entry.id}@{entry.version}" for entry in dated)
        content = yaml.safe_dump({"known": lines}, allow_unicode=True, sort_keys=False, width=200)
        yield BASELINE, (_BASELINE_HEAD + content).encode()
        known |= set(lines)
    elif not backfill:
        known |= _baseline(root)
    from generator.social.drafting import Drafter  # with Jinja, which a check does without

    drafter = Drafter(publication)
    for entry in reversed(dated):
        ended = entry.expires is not None and entry.expires <= publication.now
        if ended or f"{entry.id}@{entry.version}" in known:
            continue
        outgoing = drafter.draft(entry)
        if outgoing.posts:
            yield f"{FOLDER}/{outgoing.not_before.year}/{outgoing.id}.yaml", _write(outgoing)


def _baseline(root: Path) -> set[str]:
    if not (root / BASELINE).exists():
        return set()
    return set(fill(_Baseline, parse(read_text(root / BASELINE, BASELINE), BASELINE)).known)


class _Words(str):
    """A value: written in quotes, for what looks like a number to one reader of YAML is text to another."""

    __slots__ = ()


class _Dumper(yaml.SafeDumper):
    """Writes keys plainly, words in quotes, and texts of several lines as they will look."""


def _represent(dumper: yaml.SafeDumper, words: _Words) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", str(words), style="|" if "\n" in words else '"')


_Dumper.add_representer(_Words, _represent)


def _write(outgoing: Outgoing) -> bytes:
    facts = {
        "id": outgoing.id,
        "publication": outgoing.publication,
        "version": outgoing.version,
        "link": outgoing.link,
        "not_before": outgoing.not_before.isoformat(),
        "zone": outgoing.zone,
        "expires": outgoing.expires.isoformat() if outgoing.expires else "",
    }
    value: dict[str, Any] = {key: _Words(fact) for key, fact in facts.items() if fact}
    value["posts"] = [
        {
            "to": _Words(post.to),
            "lang": _Words(post.lang),
            "text": _Words("\n".join(line.rstrip() for line in post.text.split("\n"))),
            "media": _Words(post.media),
            "alt": _Words(post.alt),
        }
        for post in outgoing.posts
    ]
    return (_HEAD + yaml.dump(value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1000)).encode()
