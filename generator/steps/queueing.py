"""What the outbox holds already; each of its files is read once, and again when somebody has edited it."""

from __future__ import annotations

import itertools
import json
from dataclasses import asdict, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from generator.checking.known import answered, below, former
from generator.memory.digests import code_version, digest
from generator.memory.prints import OUTBOX
from generator.model.finding import Finding
from generator.model.noun import noun
from generator.model.post import Counted, Outgoing, Post
from generator.reading.marked import Unreadable
from generator.reading.removed import removed
from generator.social.approving import SUFFIX, unapproved, wanting
from generator.social.ledgers.in_git import receipts_here
from generator.social.ledgers.opening import opened
from generator.social.networks.registry import limit_of
from generator.social.outbox import read_baseline, read_outgoing
from generator.social.retrying import DONE
from generator.social.reviewing import review, review_approval, review_removed, review_sent, review_together
from generator.steps.findings import finding_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.memory.prints import Fingerprints
    from generator.model.catalog import Catalog, Settings
    from generator.model.receipt import Receipt
    from generator.steps.means import Means

_KIND = "outbox"


@noun
class Queue:
    """The outbox as it is committed, and what is on record of it."""

    files: Mapping[str, Outgoing] = field(default_factory=dict)
    """Those that can be read, by their paths."""
    receipts: Mapping[str, Receipt] = field(default_factory=dict)
    """What became of each post, by its key, as far as it is known here."""
    findings: tuple[Finding, ...] = ()
    """What is wrong with files of the outbox."""

    @property
    def known(self) -> set[str]:
        """`id@version` of each publication that posts were written about."""
        return {key for each in self.files.values() for key in each.keys}


def counted(queue: Queue, settings: Settings) -> Iterator[Counted]:
    """How long each post is that waits to go out, in the order of their files."""
    accounts = {str(each): each for each in settings.accounts}
    for path, outgoing in queue.files.items():
        for post in outgoing.posts:
            if post.to in accounts and not (outgoing.retracts or _is_done(queue.receipts.get(outgoing.key_of(post)))):
                limit = limit_of(accounts[post.to])
                lengths = tuple(limit.length(text, post.warning) for text in post.texts)
                yield Counted(path=path, to=post.to, lengths=lengths, limit=limit.most)


def queued(catalog: Catalog, prints: Fingerprints, means: Means, ledger: str = "") -> Queue:
    """The outbox.

    Args:
        catalog: What was read.
        prints: Of all files.
        means: What to work with.
        ledger: The address of the database that keeps the receipts, if one does.

    Raises:
        SetupError: the address is of no database that this machine knows.
        LedgerError: it cannot be reached.
    """
    remembered = means.index.rows(_KIND)
    rows = []
    every = prints.within(OUTBOX)
    names = {name: print_ for name, print_ in every.items() if _is_outgoing(name)}
    settings = prints.of("mkdocs.yml") if names else ""
    found: dict[str, list[Finding]] = {}
    files = {}
    for name, print_ in names.items():
        key = digest(_KIND, name, print_, every.get(name + SUFFIX, ""), settings, code_version().hex())
        if remembered.get(name, ("",))[0] != key:
            remembered[name] = (key, _read(catalog, name))
            rows.append((name, *remembered[name]))
        value = json.loads(remembered[name][1])
        found[name] = [finding_of(each) for each in value["findings"]]
        if value["outgoing"]:
            files[name] = _decoded(value["outgoing"])
    means.index.put(_KIND, rows)
    means.index.drop(_KIND, remembered.keys() - names.keys())
    for finding in review_together(files, _published(catalog) if files else ()):
        found[finding.where.path].append(finding)
    receipts = _receipts(catalog, files, ledger)
    for path, each in files.items():
        if each.posts and all(_is_done(receipts.get(each.key_of(post))) for post in each.posts):
            found[path] = []  # accounts and addresses may have changed since
        elif wanting(each, catalog.settings):
            gone = removed(catalog.root, "HEAD", OUTBOX, f"{each.id}.yaml")
            found[path] += review_removed(path, each, gone or False)  # where nobody knows here, delivery tells
        found[path] += review_sent(path, each, receipts)
    findings = list(itertools.chain.from_iterable(found.values()))
    try:
        read_baseline(catalog.root)
    except Unreadable as bad:
        findings += bad.findings
    return Queue(files=files, receipts=receipts, findings=tuple(findings))


def _receipts(catalog: Catalog, files: Mapping[str, Outgoing], ledger: str) -> Mapping[str, Receipt]:
    keys = [each.key_of(post) for each in files.values() for post in each.posts]
    if not ledger or not keys:
        return receipts_here(catalog.root, keys)
    with opened(catalog.root, ledger) as kept:
        return kept.read(keys)


def _published(catalog: Catalog) -> set[str]:
    """Ids of all that is or was published: posts stay when what they are about gets another name."""
    addresses = answered(catalog) | {each.address for each in former(catalog)}
    kinds = (("datasets", "dataset"), ("announcements", "announcement"))
    return {"site"} | {f"{kind}/{id_}" for folder, kind in kinds for id_ in below(folder, addresses)}


def _is_done(receipt: Receipt | None) -> bool:
    return receipt is not None and receipt.state in DONE


def _is_outgoing(name: str) -> bool:
    return name.endswith(".yaml") and name.count("/") == OUTBOX.count("/") + 2


def _read(catalog: Catalog, name: str) -> bytes:
    outgoing = None
    findings = list[Finding]()
    try:
        outgoing, source = read_outgoing(catalog.root, name)
    except Unreadable as bad:
        findings += bad.findings
    else:
        findings += review(outgoing, source, catalog.settings)
        findings += review_approval(outgoing, source, unapproved(catalog.root, name, outgoing, catalog.settings))
    value = {"outgoing": outgoing and asdict(outgoing), "findings": [asdict(each) for each in findings]}
    return json.dumps(value, default=datetime.isoformat).encode()


def _decoded(value: dict[str, Any]) -> Outgoing:
    posts = (Post(**{**each, "texts": tuple(each["texts"])}) for each in value["posts"])
    times = {key: datetime.fromisoformat(value[key]) if value[key] else None for key in ("not_before", "expires")}
    return Outgoing(**{**value, **times, "includes": tuple(value["includes"]), "posts": tuple(posts)})
