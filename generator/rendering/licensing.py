"""What well-known licences let readers do, in a sentence; the licence itself says more, and is what counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model.message import noted

if TYPE_CHECKING:
    from generator.model.dataset import License

_FREE = noted("You may copy, change, share and sell the data. You need not ask, and need not name anybody.")
_NAMED = noted("You may copy, change, share and sell the data if you name the source and say what you changed.")
_ALIKE = noted(
    "You may copy, change, share and sell the data if you name the source, and share what you make of them under the"
    " same licence."
)
_MEANT = {
    "CC0-1.0": _FREE,
    "PDDL-1.0": _FREE,
    "ODC-PDDL-1.0": _FREE,
    "US-PD": _FREE,
    "CC-BY-4.0": _NAMED,
    "CC-BY-3.0": _NAMED,
    "ODC-BY-1.0": _NAMED,
    "OGL-UK-3.0": _NAMED,
    "OGL-CANADA-2.0": _NAMED,
    "ETALAB-2.0": _NAMED,
    "DL-DE-BY-2.0": _NAMED,
    "DL-DE-ZERO-2.0": _FREE,
    "CC-BY-SA-4.0": _ALIKE,
    "ODBL-1.0": _ALIKE,
    "ODC-ODBL-1.0": _ALIKE,
}
"""By SPDX id (https://spdx.org/licenses/), upper case; sources are the licences' own summaries."""


def meaning(license_: License) -> str:
    """What a licence lets readers do; empty where it is not one of those that are known."""
    return _MEANT.get(license_.name.upper(), "")
