"""Keys and passwords to other systems, in forms that nothing else has.

The forms are those that their makers publish so that scanners find them: few and unmistakable. Keys without a form of
their own, which scanners guess by their disorder, are left alone: identifiers in public data look the same.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
from pyarrow import compute

from generator.checking.leaks import masks
from generator.checking.leaks.columns import NOWHERE, NUMERIC, TIMES
from generator.checking.leaks.detector import Detector, Found, always
from generator.reading import arrays

if TYPE_CHECKING:
    from generator.checking.leaks.columns import Asked, Glimpse, Positions

_FORMS = {
    "AWS": (("AKIA", "ASIA"), r"\b(?:AKIA|ASIA)[A-Z2-7]{16}\b"),
    "GitHub": (
        ("ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_"),
        r"\bgh[pousr]_[A-Za-z0-9]{36,}|\bgithub_pat_\w{60,}",
    ),
    "GitLab": (("glpat-",), r"\bglpat-[\w-]{20,}"),
    "Slack": (
        ("xox", "hooks.slack.com"),
        r"\bxox[abeoprs]-[0-9A-Za-z-]{20,}|hooks\.slack\.com/services/T\w{6,}/B\w+/\w+",
    ),
    "Google": (("AIza",), r"\bAIza[\w-]{35}"),
    "Stripe": (("k_live_",), r"\b[sr]k_live_[0-9A-Za-z]{20,}"),
    "SendGrid": (("SG.",), r"\bSG\.[\w-]{22}\.[\w-]{43}"),
    "npm": (("npm_",), r"\bnpm_[A-Za-z0-9]{36}\b"),
    "PyPI": (("pypi-",), r"\bpypi-AgE[\w-]{50,}"),
    "OpenAI or Anthropic": (("sk-",), r"\bsk-(?:ant|proj)-[\w-]{32,}"),
    "Azure": (("AccountKey=",), r"AccountKey=[A-Za-z0-9+/]{86}=="),
    "signed login (JWT)": ((".eyJ",), r"\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}"),
    "private key": (("-----BEGIN",), r"-----BEGIN (?:[A-Z0-9]+ ){0,2}PRIVATE KEY(?: BLOCK)?-----"),
    "password in an address": (("://",), r"\b[a-z][a-z0-9+.-]{1,20}://[^/\s:@]{1,100}:[^/\s:@]{3,100}@[A-Za-z0-9.-]+"),
}
_SHORTEST = 20
"""Bytes of the shortest of them."""
_RARE = b"_-:=.zKS"
"""Bytes of which many columns lack most; each form has one in its signs."""
_SIGNS = tuple(
    (
        next((bytes([sign]) for sign in _RARE if sign in mark.encode()), b""),
        re.compile(re.escape(mark.encode())),
        pattern,
    )
    for marks, pattern in _FORMS.values()
    for mark in marks
)
_PART = "(?P<part>" + "|".join(pattern for _, pattern in _FORMS.values()) + ")"
_MARKS = re.compile("|".join(re.escape(sign) for signs, _ in _FORMS.values() for sign in signs))
_BEGUN = re.compile(r"\b(gh[pousr]_|github_pat_|glpat-|AIza|AKIA|npm_|pypi-AgE|[sr]k_live_)[\w-]{6,}")
_MOST_MASKED = 5
_EXAMPLES = ("EXAMPLE", "example", "XXXX", "xxxx", "user:pass", "username:password", "<", "{", "$")
"""Signs of a key that documentation shows to explain the form."""


def first_key(text: str) -> str:
    """The first key in `text`, empty if there is none; in time that grows with the text and no faster."""
    if not _MARKS.search(text):
        return ""
    found = compute.extract_regex(arrays.texts([text]), _PART)[0].as_py()
    part = str(found["part"]) if found else ""
    return "" if any(sign in part for sign in _EXAMPLES) else part


def mask_keys(text: str) -> str:
    """`text` with only the first signs of keys in it, of such, too, as are cut short."""
    for _ in range(_MOST_MASKED):
        part = first_key(text)
        if not part:
            break
        text = text.replace(part, masks.start(part))
    return _BEGUN.sub(r"\1…", text)


def _look(glimpse: Glimpse) -> Positions:
    kind = glimpse.asked.field.type
    if glimpse.longest < _SHORTEST or glimpse.highest < ord("A") or kind in NUMERIC | TIMES or kind == "date":
        return NOWHERE
    lacking = {sign for sign in {rare for rare, _, _ in _SIGNS} if not glimpse.has(sign)}
    # Of more than one sign, `re` finds the place sooner than `in`.
    patterns = {pattern for rare, mark, pattern in _SIGNS if rare not in lacking and mark.search(glimpse.text)}
    if not patterns:
        return NOWHERE
    places = glimpse.where(glimpse.long(_SHORTEST))
    return np.unique(np.concatenate([glimpse.matching(pattern, places) for pattern in sorted(patterns)]))


def _find(text: str, _asked: Asked) -> Found | None:
    part = first_key(text)
    return Found(part=part) if part else None


KEYS = Detector(
    name="secret",
    what="keys or passwords",
    remedy="Revoke them where they were made, for whoever saw this file has them; then remove them",
    look=_look,
    find=_find,
    mask=masks.start,
    accuses=always,
)
