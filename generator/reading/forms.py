"""How the forms that officers fill in are read: pydantic's verdict, told in plain words with the line of each key."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError
from pydantic_core import PydanticCustomError

from generator.model.finding import Finding, error
from generator.reading.lines import Parsed, Unreadable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic_core import ErrorDetails


class Form(BaseModel):
    """What an officer writes: keys that are not known are kept apart, never refused here."""

    model_config = ConfigDict(extra="allow", frozen=True, populate_by_name=True)

    @property
    def unknown(self) -> tuple[str, ...]:
        """Keys that the form does not have."""
        return tuple(self.model_extra or ())


AnyForm = TypeVar("AnyForm", bound=Form)


def _text(value: object) -> object:
    # An empty value in YAML is nothing, and nothing is an empty text.
    return "" if value is None else value


def _day(value: object) -> object:
    if isinstance(value, str):
        try:
            return date.fromisoformat(value[:10]) if "T" in value else date.fromisoformat(value)
        except ValueError:
            pass
    raise PydanticCustomError("day", "is not a date of the calendar", {"example": "2026-11-03"})


def _moment(value: object) -> object:
    if isinstance(value, str):
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            pass
        else:
            if moment.tzinfo is not None:
                return moment
    example = {"example": "2026-11-03T09:00:00-06:00"}
    raise PydanticCustomError("moment", "is not a date and time with its zone", example)


Text = Annotated[str, BeforeValidator(_text)]
Day = Annotated[date, BeforeValidator(_day)]
Moment = Annotated[datetime, BeforeValidator(_moment)]


def fill(form: type[AnyForm], parsed: Parsed) -> AnyForm:
    """Read `parsed` as a `form`.

    Raises:
        Unreadable: some values are not of the kind the form asks for; all of them are told.
    """
    if not isinstance(parsed.value, dict):
        raise Unreadable(error(parsed.source.at(), "The file holds no `key: value` lines.", "See docs/formats.md."))
    try:
        return form.model_validate(parsed.value)
    except ValidationError as bad:
        details = bad.errors(include_url=False)
        raise Unreadable(*(_finding(parsed, each) for each in details)) from None


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
    keys = tuple(key for key in detail["loc"] if _is_key(parsed.value, key, detail["loc"]))
    name = _dotted(keys)
    where = parsed.source.at(*keys)
    context = detail.get("ctx", {})
    kind = detail["type"]
    if kind == "missing":
        return error(where, f"`{name}` is missing.", "Add it.")
    if kind == "literal_error":
        return error(where, f"`{name}` is {_shown(detail['input'])}.", f"Write one of: {context['expected']}.")
    if "example" in context:
        problem = f"`{name}` {detail['msg']}: {_shown(detail['input'])}."
        return error(where, problem, f"Write it like {context['example']}.")
    wanted = _KINDS.get(kind, detail["msg"])
    return error(where, f"`{name}` is {_shown(detail['input'])}.", f"It must be {wanted}.")


def _is_key(value: Any, key: object, loc: tuple[object, ...]) -> bool:  # noqa: ANN401 - any document
    """Whether `key` was written, or would have been: pydantic also names the branches of a union."""
    return isinstance(key, int) or key == loc[-1] or (isinstance(value, dict) and "[" not in str(key))


def _dotted(keys: tuple[str | int, ...]) -> str:
    name = ""
    for key in keys:
        name += f"[{key + 1}]" if isinstance(key, int) else f".{key}" if name else key
    return name


def _shown(value: object) -> str:
    if value is None or value == "":
        return "empty"
    text = repr(value) if not isinstance(value, dict | list) else type(value).__name__.replace("dict", "a group")
    return text if len(text) <= 60 else f"{text[:57]}…"  # noqa: PLR2004 - as much as helps to find it
