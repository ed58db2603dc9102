"""A leak as an officer is told it: where, how much, and what to do; never what it says."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from generator.model.finding import Finding, Severity
from generator.model.leaks import Action
from generator.reading.parts import located
from generator.reading.tables import records

if TYPE_CHECKING:
    from generator.checking.leaks.columns import Asked
    from generator.checking.leaks.detector import Detector, Tally
    from generator.model.dataset import Dataset, Resource

DELIMITED = frozenset({"csv", "tsv"})
_LONGEST_LABEL = 60


class Teller:
    """Words what was found in a table.

    Args:
        dataset: Whose path findings name.
        resource: The table.
        complete: Whether all of it was looked at.
    """

    def __init__(self, dataset: Dataset, resource: Resource, *, complete: bool) -> None:
        self._dataset = dataset
        self._resource = resource
        self._complete = complete

    def tell(self, detector: Detector, asked: Asked, place: int, tally: Tally, action: Action) -> Finding:
        """One finding for one column.

        Args:
            detector: That found it.
            asked: The column.
            place: Its position, counted from 0.
            tally: What was found.
            action: What follows.
        """
        more = "" if self._complete and not tally.full else "at least "
        kind = max(tally.kinds, key=lambda each: tally.kinds[each], default="") if detector.tells_kind else ""
        problem = (detector.one if tally.cells == 1 and not more else detector.several).format(
            column=self._name(asked, place, tally),
            what=f"{detector.what} ({kind})" if kind else detector.what,
            cells=f"{more}{tally.cells:,}",
            distinct=f"{more}{tally.distinct:,}",
            row=f"{tally.row:,}",
            example=tally.example,
            below=asked.below,
        )
        allow = f' If the public may see it, say so below this column in the descriptor: `leaks: {{allow: [{detector.name}], reason: "…"}}`.'  # noqa: E501
        return Finding(
            severity=Severity.ERROR if action is Action.BLOCK else Severity.WARNING,
            where=located(self._dataset.folder, self._resource, self._line(tally.row)),
            problem=f"{problem}.",
            remedy=f"{detector.remedy}." + (allow if not detector.rule else ""),
            rule=detector.rule_name,
        )

    def _name(self, asked: Asked, place: int, tally: Tally) -> str:
        # Where the header itself is the leak, it is not repeated.
        named = asked.field.name and tally.row > self._resource.dialect.header_row
        return f"Column {_letter(place + 1)}" + (f" '{asked.field.name[:_LONGEST_LABEL]}'" if named else "")

    def _line(self, row: int) -> int:
        """The line on which a row begins: a quoted value may hold line breaks."""
        if self._resource.format not in DELIMITED:
            return row
        begin = 1
        try:
            for number, (end, _) in enumerate(records(self._resource), start=1):
                if number == row:
                    return begin
                begin = end + 1
        except csv.Error:
            pass
        return row


def _letter(column: int) -> str:
    """What a spreadsheet calls a column: A to Z, then AA."""
    name = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name
