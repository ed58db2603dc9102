"""A noun is what `dataclass` with the same promises makes."""

from __future__ import annotations

import copy
import pickle
from dataclasses import FrozenInstanceError, asdict, dataclass, field, fields, is_dataclass, replace
from typing import Any, ClassVar

import pytest

from generator.model.noun import noun


@noun
class Place:
    """One."""

    kind: ClassVar[str] = "place"
    name: str
    height: float = 0.0
    names: dict[str, str] = field(default_factory=dict, compare=False)
    secret: str = field(default="", repr=False)

    @property
    def loud(self) -> str:
        return self.name.upper()


@noun
class Town(Place):
    """One with more to it."""

    people: int


@noun
class Nothing:
    """All of them are the same."""


@noun
class Single:
    """Of one thing."""

    value: object


@dataclass(frozen=True, kw_only=True, slots=True)
class Model:
    """What `Single` must be like."""

    value: object


def test_fields_are_read_and_told() -> None:
    town = Town(name="Ulm", people=3, height=1.5)
    told = (town.name, town.people, town.height, town.names, town.loud, town.kind)
    assert told == (
        "Ulm",
        3,
        1.5,
        {},
        "ULM",
        "place",
    )
    assert repr(town) == "Town(name='Ulm', height=1.5, names={}, people=3)"
    assert repr(Nothing()) == "Nothing()"


def test_each_has_a_default_of_its_own() -> None:
    assert Place(name="a").names is not Place(name="a").names


def test_equal_are_those_of_one_class_whose_compared_fields_are() -> None:
    one = Place(name="a", names={"en": "A"})
    assert one == Place(name="a")
    assert hash(one) == hash(Place(name="a"))
    assert one != Place(name="b")
    assert one != Place(name="a", secret="x")  # noqa: S106 - it is none
    assert one != "a"
    assert Town(name="a", people=1) != one
    assert Nothing() == Nothing()
    assert hash(Nothing()) == hash(())
    nan = float("nan")
    assert (Single(value=nan) == Single(value=nan)) == (Model(value=nan) == Model(value=nan))
    assert hash(Single(value=1)) == hash(Model(value=1))


def test_what_cannot_be_hashed_is_not() -> None:
    with pytest.raises(TypeError, match="unhashable"):
        hash(Single(value=[]))


def test_nothing_is_changed_later() -> None:
    place: Any = Place(name="a")
    with pytest.raises(FrozenInstanceError, match="cannot assign to field 'name'"):
        place.name = "b"
    with pytest.raises(FrozenInstanceError, match="cannot assign to field 'other'"):
        place.other = "b"
    with pytest.raises(FrozenInstanceError, match="cannot delete field 'name'"):
        del place.name
    assert not hasattr(place, "__dict__")


@pytest.mark.parametrize("wrong", [{}, {"name": "a", "other": 1}])
def test_wrong_names_are_refused(wrong: dict[str, Any]) -> None:
    for _ in range(2):  # the first call is another method
        with pytest.raises(TypeError, match="__init__"):
            Place(**wrong)


def test_places_have_no_order() -> None:
    make: Any = Place
    with pytest.raises(TypeError, match="positional"):
        make("a")


def test_what_dataclasses_offers_takes_nouns() -> None:
    town = Town(name="a", people=1)
    assert is_dataclass(Town)
    assert [each.name for each in fields(Town)] == ["name", "height", "names", "secret", "people"]
    assert replace(town, people=2) == Town(name="a", people=2)
    assert asdict(town) == {"name": "a", "height": 0.0, "names": {}, "secret": "", "people": 1}


def test_they_go_to_other_processes_and_are_copied() -> None:
    town = Town(name="a", people=1, names={"en": "A"})
    for again in (pickle.loads(pickle.dumps(town)), copy.copy(town), copy.deepcopy(town)):  # noqa: S301 - made here
        assert again == town
        assert again.names == {"en": "A"}
