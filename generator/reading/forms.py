"""How the forms that officers fill in are read: pydantic's verdict, told in plain words with the line of each key."""

from __future__ import annotations

import difflib
import os
import re
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, TypeVar

# No package that happens to be installed beside ours may have a say in how forms are read, nor time to be looked for.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError
from pydantic_core import PydanticCustomError

from generator.model.finding import Finding, KeyPath, error
from generator.reading.marked import Unreadable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic_core import ErrorDetails

    from generator.reading.lines import Parsed


_TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
"""The signs that a tag of a language may consist of (BCP 47): it becomes a part of addresses and of file names."""
_YEARS = range(1000, 9000)
"""Past which calendars, zones and sums of days fail."""


class Form(BaseModel):
    """What an officer writes: keys that are not known are kept apart, never refused here."""

    model_config = ConfigDict(extra="allow", frozen=True, populate_by_name=True, defer_build=True)

    @property
    def slips(self) -> Mapping[str, str]:
        """Keys that the form does not have, each by the key that was probably meant."""
        fields = type(self).model_fields
        free = [field.alias or name for name, field in fields.items() if name not in self.model_fields_set]
        near = {key: difflib.get_close_matches(key, free, n=1, cutoff=0.75) for key in self.model_extra or ()}
        return {found[0]: key for key, found in near.items() if found}


AnyForm = TypeVar("AnyForm", bound=Form)


def _text(value: object) -> object:
    # An empty value in YAML is nothing, and nothing is an empty text.
    return "" if value is None else value


def _day(value: object) -> object:
    if isinstance(value, str):
        try:
            day = date.fromisoformat(value[:10]) if "T" in value else date.fromisoformat(value)
            if day.year in _YEARS:
                return day
        except ValueError:
            pass
    raise PydanticCustomError("day", "is not a date of the calendar", {"example": "2026-11-03"})


def _perhaps_day(value: object) -> object:
    try:
        return _day(value)
    except PydanticCustomError:
        return None


def _moment(value: object) -> object:
    if isinstance(value, str):
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            pass
        else:
            if moment.tzinfo is not None and moment.year in _YEARS:
                return moment
    example = {"example": "2026-11-03T09:00:00-06:00"}
    raise PydanticCustomError("moment", "is not a date and time with its zone", example)


def is_language(text: str) -> bool:
    """Whether a tag (BCP 47) is one that CLDR knows."""
    if not _TAG.fullmatch(text):
        return False
    from babel import Locale, UnknownLocaleError  # the forms of datasets do without

    try:
        return bool(str(Locale.parse(text, sep="-")))
    except (UnknownLocaleError, ValueError):
        return False


def _tag(value: object) -> object:
    if not is_language(str(value)):
        raise PydanticCustomError("language", "is not the code of a language", {"example": "en, es or pt-BR"})
    return value


def _language(value: object) -> object:
    return _tag(value) if value else value


Tag = Annotated[str, BeforeValidator(_tag)]
"""The code of a language: BCP 47, as far as CLDR knows it."""
Language = Annotated[str, BeforeValidator(_language)]
"""The same, or nothing."""
Text = Annotated[str, BeforeValidator(_text)]
Day = Annotated[date, BeforeValidator(_day)]
PerhapsDay = Annotated[date | None, BeforeValidator(_perhaps_day)]
"""In keys that other publishers fill in their own ways: a date, or nothing."""
Moment = Annotated[datetime, BeforeValidator(_moment)]


def fill(form: type[AnyForm], parsed: Parsed) -> AnyForm:
    """Read `parsed` as a `form`.

    Raises:
        Unreadable: some values are not of the kind the form asks for; all of them are told.
    """
    if not isinstance(parsed.value, dict):
        raise Unreadable(
            error(parsed.source.at(), "The file holds no `key: value` lines.", "See docs/formats.md.", "not-a-mapping")
        )
    try:
        return form.model_validate(parsed.value)
    except ValidationError as bad:
        first = {_written(each): each for each in reversed(bad.errors(include_url=False))}
        raise Unreadable(*(_finding(parsed, each) for each in reversed(first.values()))) from None


_KINDS: Mapping[str, str] = {
    "string_type": "text; write it in quotes",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "float_type": "a number",
    "float_parsing": "a number",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "list_type": "a list, one item a line after a hyphen",
    "tuple_type": "a list, one item a line after a hyphen",
    "dict_type": "a group of `key: value` lines",
    "model_type": "a group of `key: value` lines",
    "model_attributes_type": "a group of `key: value` lines",
}


def _finding(parsed: Parsed, detail: ErrorDetails) -> Finding:
    keys = _written(detail)
    name = _dotted(keys)
    where = parsed.source.at(*keys)
    context = detail.get("ctx", {})
    kind = detail["type"]
    if kind == "missing":
        return error(where, f"`{name}` is missing.", "Add it.", "key-missing")
    if kind == "literal_error":
        return error(
            where, f"`{name}` is {_shown(detail['input'])}.", f"Write one of: {context['expected']}.", "value-unknown"
        )
    if "example" in context:
        problem = f"`{name}` {detail['msg']}: {_shown(detail['input'])}."
        return error(where, problem, f"Write it like {context['example']}.", "value-unfit")
    wanted = _KINDS.get(kind, detail["msg"])
    return error(where, f"`{name}` is {_shown(detail['input'])}.", f"It must be {wanted}.", "value-kind")


def _written(detail: ErrorDetails) -> KeyPath:
    """The keys as they are written: pydantic also names the branches of a union, such as `dict[str,any]`."""
    return tuple(key for key in detail["loc"] if isinstance(key, int) or key[-1:] != "]")


def _dotted(keys: tuple[str | int, ...]) -> str:
    name = ""
    for key in keys:
        name += f"[{key + 1}]" if isinstance(key, int) else f".{key}" if name else key
    return name


def _shown(value: object) -> str:
    if value is None or value == "":
        return "empty"
    text = repr(value) if not isinstance(value, dict | list) else {dict: "a group", list: "a list"}[type(value)]
    return text if len(text) <= 60 else f"{text[:57]}…"  # noqa: PLR2004 - as much as helps to find it
