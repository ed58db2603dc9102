"""The files that describe a dataset, as values that changes are tried on and as texts that they are written into."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from generator.fixing.edits import Edit, edited, rewritten
from generator.model.finding import Source
from generator.model.noun import noun
from generator.reading.forms import fill
from generator.reading.lines import Parsed, parse, read_text
from generator.reading.resources import ResourceForm, read_resource

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from generator.checking.tables.causes.cause import Change
    from generator.model.dataset import Dataset
    from generator.model.finding import KeyPath

_MARK = "\ufeff"


@noun
class Descriptors:
    """The descriptor of a dataset and the files that it refers to."""

    root: Path
    dataset: Dataset
    texts: Mapping[str, str]
    """By path from the root, as they stand in the files; without the byte order mark."""
    values: Mapping[str, Any]

    @property
    def main(self) -> str:
        """The descriptor's path."""
        return self.dataset.source.path

    def with_change(self, change: Change, position: int) -> Descriptors:
        """The files after `change`, as values and as texts.

        Args:
            change: What is to be written.
            position: Of the resource that it is for.

        Raises:
            CannotEditError: the text is written in a way that forbids it.
            KeyError: there is no such place.
        """
        path, edit = self._edit(change, position)
        value = edited(self.values[path], edit)
        text = rewritten(self.texts[path], path, edit)
        if parse(text.replace("\r\n", "\n"), path).value != value:
            raise KeyError(change.key)  # rather no change than another one
        return replace(self, texts={**self.texts, path: text}, values={**self.values, path: value})

    def _edit(self, change: Change, position: int) -> tuple[str, Edit]:
        resource: KeyPath = ("resources", position)
        if change.part == "resource":
            return self.main, Edit(keys=resource, key=change.key, value=change.value)
        part = "schema" if change.part == "field" else change.part
        held = self.values[self.main]["resources"][position].get(part)
        if held is None:
            return self.main, Edit(keys=resource, key=part, value={change.key: change.value})
        path, keys = (f"{self.dataset.folder}/{held}", ()) if isinstance(held, str) else (self.main, (*resource, part))
        value = self.values[path] if isinstance(held, str) else held
        if change.part == "dialect" and isinstance(value.get("csv"), dict) and change.key in value["csv"]:
            keys = (*keys, "csv")
        if change.part == "schema":
            return path, _of_schema(value, keys, change)
        if change.part == "field":
            names = [each.get("name") for each in value["fields"]]
            keys = (*keys, "fields", names.index(change.field))
        return path, Edit(keys=keys, key=change.key, value=change.value)

    def changed(self) -> Dataset:
        """The dataset that the values describe.

        Raises:
            Unreadable: they cannot be read.
        """
        folder = self.root / self.dataset.folder
        resources = []
        for old in self.dataset.resources:
            value = dict(self.values[self.main]["resources"][old.position])
            for part in ("schema", "dialect"):
                if isinstance(value.get(part), str):
                    value[part] = self.values[f"{self.dataset.folder}/{value[part]}"]
            item = Parsed(value=value, source=Source(path=self.main, lines={}))
            resources.append(read_resource(folder, item, fill(ResourceForm, item), old.position))
        return replace(self.dataset, resources=tuple(resources))


def _of_schema(value: dict[str, Any], keys: KeyPath, change: Change) -> Edit:
    if change.key == "fields":
        names = [each.get("name") for each in value["fields"]]
        return Edit(keys=keys, key="fields", value=[names.index(name) for name in change.value], how="order")
    if change.key == "missingValues":
        declared = value.get("missingValues")
        new = [each for each in change.value if each not in (declared or ())]
        if declared:
            return Edit(keys=keys, key=change.key, value=new, how="extend")
        return Edit(keys=keys, key=change.key, value=["", *new])
    return Edit(keys=keys, key=change.key, value=change.value)


def read_descriptors(root: Path, dataset: Dataset) -> Descriptors:
    """The files that describe `dataset`; one is made up where there is none.

    Raises:
        Unreadable: they have changed since, and cannot be read.
    """
    if dataset.inferred:
        text = "resources:\n" + "".join(
            f"  - name: {each.name}\n    path: {_quoted(each.path)}\n" for each in dataset.resources
        )
        path = dataset.source.path
        return Descriptors(root=root, dataset=dataset, texts={path: text}, values={path: parse(text, path).value})
    texts, values = {}, {}
    main = dataset.source.path
    for path in (main, *_referred(root, dataset)):
        values[path] = parse(read_text(root / path, path), path).value
        texts[path] = (root / path).read_bytes().decode("utf-8").removeprefix(_MARK)
    return Descriptors(root=root, dataset=dataset, texts=texts, values=values)


def _quoted(path: str) -> str:
    return path if path.replace("/", "").replace(".", "").replace("-", "").replace("_", "").isalnum() else repr(path)


def _referred(root: Path, dataset: Dataset) -> list[str]:
    main = dataset.source.path
    resources = parse(read_text(root / main, main), main).value["resources"]
    named = [each.get(part) for each in resources for part in ("schema", "dialect")]
    return list(dict.fromkeys(f"{dataset.folder}/{each}" for each in named if isinstance(each, str)))
