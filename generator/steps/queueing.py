"""What the outbox holds already; each of its files is read once, and again when somebody has edited it."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from generator.memory.digests import digest
from generator.memory.prints import OUTBOX
from generator.model.finding import Finding
from generator.reading.marked import Unreadable
from generator.social.outbox import read_baseline, read_outgoing
from generator.steps.findings import finding_of

if TYPE_CHECKING:
    from generator.memory.prints import Fingerprints
    from generator.steps.means import Means

_KIND = "outbox"


def queued(prints: Fingerprints, means: Means) -> tuple[set[str], list[Finding]]:
    """`id@version` of each publication that posts were written about, and what is wrong with files of the outbox."""
    root = prints.inventory.root
    known = means.index.rows(_KIND)
    keys: set[str] = set()
    findings: list[Finding] = []
    rows = []
    files = {name: print_ for name, print_ in prints.within(OUTBOX).items() if _is_outgoing(name)}
    for name, print_ in files.items():
        key = digest(_KIND, name, print_)
        if known.get(name, ("",))[0] != key:
            known[name] = (key, _read(prints, name))
            rows.append((name, *known[name]))
        value = json.loads(known[name][1])
        keys.add(value["key"])
        findings += map(finding_of, value["findings"])
    means.index.put(_KIND, rows)
    means.index.drop(_KIND, known.keys() - files.keys())
    try:
        read_baseline(root)
    except Unreadable as bad:
        findings += bad.findings
    return keys, findings


def _is_outgoing(name: str) -> bool:
    return name.endswith(".yaml") and name.count("/") == OUTBOX.count("/") + 2


def _read(prints: Fingerprints, name: str) -> bytes:
    key, findings = "", list[Finding]()
    try:
        key = read_outgoing(prints.inventory.root, name).key
    except Unreadable as bad:
        findings += bad.findings
    return json.dumps({"key": key, "findings": [asdict(each) for each in findings]}).encode()
