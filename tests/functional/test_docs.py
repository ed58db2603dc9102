"""What docs/formats.md shows can be copied."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

import yaml
from builders import PROJECT, a_dataset, daylight, write

if TYPE_CHECKING:
    from pathlib import Path


def test_the_examples_are_fit_to_publish(site: Path) -> None:
    text = (PROJECT / "docs/formats.md").read_text()
    descriptor, amendments, vocabularies = re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)
    (announcement,) = re.findall(r"```markdown\n(.*?)```", text, re.DOTALL)
    for part in re.split(r"^# ", vocabularies, flags=re.MULTILINE)[1:]:
        name, _, content = part.partition("\n")
        write(site, f"content/vocabularies/{name.strip()}", content)
    for name, ids in (("topics", ("environment", "health")), ("regions", ("riverbend",))):
        file = site / f"content/vocabularies/{name}.yaml"
        file.write_text(file.read_text() + "".join(f"- {{id: {id_}, name: {id_}}}\n" for id_ in ids))
    write(site, "datasets/public-works/air-quality/datapackage.yaml", descriptor)
    withdrawn = yaml.safe_load(amendments) | {"name": "beds", "resources": []}
    withdrawn["withdrawn"]["instead"] = "public-works/air-quality"
    a_dataset(site, "public-works/beds", theme=["health"], spatial=["riverbend"], **withdrawn)
    write(site, "datasets/public-works/air-quality/readings.csv", "date,pm25\n2026-01-01,3\n2026-01-02,4\n")
    a_dataset(site, "public-works/road-closures", name="road-closures", theme=["transport"], spatial=["old-town"])
    write(site, "content/announcements/2026/bike-lanes.md", announcement)

    result = daylight(site, "check", "--strict")

    assert result.exit_code == 0, result.output


def test_every_word_for_a_frequency_is_shown() -> None:
    from generator.checking.metadata import FREQUENCIES

    text = (PROJECT / "docs/formats.md").read_text()
    assert all(word in text for word in FREQUENCIES)


def test_every_fact_of_an_announcement_is_shown() -> None:
    from generator.reading.kinds import FORMS

    text = (PROJECT / "docs/formats.md").read_text()
    names = {name for form in FORMS.values() for name in form.model_fields}
    assert [name for name in names if f"`{name}`" not in text] == []


def test_every_format_of_a_report_is_shown_and_the_recipe_can_be_copied() -> None:
    from generator.cli.checking import check
    from generator.reporting.registry import FORMATS

    text = (PROJECT / "docs/checking.md").read_text()
    assert re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE) == list(FORMATS)
    (recipe,) = re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)
    steps = yaml.safe_load(recipe)["jobs"]["check"]["steps"]
    (command,) = (step["run"] for step in steps if "daylight check" in step.get("run", ""))
    check.make_context("check", shlex.split(command)[2:])
