"""A card: what the share image of one publication says, in the words of one language."""

from __future__ import annotations

from generator.model.noun import noun

FOLDER = "cards/"
"""Of wide pictures, from the site's root."""
SQUARE = f"{FOLDER}square/"
"""Of the same as squares."""


@noun
class Drawing:
    """A chart as small as a card has room for."""

    kind: str
    """line, bars, or named for bars with a name each."""
    values: tuple[float, ...]
    """From 0 to 1: of the height of a line, or of the length of a bar."""
    labels: tuple[str, ...]
    """Of the first and the last value; of named bars, of each."""
    told: str
    """The same in words."""
    places: tuple[float, ...] = ()
    """Of the values of a line, from 0 to 1 along time."""


@noun
class Card:
    """All that is said on a card, and nothing else: two that say the same are the same picture."""

    path: str
    """Of the wide picture, from the site's root; it is not drawn."""
    kind: str
    """dataset, an announcement's kind, or site: its layout."""
    label: str
    """The kind as readers call it; of an alert, how grave it is, or that it is over."""
    title: str
    agency: str
    site: str
    """The address without https://."""
    language: str
    direction: str
    """Ltr or rtl."""
    brand: str
    """A colour as #rrggbb, on which white reaches 4.5 to 1."""
    accent: str
    """One that reaches 3 to 1 on white."""
    crest: str = ""
    """A picture, from the folder of templates."""
    severity: str = ""
    """Of an alert: extreme, severe, moderate, minor, unknown; ended or exercise, where nothing happens."""
    date: str = ""
    """The line at the bottom: when it was published, or until when it is in force, and its version."""
    summary: str = ""
    figure: str = ""
    """The headline in large letters."""
    measure: str = ""
    """What it is of."""
    change: str = ""
    """How it has changed."""
    trend: str = ""
    """Up, down, or nothing where it stayed the same."""
    chart: Drawing | None = None
    instruction: str = ""
    day: tuple[str, str, str] | None = None
    """Month, day of the month and what is to be said of it: of an event, or of the end of a consultation."""
    lines: tuple[tuple[str, str], ...] = ()
    """Names and values, the most important first."""

    @property
    def alt(self) -> str:
        """The same for those who do not see it, in one line: what is shown, in the order in which eyes find it."""
        named = [f"{name}: {value}" if name else value for name, value in self.lines]
        leaf = " ".join(filter(None, self.day)) if self.day else ""
        said = [
            f"{self.label}: {self.title}" if self.label else self.title,
            f"{self.figure}, {self.measure}" if self.figure and self.measure else self.figure,
            self.change,
            self.chart.told if self.chart else "",
            leaf,
            *named,
            self.instruction,
            self.agency,
            self.date,
        ]
        return " ".join(_sentence(each) for each in said if each)


def _sentence(words: str) -> str:
    """With a full stop, unless it ends otherwise."""
    return words if words.endswith((".", "!", "?", "…", "。", "؟", "।")) else f"{words}."
