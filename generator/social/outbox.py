"""`content/outbox/`: one file for each publication with its posts, to be read and edited before they go out.

What was public before the first build stands in `baseline.txt`, so that an old repository does not post its past.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import yaml
from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from generator.deriving.posted import present_ids
from generator.model.finding import error
from generator.model.post import Outgoing, Post
from generator.reading.forms import Form, Language, Moment, Text, fill
from generator.reading.lines import parse, read_text
from generator.reading.marked import Unreadable

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path

    from generator.model.finding import Finding, Source
    from generator.model.publication import Publication
    from generator.social.drafting import Alt

FOLDER = "content/outbox"
BASELINE = f"{FOLDER}/baseline.txt"
_MOST = 100_000_000
"""Bytes of the baseline: a line for each of a million publications."""
_HEAD = "# Posts about one publication. Edit the words; merging them is approving them.\n"
_BASELINE_HEAD = (
    "# What was public before the first build: no posts are written about these versions. `daylight build --backfill`\n"
    "# writes them all the same.\n"
)


def _texts(value: object) -> object:
    if value is None or isinstance(value, str):
        return (value or "",)
    if isinstance(value, list) and value and all(isinstance(each, str) for each in value):
        return tuple(value)
    raise PydanticCustomError("texts", "is neither text nor a list of texts", {"example": '"Water runs again."'})


class _Post(Form):
    to: str
    lang: Language = ""
    text: Annotated[tuple[str, ...], BeforeValidator(_texts)] = ("",)
    warning: Text = ""
    media: Text = ""
    alt: Text = ""


class _Outgoing(Form):
    id: str
    publication: Text = ""
    version: Text = ""
    link: str
    not_before: Moment
    zone: str
    expires: Moment | None = None
    hold: bool = False
    urgent: bool = False
    corrects: Text = ""
    retracts: Text = ""
    includes: tuple[str, ...] = ()
    posts: tuple[_Post, ...] = ()


def files_of(root: Path) -> list[Path]:
    """Files of the outbox in the order of their paths; no link, and nothing behind one."""
    outbox = root / FOLDER
    folders = [each for each in sorted(outbox.glob("*")) if each.is_dir() and not each.is_symlink()]
    files = (file for folder in folders for file in folder.glob("*.yaml"))
    return sorted(file for file in files if file.is_file() and not file.is_symlink())


def read_outbox(root: Path) -> tuple[tuple[Outgoing, ...], tuple[Finding, ...]]:
    """Every file of the outbox in the order of their paths, and what is wrong with those that cannot be read."""
    files, findings = read_files(root)
    return tuple(outgoing for outgoing, _ in files), findings


def read_files(root: Path) -> tuple[tuple[tuple[Outgoing, Source], ...], tuple[Finding, ...]]:
    """The same, with where the keys of each file stand."""
    findings: list[Finding] = []
    outgoing = []
    for file in files_of(root):
        try:
            outgoing.append(read_outgoing(root, file.relative_to(root).as_posix()))
        except Unreadable as bad:
            findings += bad.findings
    try:
        read_baseline(root)
    except Unreadable as bad:
        findings += bad.findings
    return tuple(outgoing), tuple(findings)


def read_outgoing(root: Path, name: str) -> tuple[Outgoing, Source]:
    """One file of the outbox, by its path from the root, and where its keys stand.

    Raises:
        Unreadable: it is not what `daylight build` writes.
    """
    parsed = parse(read_text(root / name, name), name)
    form = fill(_Outgoing, parsed)
    posts = ((parsed.source.below("posts", place), post) for place, post in enumerate(form.posts))
    if unknown := [found for source, each in ((parsed.source, form), *posts) for found in _unknown(each, source)]:
        raise Unreadable(*unknown)
    outgoing = Outgoing(
        id=form.id,
        publication=form.publication,
        version=form.version,
        link=form.link,
        not_before=form.not_before,
        zone=form.zone,
        expires=form.expires,
        hold=form.hold,
        urgent=form.urgent,
        corrects=form.corrects,
        retracts=form.retracts,
        includes=form.includes,
        posts=tuple(
            Post(
                to=post.to,
                lang=post.lang,
                texts=post.text,
                warning=post.warning,
                media=post.media,
                alt=post.alt,
            )
            for post in form.posts
        ),
    )
    return outgoing, parsed.source


def _unknown(form: Form, source: Source) -> Iterator[Finding]:
    """Keys that mean nothing: who writes `holt: true` believes that the posts wait."""
    meant = {key: name for name, key in form.slips.items()}
    known = ", ".join(type(form).model_fields)
    for key in form.model_extra or ():
        remedy = f"Did you mean `{meant[key]}`?" if key in meant else f"Known are: {known}."
        yield error(source.at(key), f"`{key}` is no key of the outbox.", remedy, "key-unknown")


def read_baseline(root: Path) -> set[str]:
    """What was public before the first build: `id@version` of each; empty where there was no build yet.

    Raises:
        Unreadable: it is no text.
    """
    if not (root / BASELINE).exists():
        return set()
    lines = read_text(root / BASELINE, BASELINE, _MOST).split("\n")
    return {line.strip() for line in lines if line.strip() and not line.startswith("#")}


def queue(publication: Publication, known: Collection[str], alt: Alt, *, backfill: bool) -> Iterator[tuple[str, bytes]]:
    """The files to add to the outbox: path from the repository's root, and content.

    Args:
        publication: What is public now.
        known: `id@version` of what the outbox holds already.
        alt: Says what the card of an entry shows.
        backfill: Whether what was public before the first build is posted too.
    """
    catalog = publication.catalog
    root = catalog.root
    dated = [entry for entry in publication.entries if entry.updated]
    before: set[str] = set()
    if not (root / BASELINE).exists():
        before = set() if backfill else {f"{entry.id}@{entry.version}" for entry in dated}
        yield BASELINE, (_BASELINE_HEAD + "".join(f"{line}\n" for line in sorted(before))).encode()
    elif not backfill:
        before = read_baseline(root)
    now_called = present_ids(catalog)
    queued = {_renamed(key, now_called) for key in (*before, *known)}
    new = [entry for entry in reversed(dated) if f"{entry.id}@{entry.version}" not in queued]
    if not new:
        return
    from generator.social.drafting import Drafter  # with Jinja, which a check does without

    drafter = Drafter(publication, alt)
    told = [each for each in new if not each.withdrawn and (each.expires is None or each.expires > publication.now)]
    usual = [each for each in told if each.kind != "alert"]
    many = len(usual) >= catalog.settings.digest_from
    drafts = [drafter.draft(each) for each in told if each.kind == "alert" or not many]
    for outgoing in [*drafts, *([drafter.digest(usual[::-1])] if many else ())]:
        if outgoing.posts:
            yield f"{FOLDER}/{outgoing.not_before.year}/{outgoing.id}.yaml", _write(outgoing)


def _renamed(key: str, names: Mapping[str, str]) -> str:
    """`id@version` by the present id."""
    id_, at, version = key.partition("@")
    return f"{names.get(id_, id_)}{at}{version}"


class _Words(str):
    """A value: written in quotes, for what looks like a number to one reader of YAML is text to another."""

    __slots__ = ()


class _Dumper(yaml.SafeDumper):
    """Writes keys plainly, words in quotes, and texts of several lines as they will look."""


def _represent(dumper: yaml.SafeDumper, words: _Words) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", str(words), style="|" if "\n" in words else '"')


_Dumper.add_representer(_Words, _represent)


def _facts(post: Post) -> dict[str, Any]:
    texts = [_Words("\n".join(line.rstrip() for line in text.split("\n"))) for text in post.texts]
    facts = {
        "to": _Words(post.to),
        "lang": _Words(post.lang),
        "warning": _Words(post.warning),
        "text": texts if len(texts) > 1 else texts[0],
        "media": _Words(post.media),
        "alt": _Words(post.alt),
    }
    return {key: fact for key, fact in facts.items() if fact or key != "warning"}


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
    if outgoing.includes:
        value["includes"] = [_Words(each) for each in outgoing.includes]
    if outgoing.urgent:
        value["urgent"] = True
    value["posts"] = [_facts(post) for post in outgoing.posts]
    return (_HEAD + yaml.dump(value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1000)).encode()
