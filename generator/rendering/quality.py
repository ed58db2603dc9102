"""A page about a dataset's quality: what was checked, what was remarked, and the score with all its parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.rendering.page import Page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.entry import Entry
    from generator.model.publication import DatasetFacts, Publication
    from generator.rendering.words import Words


class QualityPage:
    """How good a dataset is."""

    def listed(self, entry: Entry) -> tuple[str, ...]:
        """Beside the dataset's own."""
        return (f"{entry.path}quality/",)

    def __call__(self, facts: DatasetFacts, publication: Publication, words: Words) -> Iterator[Page]:
        """The page."""
        agency = publication.catalog.agencies[facts.dataset.agency]
        score = facts.quality.score
        told = words.say("could not be measured") if score is None else words.say("{score} of 100", score=score)
        yield Page(
            path=facts.quality_path,
            title=words.say("Quality of {title}", title=facts.entry.title),
            description=words.say(
                "What was checked before {title} was published, and how good it is: {told}.",
                title=facts.entry.title,
                told=told,
            ),
            template="quality.html",
            values={"facts": facts, "dataset": facts.dataset, "quality": facts.quality},
            section="Datasets",
            crumbs=(
                (words.say("Datasets"), "datasets/"),
                (agency.name, f"agencies/{agency.id}/"),
                (facts.entry.title, facts.entry.path),
            ),
            entry=facts.entry,
            feed=f"agencies/{agency.id}",
        )
