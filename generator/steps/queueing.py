"""What the outbox holds already; each of its files is read once, and again when somebody has edited it."""

from __future__ import annotations

import itertools
import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from generator.checking.known import answered, below, former
from generator.memory.digests import code_version, digest
from generator.memory.prints import OUTBOX
from generator.model.finding import Finding
from generator.model.receipt import State
from generator.reading.marked import Unreadable
from generator.social.ledgers.in_git import receipts_here
from generator.social.outbox import read_baseline, read_outgoing
from generator.social.reviewing import Told, review, review_sent, review_together
from generator.steps.findings import finding_of

if TYPE_CHECKING:
    from generator.memory.prints import Fingerprints
    from generator.model.catalog import Catalog
    from generator.model.receipt import Receipt
    from generator.steps.means import Means

_KIND = "outbox"


def queued(catalog: Catalog, prints: Fingerprints, means: Means) -> tuple[set[str], list[Finding]]:
    """`id@version` of each publication that posts were written about, and what is wrong with files of the outbox."""
    known = means.index.rows(_KIND)
    rows = []
    files = {name: print_ for name, print_ in prints.within(OUTBOX).items() if _is_outgoing(name)}
    settings = prints.of("mkdocs.yml") if files else ""
    keys: set[str] = set()
    found: dict[str, list[Finding]] = {}
    told = []
    for name, print_ in files.items():
        key = digest(_KIND, name, print_, settings, code_version().hex())
        if known.get(name, ("",))[0] != key:
            known[name] = (key, _read(catalog, name))
            rows.append((name, *known[name]))
        value = json.loads(known[name][1])
        found[name] = [finding_of(each) for each in value["findings"]]
        if value["told"]:
            keys.update(value["keys"])
            told.append(Told(**value["told"]))
    means.index.put(_KIND, rows)
    means.index.drop(_KIND, known.keys() - files.keys())
    for finding in review_together(told, _published(catalog) if told else ()):
        found[finding.where.path].append(finding)
    receipts = receipts_here(catalog.root, [f"{each.id}/{account}" for each in told for account in each.posts])
    for each in told if receipts else ():
        if all(_is_done(receipts.get(f"{each.id}/{account}")) for account in each.posts):
            found[each.path] = []  # accounts and addresses may have changed since
        found[each.path] += review_sent(each, receipts)
    findings = list(itertools.chain.from_iterable(found.values()))
    try:
        read_baseline(catalog.root)
    except Unreadable as bad:
        findings += bad.findings
    return keys, findings


def _published(catalog: Catalog) -> set[str]:
    """Ids of all that is or was published: posts stay when what they are about gets another name."""
    addresses = answered(catalog) | {each.address for each in former(catalog)}
    kinds = (("datasets", "dataset"), ("announcements", "announcement"))
    return {"site"} | {f"{kind}/{id_}" for folder, kind in kinds for id_ in below(folder, addresses)}


def _is_done(receipt: Receipt | None) -> bool:
    return receipt is not None and receipt.state in {State.SENT, State.REJECTED, State.MISSED}


def _is_outgoing(name: str) -> bool:
    return name.endswith(".yaml") and name.count("/") == OUTBOX.count("/") + 2


def _read(catalog: Catalog, name: str) -> bytes:
    keys: tuple[str, ...] = ()
    told = None
    findings = list[Finding]()
    try:
        outgoing, source = read_outgoing(catalog.root, name)
    except Unreadable as bad:
        findings += bad.findings
    else:
        keys = outgoing.keys
        told = Told(
            path=name,
            id=outgoing.id,
            publication=outgoing.publication,
            about=outgoing.corrects or outgoing.retracts,
            posts={post.to: post.digest for post in outgoing.posts},
        )
        findings += review(outgoing, source, catalog.settings)
    facts = {"keys": keys, "told": told and asdict(told), "findings": [asdict(each) for each in findings]}
    return json.dumps(facts).encode()
