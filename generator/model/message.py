"""Words of ours that are said in the language of whoever reads them: marked here, looked up where they are shown."""

from __future__ import annotations

from generator.model.noun import noun

WRITTEN_IN = "en"
"""The language of our own words, which needs no catalogue of translations."""


@noun
class Message:
    """A sentence in English, and what stands in the places that it names in braces."""

    text: str
    values: tuple[tuple[str, object], ...] = ()

    def __str__(self) -> str:
        values = {name: f"{value:,}" if isinstance(value, int) else value for name, value in self.values}
        return self.text.format(**values) if values else self.text


def message(text: str, **values: object) -> Message:
    """A sentence that is translated when it is shown, with numbers and dates as readers of that language write them."""
    return Message(text=text, values=tuple(values.items()))


def noted(text: str) -> str:
    """The text itself: the catalogues of other languages are to have it, for it is translated where it is shown."""
    return text
