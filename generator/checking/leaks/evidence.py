"""Evidence around a column: is there a column of persons beside it, and whose persons are they?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from generator.checking.leaks.columns import NUMERIC, TIMES, folded
from generator.checking.leaks.names import (
    GIVEN_NAMES,
    INSTITUTIONS,
    NO_PERSON,
    PERSONS,
    PLACES,
    POSTS,
    THINGS,
    WORKPLACES,
)
from generator.model.noun import noun
from generator.reading import arrays
from generator.reading.hashing import stable_hash

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.checking.leaks.columns import Asked, Glimpse

_SAMPLE = 400
_AT_A_TIME = 100
_FEWEST = 3
"""Different values from which on a column without a telling name may be one of persons."""
_SHAPED = 0.7
_GIVEN = 0.4
_LONGEST = 60
_NAME = re.compile(r"[^\W\d_]{1,20}\.?(?:[ '\u2019,-]{1,2}[^\W\d_]{1,20}\.?){1,4}")
"""Two to five words of letters; initials with points, commas and hyphens between them."""
_LETTER = re.compile(r"[^\W\d_]{2}")
_WORD = re.compile(r"[^\W\d_]+")


@noun
class Surroundings:
    """The columns of a table, as far as one is evidence about another."""

    persons: bool = False
    """Whether one names persons."""
    private_persons: bool = False
    """Whether one names persons, and not by a public post or a public work of theirs."""
    institutions: bool = False
    """Whether one names institutions or what they run."""
    workplaces: bool = False
    """Whether one names where people work or trade, so that an address is probably that one."""


class Sample:
    """Some values of a column, by which to tell whether they are names of persons.

    Args:
        asked: Which column.
    """

    def __init__(self, asked: Asked) -> None:
        self._asked = asked
        self._values: dict[str, None] = {}
        self._joined: dict[int, _Signs] = {}
        """What is known of values that others have taken, by a number that is the same in every process."""
        self.is_new = False
        """Whether the last batch had something to take."""
        self._open = asked.field.type not in NUMERIC | TIMES | {"date"}

    def take(self, glimpse: Glimpse) -> None:
        """Take some more, from all over a batch."""
        self.is_new = self._open and len(glimpse.cells) > 0 and glimpse.highest >= ord("A")
        if not self.is_new:
            return
        step = max(1, len(glimpse.cells) // _AT_A_TIME)
        places = glimpse.where(glimpse.long(2, _LONGEST))[::step]
        texts = glimpse.cells.array.take(arrays.positions(np.ascontiguousarray(places))).to_pylist()
        self._values.update(dict.fromkeys(texts))
        self._open = len(self._values) < _SAMPLE

    @property
    def names_persons(self) -> bool:
        """Whether the column names persons: by its own name and letters in its cells, or by its cells."""
        values, joined = list(self._values), self._joined.values()
        count = len(values) + len(joined)
        if not count:
            return False
        if self._asked.says(PERSONS) and not self._asked.says(NO_PERSON):
            return sum(map(_is_lettered, values)) + sum(each.lettered for each in joined) >= _SHAPED * count
        if count < _FEWEST or self._asked.says(THINGS):
            return False
        shaped = [value for value in values if _is_shaped(value)]
        given = sum(map(_is_given, shaped)) + sum(each.given for each in joined)
        return len(shaped) + sum(each.shaped for each in joined) >= _SHAPED * count and given >= _GIVEN * count

    def seen(self) -> list[list[int]]:
        """What is known of its values, as JSON can say it, but not what they are."""
        return [[stable_hash(value), *_signs(value)] for value in self._values]

    def join(self, seen: list[list[int]]) -> None:
        """Take in what another has seen of the next part of the table."""
        if len(self._joined) < _SAMPLE:
            self._joined.update((mark, _Signs(*map(bool, signs))) for mark, *signs in seen)

    @property
    def is_public(self) -> bool:
        """Whether the column's name says that its persons stand there for a public post or work."""
        return self._asked.says(POSTS)


class _Signs(NamedTuple):
    """What a value says about whether it is the name of a person."""

    lettered: bool
    shaped: bool
    given: bool


def _signs(value: str) -> _Signs:
    shaped = _is_shaped(value)
    return _Signs(lettered=_is_lettered(value), shaped=shaped, given=shaped and _is_given(value))


def _is_lettered(value: str) -> bool:
    return bool(_LETTER.search(value)) and not any(map(str.isdigit, value))


def _is_given(value: str) -> bool:
    return not GIVEN_NAMES.isdisjoint(_WORD.findall(folded(value)))


def _is_shaped(value: str) -> bool:
    words = _WORD.findall(value)
    return (
        bool(_NAME.fullmatch(value.strip()))
        and sum(word[0].isupper() for word in words) >= len(words) - 1
        and PLACES.isdisjoint(_WORD.findall(folded(value)))
    )


def surroundings(columns: Sequence[Asked], samples: Sequence[Sample]) -> Surroundings:
    """What the columns of a table say about each other."""
    persons = [sample for sample in samples if sample.names_persons]
    return Surroundings(
        persons=bool(persons),
        private_persons=any(not sample.is_public for sample in persons),
        institutions=any(column.says(INSTITUTIONS) for column in columns),
        workplaces=any(column.says(WORKPLACES) for column in columns),
    )
