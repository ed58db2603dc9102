"""A page about a dataset's quality: what was checked, what was remarked, and the score with all its parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.rendering.page import Page

if TYPE_CHECKING:
    from generator.model.entry import Entry
    from generator.model.publication import DatasetFacts, Publication


class QualityPage:
    """How good a dataset is."""

    def path(self, entry: Entry) -> str:
        """Beside the dataset's own."""
        return f"{entry.path}quality/"

    def __call__(self, facts: DatasetFacts, publication: Publication) -> Page:
        """The page."""
        agency = publication.catalog.agencies[facts.dataset.agency]
        score = facts.quality.score
        told = "could not be measured" if score is None else f"{score} of 100"
        return Page(
            path=self.path(facts.entry),
            title=f"Quality of {facts.entry.title}",
            description=f"What was checked before {facts.entry.title} was published, and how good it is: {told}.",
            template="quality.html",
            values={"facts": facts, "dataset": facts.dataset, "quality": facts.quality},
            section="Datasets",
            crumbs=(
                ("Datasets", "datasets/"),
                (agency.name, f"agencies/{agency.id}/"),
                (facts.entry.title, facts.entry.path),
            ),
            entry=facts.entry,
            feed=f"agencies/{agency.id}",
        )
