"""`corrections` and `withdrawn`: what officers write when something published was wrong, or is published no more."""

from __future__ import annotations

from generator.model.amendment import Amendment
from generator.reading.forms import Day, Form, Text


class _Correction(Form):
    date: Day
    text: str


class _Withdrawal(Form):
    date: Day
    reason: str
    instead: Text = ""


class Amended(Form):
    """Keys that a descriptor and an announcement have alike."""

    corrections: tuple[_Correction, ...] = ()
    withdrawn: _Withdrawal | None = None

    def amendments(self) -> tuple[Amendment, ...]:
        """Corrections in the order in which they happened, then the withdrawal."""
        corrections = sorted(self.corrections, key=lambda each: each.date)
        found = [Amendment(kind="corrected", at=each.date, text=each.text) for each in corrections]
        if last := self.withdrawn:
            found.append(Amendment(kind="withdrawn", at=last.date, text=last.reason, instead=last.instead))
        return tuple(found)
