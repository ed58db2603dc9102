"""`datasets/<agency>/<dataset>/` becomes a Dataset: Data Package versions 1 and 2, as YAML or JSON."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal

from pydantic import AliasChoices, Field

from generator.model.dataset import Contact, Dataset, Origin, View
from generator.model.finding import Finding, Source, error
from generator.model.translation import Translation
from generator.reading.amendments import Amended
from generator.reading.forms import Day, Form, PerhapsDay, Text, fill, is_language
from generator.reading.lines import Parsed, parse, read_text
from generator.reading.marked import Unreadable
from generator.reading.resources import ResourceForm, bare_resource, read_resource
from generator.reading.vocabularies import ContactForm, LicenseForm

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from generator.model.dataset import Resource

DESCRIPTORS = ("datapackage.json", "datapackage.yaml", "datapackage.yml")


class _Contributor(Form):
    title: Text = ""
    name: Text = ""
    email: Text = ""
    role: Text = ""


class _Origin(Form):
    title: Text = ""
    name: Text = ""
    path: Text = Field(default="", validation_alias=AliasChoices("path", "web", "url", "uri"))


class _Spec(Form):
    type: Literal["line", "bar", "histogram", "tiles"] = "line"
    group: Text = ""
    series: tuple[str, ...] = ()
    aggregate: Literal["", "sum", "mean", "count"] = ""


class _View(Form):
    name: Text = ""
    title: Text = ""
    resources: tuple[str, ...] = ()
    spec_type: Text = Field(default="", alias="specType")
    spec: Any = None


class _Wording(Form):
    title: str
    description: Text = ""


class _Package(Amended):
    name: Text = ""
    id: Text = ""
    title: Text = ""
    description: Text = ""
    version: Text = ""
    issued: Day | None = Field(default=None, validation_alias=AliasChoices("issued", "created"))
    modified: Day | None = None
    last_updated: PerhapsDay = None
    last_modified: PerhapsDay = None
    accrual_periodicity: Text = Field(default="", alias="accrualPeriodicity")
    theme: tuple[str, ...] = ()
    spatial: tuple[str, ...] = ()
    temporal: Text = ""
    contact: ContactForm | None = Field(default=None, alias="contactPoint")
    contributors: tuple[_Contributor, ...] = ()
    licenses: tuple[LicenseForm, ...] = ()
    license: LicenseForm | str | None = None
    sources: tuple[_Origin, ...] = ()
    keywords: tuple[str, ...] = ()
    limitations: Text = ""
    formerly: tuple[str, ...] = ()
    replaces: tuple[str, ...] = ()
    views: tuple[_View, ...] = ()
    translations: dict[str, Any] = Field(default_factory=dict)
    resources: tuple[Any, ...] = ()

    def contact_point(self) -> Contact | None:
        """Who is named as contact, or else the first contributor with an address."""
        if self.contact:
            return self.contact.contact()
        for each in self.contributors:
            if each.email:
                return Contact(name=each.title or each.name, email=each.email)
        return None


def _simple_views(form: _Package, source: Source) -> tuple[View, ...]:
    """The charts that are asked for in the one spec type that is read.

    Raises:
        Unreadable: one is not what Data Package Views and docs/formats.md say.
    """
    views = []
    for position, view in enumerate(form.views):
        if view.spec_type != "simple" or not view.resources:
            continue
        spec = fill(_Spec, Parsed(value=view.spec, source=source.below("views", position, "spec")))
        if spec.group and spec.series:
            views.append(
                View(
                    resource=view.resources[0],
                    kind=spec.type,
                    group=spec.group,
                    series=spec.series[0],
                    title=view.title,
                    aggregate=spec.aggregate,
                    position=position,
                )
            )
    return tuple(views)


def _translations(form: _Package, source: Source) -> tuple[Translation, ...]:
    """What is said in other languages; `Unreadable` as above."""
    found = []
    for language, value in form.translations.items():
        place = source.below("translations", language)
        if not is_language(language):
            problem = f"`translations` names `{language}`, which is not the code of a language."
            raise Unreadable(error(place.at(), problem, "Write it like en, es or pt-BR.", "translation-language"))
        wording = fill(_Wording, Parsed(value=value, source=place))
        found.append(Translation(language=language, title=wording.title, summary=wording.description, source=place))
    return tuple(found)


def read_dataset(root: Path, folder: Path) -> Dataset:
    """The dataset in `folder`.

    Raises:
        Unreadable: its descriptor is, or one of its resources cannot be found; all reasons are told.
    """
    place = folder.relative_to(root).as_posix()
    written = [name for name in DESCRIPTORS if (folder / name).exists()]
    if not written:
        return _inferred(folder, place)
    path = f"{place}/{written[0]}"
    parsed = parse(read_text(folder / written[0], path), path)
    form: _Package | None = None
    views: tuple[View, ...] = ()
    translations: tuple[Translation, ...] = ()
    findings: list[Finding] = []
    resources: list[Resource] = []
    try:
        form = fill(_Package, parsed)
        views = _simple_views(form, parsed.source)
        translations = _translations(form, parsed.source)
    except Unreadable as bad:
        findings += bad.findings
    listed = parsed.value.get("resources") if isinstance(parsed.value, dict) else None
    withdrawn = form is not None and form.withdrawn
    for position, value in enumerate(listed if isinstance(listed, list) and not withdrawn else []):
        try:
            item = Parsed(value=value, source=parsed.source.below("resources", position))
            resources.append(read_resource(folder, item, fill(ResourceForm, item), position))
        except Unreadable as bad:
            findings += bad.findings
    if findings or form is None:
        raise Unreadable(*findings)
    there = tuple(_without_absent(resource, resources) for resource in resources)
    dataset = _dataset(form, folder, parsed.source, there, views)
    return replace(dataset, descriptors=tuple(written), translations=translations)


def _without_absent(resource: Resource, others: list[Resource]) -> Resource:
    """The resource without its foreign keys into tables that are not here: what they hold is not known."""
    absent = {each.name for each in others if not each.here}
    keys = resource.schema.descriptor.get("foreignKeys") if resource.schema else None
    if resource.schema is None or not absent or not isinstance(keys, list):
        return resource
    known = [key for key in keys if _refers_to(key) not in absent]
    descriptor = {**resource.schema.descriptor, "foreignKeys": known}
    return replace(resource, schema=replace(resource.schema, descriptor=descriptor))


def _refers_to(key: object) -> str:
    reference = key.get("reference") if isinstance(key, dict) else None
    return str(reference.get("resource")) if isinstance(reference, dict) else ""


def _dataset(
    form: _Package, folder: Path, source: Source, resources: tuple[Resource, ...], views: tuple[View, ...]
) -> Dataset:
    licenses = form.licenses
    if not licenses and form.license:
        old = form.license
        licenses = (old if isinstance(old, LicenseForm) else LicenseForm(name=old),)
    modified: date | None = form.modified or form.last_updated or form.last_modified
    return Dataset(
        agency=folder.parent.name,
        name=folder.name,
        declared_name=form.name,
        title=form.title,
        description=form.description,
        resources=resources,
        source=source,
        folder=source.path.rpartition("/")[0],
        version=form.version,
        issued=form.issued,
        modified=modified,
        accrual_periodicity=form.accrual_periodicity,
        theme=form.theme,
        spatial=form.spatial,
        temporal=form.temporal,
        contact=form.contact_point(),
        licenses=tuple(each.license() for each in licenses),
        origins=tuple(Origin(title=each.title or each.name or each.path, path=each.path) for each in form.sources),
        keywords=form.keywords,
        limitations=form.limitations,
        formerly=form.formerly,
        replaces=form.replaces,
        views=() if form.withdrawn else views,
        amendments=form.amendments(),
        slips=form.slips,
    )


def _inferred(folder: Path, place: str) -> Dataset:
    """A dataset without a descriptor: every file in its folder that can be a table is one."""
    source = Source(path=f"{place}/{DESCRIPTORS[1]}", lines={})
    found = sorted(path for path in folder.rglob("*") if path.suffix.lower() in {".csv", ".tsv", ".xlsx"})
    # A spreadsheet that is open elsewhere leaves a lock whose name begins so.
    files = [path for path in found if path.is_file() and not path.is_symlink() and not path.name.startswith("~$")]
    if not files:
        raise Unreadable(
            error(
                source.at(),
                "The folder has neither a descriptor nor a table.",
                "Add a CSV file, or remove it.",
                "dataset-empty",
            )
        )
    resources: list[Resource] = []
    findings: list[Finding] = []
    for position, path in enumerate(files):
        try:
            resources.append(bare_resource(folder, path, position))
        except Unreadable as bad:
            findings += bad.findings
    if findings:
        raise Unreadable(*findings)
    return Dataset(
        agency=folder.parent.name,
        name=folder.name,
        title="",
        description="",
        resources=tuple(resources),
        source=source,
        folder=place,
        inferred=True,
    )
