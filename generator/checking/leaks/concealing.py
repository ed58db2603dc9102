"""Words about other faults, with what should not be public masked: a wrong cell may hold an address or a key."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from generator.checking.leaks import masks
from generator.checking.leaks.keys import mask_keys

if TYPE_CHECKING:
    from generator.model.finding import Finding

_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")


def concealed(finding: Finding) -> Finding:
    """The same finding, in which e-mail addresses and keys are masked."""
    return replace(finding, problem=_masked(finding.problem), remedy=_masked(finding.remedy))


def _masked(text: str) -> str:
    if "@" in text:
        text = _EMAIL.sub(lambda found: masks.email(found[0]), text)
    return mask_keys(text)
