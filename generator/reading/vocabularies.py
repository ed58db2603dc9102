"""`content/vocabularies/`: the agencies, topics and regions that all else refers to."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, TypeVar

from pydantic import AfterValidator, Field, ValidationError, WrapValidator
from pydantic_core import PydanticCustomError

from generator.model.catalog import Agency, Region, Topic, Vocabulary
from generator.model.dataset import Contact, License
from generator.model.finding import Source, error
from generator.model.translation import Translation
from generator.reading.forms import Form, Text, fill, is_language
from generator.reading.lines import Parsed, parse, read_text
from generator.reading.marked import Unreadable
from generator.reading.one_line import Line  # noqa: TC001 - pydantic reads it

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pydantic import ValidatorFunctionWrapHandler

    from generator.model.finding import Finding

FOLDER = "content/vocabularies"
Term = TypeVar("Term", bound=Agency | Topic | Region)
AnyTerm = TypeVar("AnyTerm", bound="_Term")
_SIDES = 4
"""Of a box: west, south, east, north."""
_CORNERS = 3
"""Of a triangle, the least that has an area."""
_EAST, _NORTH = 180, 90
"""As far as longitude and latitude go, in degrees."""
_A_POLYGON = {"example": "[[-90.52, 41.49], [-90.49, 41.49], [-90.49, 41.51]]: longitude, latitude of each corner"}
"""For whoever writes one otherwise."""


class ContactForm(Form):
    """Whom to ask."""

    name: Text = ""
    email: Text = ""
    phone: Text = ""

    def contact(self) -> Contact:
        """As the model has it."""
        return Contact(name=self.name, email=self.email, phone=self.phone)


class LicenseForm(Form):
    """What readers may do. Old descriptors write `url` for `path` and `type` or `id` for `name`."""

    name: Text = ""
    title: Text = ""
    path: Text = ""
    url: Text = ""
    type: Text = ""
    id: Text = ""

    def license(self) -> License:
        """As the model has it."""
        return License(name=self.name or self.type or self.id, title=self.title, path=self.path or self.url)


class _Said(Form):
    name: Line
    description: Text = ""


class _Term(Form):
    id: str
    name: Line
    description: Text = ""
    translations: dict[str, _Said] = Field(default_factory=dict)
    formerly: tuple[str, ...] = ()


class _Agency(_Term):
    url: Text = ""
    contact: ContactForm | None = Field(default=None, alias="contactPoint")
    licenses: tuple[LicenseForm, ...] = ()
    color: Text = ""
    crest: Text = ""


def _four(values: tuple[float, ...]) -> tuple[float, ...]:
    if len(values) != _SIDES:
        example = {"example": "[-90.52, 41.49, -90.49, 41.51]: west, south, east, north"}
        raise PydanticCustomError("bbox", "does not have four numbers", example)
    return values


def _point(value: object, read: ValidatorFunctionWrapHandler) -> tuple[float, float]:
    """Whatever is wrong with it is said as one error, for a point is written as one thing."""
    try:
        point: tuple[float, float] = read(value)
    except ValidationError:
        raise PydanticCustomError("polygon", "does not have two numbers", _A_POLYGON) from None
    return point


def _ring(points: tuple[tuple[float, float], ...]) -> tuple[tuple[float, float], ...]:
    """Closed and counterclockwise (RFC 7946, 3.1.6)."""
    if len(set(points)) < _CORNERS:
        raise PydanticCustomError("polygon", "has fewer than three corners", _A_POLYGON)
    if not all(abs(east) <= _EAST and abs(north) <= _NORTH for east, north in points):
        raise PydanticCustomError("polygon", "leaves the globe", _A_POLYGON)
    ring = points if points[0] == points[-1] else (*points, points[0])
    area = sum(x * v - u * y for (x, y), (u, v) in pairwise(ring))
    return ring if area > 0 else ring[::-1]


_Point = Annotated[tuple[float, float], WrapValidator(_point)]


class _Region(_Term):
    code: Text = ""
    kind: Text = ""
    parent: Text = ""
    polygon: Annotated[tuple[_Point, ...], AfterValidator(_ring)] | None = None
    also: tuple[str, ...] = ()
    postcodes: tuple[str, ...] = ()
    bbox: Annotated[tuple[float, ...], AfterValidator(_four)] | None = None


def read_agencies(root: Path) -> Vocabulary[Agency]:
    """Who publishes.

    Raises:
        Unreadable: the file is, with all reasons.
    """
    return _read(
        root,
        "agencies",
        _Agency,
        lambda form, said: Agency(
            id=form.id,
            name=form.name,
            description=form.description,
            url=form.url,
            contact=form.contact.contact() if form.contact else None,
            licenses=tuple(each.license() for each in form.licenses),
            translations=said,
            formerly=form.formerly,
            color=form.color.lower(),
            crest=form.crest,
        ),
    )


def read_topics(root: Path, name: str = "topics") -> Vocabulary[Topic]:
    """What things are about, or another vocabulary of the same form; `Unreadable` as above."""
    return _read(
        root,
        name,
        _Term,
        lambda form, said: Topic(
            id=form.id, name=form.name, description=form.description, translations=said, formerly=form.formerly
        ),
    )


def read_regions(root: Path) -> Vocabulary[Region]:
    """Where things apply; `Unreadable` as above."""
    return _read(
        root,
        "regions",
        _Region,
        lambda form, said: Region(
            id=form.id,
            name=form.name,
            description=form.description,
            code=form.code,
            kind=form.kind,
            parent=form.parent,
            bbox=_box(form),
            polygon=form.polygon or (),
            also=form.also,
            postcodes=form.postcodes,
            translations=said,
            formerly=form.formerly,
        ),
    )


def _box(form: _Region) -> tuple[float, float, float, float] | None:
    """As it is written, or around the polygon."""
    if form.bbox:
        return form.bbox[0], form.bbox[1], form.bbox[2], form.bbox[3]
    if not form.polygon:
        return None
    east, north = zip(*form.polygon, strict=True)
    return min(east), min(north), max(east), max(north)


def _translations(form: _Term, source: Source) -> tuple[Translation, ...]:
    for language in form.translations:
        if not is_language(language):
            problem = f"`translations` names `{language}`, which is not the code of a language."
            where = source.at("translations", language)
            raise Unreadable(error(where, problem, "Write it like en, es or pt-BR.", "translation-language"))
    return tuple(
        Translation(
            language=language, title=said.name, summary=said.description, source=source.below("translations", language)
        )
        for language, said in form.translations.items()
    )


def _read(
    root: Path, name: str, form: type[AnyTerm], build: Callable[[AnyTerm, tuple[Translation, ...]], Term]
) -> Vocabulary[Term]:
    path = f"{FOLDER}/{name}.yaml"
    if not (root / path).exists():
        return Vocabulary(terms={}, source=Source(path=path, lines={}))
    parsed = parse(read_text(root / path, path), path)
    if not isinstance(parsed.value, list):
        raise Unreadable(
            error(parsed.source.at(), "The file is not a list.", "Begin each item with a hyphen.", "not-a-list")
        )
    findings: list[Finding] = []
    terms: dict[str, Term] = {}
    for place, value in enumerate(parsed.value):
        item = Parsed(value=value, source=parsed.source.below(place))
        try:
            filled = fill(form, item)
            term = build(filled, _translations(filled, item.source))
        except Unreadable as bad:
            findings += bad.findings
            continue
        if term.id in terms:
            problem = f"The id `{term.id}` stands here a second time."
            findings.append(error(item.source.at("id"), problem, "Give each its own id.", "id-twice"))
        terms[term.id] = term
    if findings:
        raise Unreadable(*findings)
    ids = [term.id for term in terms.values()]
    lines = {(ids[int(keys[0])], *keys[1:]): line for keys, line in parsed.source.lines.items() if keys}
    return Vocabulary(terms=terms, source=Source(path=path, lines=lines))
