"""What frictionless accepts in silence and nobody means: swallowed rows, NUL bytes, numbers beyond measure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from generator.checking.tables.causes.encodings import suspicious
from generator.checking.tables.defects import Defect, moved, plain
from generator.checking.tables.proofs.common import matches
from generator.reading import arrays
from generator.reading.watching import WholeError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from generator.model.dataset import Dialect
    from generator.model.schema import Field
    from generator.reading.batches import Batch
    from generator.reading.cells import Cells

_ABSURD = r"[eE][+-]?0*[1-9][0-9]{3}"
"""An exponent of four digits: more than there are particles in the universe, squared, many times."""
_SHORTEST = 8
"""Bytes of two swallowed rows of two empty cells with line breaks, at least."""
_MANY = 5
"""Lines of two columns that are taken for rows: text, too, has one comma in some lines."""
_LONGEST = 100_000


class Silent:
    """Looks for it in batch after batch of a table.

    Args:
        fields: Of the table.
        dialect: In which it is written.
        most: How many defects to keep.
    """

    def __init__(self, fields: Sequence[Field], dialect: Dialect, most: int = 1000) -> None:
        self.defects: list[Defect] = []
        self.suspicious = False
        """Whether letters may be garbled, or lost."""
        self._fields = fields
        self._dialect = dialect
        self._most = most

    def __call__(self, batch: Batch, cells: Sequence[Cells]) -> None:
        """Look at the rows of a batch, and at those of another width."""
        self.suspicious = self.suspicious or any(map(_is_suspicious, cells))
        if len(self.defects) >= self._most:
            return
        for position, (field, each) in enumerate(zip(self._fields, cells, strict=True)):
            if not each.bytes_within(1, 255):
                self._add(batch, position, each, "nul", lambda text: "\0" in text)
            if each.longest >= _SHORTEST:
                self._add(batch, position, each, "unclosed-quote", self._swallows, least=_SHORTEST)
            if field.type == "number" and not each.bytes_within(0, ord("9")):
                absurd = matches(each.present, _ABSURD)
                self._keep(batch, position, each, "absurd-number", np.flatnonzero(absurd).tolist())
        for row, texts in batch.others:
            for position, text in enumerate(texts):
                kind = "nul" if "\0" in text else "unclosed-quote" if self._swallows(text) else ""
                if kind:
                    self._defect(kind, row, position, text)

    def seen(self) -> dict[str, Any]:
        """As any watcher that joins others.

        Raises:
            WholeError: with so much, the whole would not have been looked through.
        """
        self._must_be_few()
        return {"suspicious": self.suspicious, "defects": plain(self.defects)}

    def join(self, seen: dict[str, Any], before: int) -> None:
        """As any watcher that joins others."""
        self.suspicious = self.suspicious or seen["suspicious"]
        self.defects += moved(seen["defects"], before)
        self._must_be_few()

    def _must_be_few(self) -> None:
        if len(self.defects) >= self._most:
            raise WholeError

    def _add(
        self, batch: Batch, position: int, cells: Cells, kind: str, is_it: Callable[[str], bool], least: int = 1
    ) -> None:
        if kind == "unclosed-quote" and cells.bytes_within(ord("\r") + 1, 255):
            return
        places = np.flatnonzero(cells.lengths >= least)
        texts = cells.array.take(arrays.positions(places)).to_pylist() if places.size else []
        found = [place for place, text in zip(places.tolist(), texts, strict=True) if is_it(text)]
        self._keep(batch, position, cells, kind, found)

    def _keep(self, batch: Batch, position: int, cells: Cells, kind: str, places: Sequence[int]) -> None:
        for place in places[: self._most]:
            self._defect(kind, int(batch.rows[place]), position, cells.array[place].as_py())

    def _defect(self, kind: str, row: int, position: int, text: str) -> None:
        label = self._fields[position].name if position < len(self._fields) else ""
        lines = text.count("\n") or text.count("\r")
        note = f"{lines:,} more lines" if kind == "unclosed-quote" else ""
        self.defects.append(
            Defect(type=kind, note=note, row=row, column=position + 1, label=label, cell=text[:_LONGEST])
        )

    def _swallows(self, text: str) -> bool:
        """Whether the lines within a cell have as many delimiters as rows have."""
        if "\n" not in text and "\r" not in text:
            return False
        inner = text[:_LONGEST].replace("\r\n", "\n").replace("\r", "\n").split("\n")[1:]
        lines = [line for line in (inner[:-1] if len(inner) > 1 else inner) if line]
        delimiters = len(self._fields) - 1
        if not lines or not delimiters or (delimiters == 1 and len(lines) < _MANY):
            return False
        return all(line.count(self._dialect.delimiter) >= delimiters for line in lines)


def _is_suspicious(cells: Cells) -> bool:
    return not cells.bytes_within(0, 127) and suspicious(cells.content.tobytes())
