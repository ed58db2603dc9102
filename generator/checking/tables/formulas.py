"""Cells that a spreadsheet would run: they show readers something else than what is written, and can do harm.

OWASP, «CSV Injection». A number with a sign, a phone number or a pair of coordinates is no formula.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from contextlib import suppress
from typing import TYPE_CHECKING

from generator.checking.tables.report import Defect, tell
from generator.reading.tables import records

if TYPE_CHECKING:
    from generator.model.dataset import Dataset
    from generator.model.finding import Finding

_SIGNS = frozenset("=+-@")
_HARMLESS = re.compile(r"[-+]?[\d\s().,:/%-]*")
"""Numbers, phone numbers, coordinates, dates, dashes."""
_REFERENCE = re.compile(r"[-+@]\$?[A-Za-z]{1,3}\$?\d+")
_LONGEST = 1000
"""Of a cell that is looked at."""


def is_formula(cell: str) -> bool:
    """Whether a spreadsheet would run `cell`, blanks, control characters and wide signs before it being no help."""
    text = unicodedata.normalize("NFKC", cell[:_LONGEST]).lstrip(" \t\r\n\0\u00a0\ufeff")
    if text[:1] not in _SIGNS or _HARMLESS.fullmatch(text):
        return False
    return text[0] == "=" or any(sign in text for sign in "(|!") or bool(_REFERENCE.match(text))


def find_formulas(dataset: Dataset, *, whole: bool) -> list[Finding]:
    """A finding for each column with formulas, in the tables of `dataset`.

    Args:
        dataset: Of which the rows are read.
        whole: Whether its tables are known to be readable; if not, only delimited files are looked at.
    """
    findings: list[Finding] = []
    for resource in dataset.tables:
        if not whole and resource.format not in {"csv", "tsv"}:
            continue
        header: list[str] = []
        defects = []
        with suppress(csv.Error):  # a cell that is too long has been told
            for row, (_, cells) in enumerate(records(resource), start=1):
                header = cells if row == resource.dialect.header_row else header
                for column, cell in enumerate(cells, start=1):
                    if not cell[:1].isalnum() and is_formula(cell):
                        label = header[column - 1] if column <= len(header) else ""
                        defects.append(Defect(type="formula", note="", row=row, column=column, label=label, cell=cell))
        findings += tell(dataset, resource, defects)
    return findings
