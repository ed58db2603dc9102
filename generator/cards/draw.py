"""Typst draws a card: facts go in as data, never as source; fonts are loaded once for all cards."""

from __future__ import annotations

import json
from functools import cached_property
from importlib.metadata import version
from typing import TYPE_CHECKING

from generator.model.errors import SetupError

if TYPE_CHECKING:
    from pathlib import Path

    import typst

    from generator.cards.facts import Card

TEMPLATE = "cards/card.typ"


class Painter:
    """Draws cards with one template and one set of fonts.

    Args:
        root: The repository.
        templates: Its folder of templates.
        fonts: Folders with font files; nothing is taken from the machine.

    Raises:
        SetupError: a folder of fonts or the template is not there.
    """

    def __init__(self, root: Path, templates: str, fonts: tuple[str, ...]) -> None:
        self._template = root / templates / TEMPLATE
        self._fonts = [root / folder for folder in fonts]
        missing = [str(path) for path in (*self._fonts, self._template) if not path.exists()]
        if missing:
            raise SetupError(
                f"The cards need what is not there: {', '.join(missing)}. Run `make site` once, which installs the"
                " fonts, or correct `extra.daylight.fonts` in mkdocs.yml."
            )

    @property
    def identity(self) -> list[str | bytes]:
        """All that makes these pictures what they are, except the facts."""
        names = sorted(f"{path.name}:{path.stat().st_size}" for folder in self._fonts for path in folder.rglob("*.ttf"))
        return [self._template.read_bytes(), version("typst"), *names]

    @cached_property
    def _compiler(self) -> typst.Compiler:
        import typst  # most builds draw no card

        fonts = typst.Fonts(
            include_system_fonts=False,
            include_embedded_fonts=False,
            font_paths=[str(path) for path in self._fonts],
        )
        return typst.Compiler(input=str(self._template), root=str(self._template.parent), font_paths=fonts)

    def draw(self, card: Card) -> bytes:
        """A PNG of 1200 by 630 pixels.

        Raises:
            SetupError: the template has a mistake.
        """
        from typst import TypstError

        try:
            png = self._compiler.compile(format="png", ppi=72, sys_inputs={"card": json.dumps(card.words())})
        except TypstError as bad:
            raise SetupError(f"{self._template}: {bad}. Correct the card's template.") from None
        if not isinstance(png, bytes):
            raise SetupError(f"{self._template}: The card has several pages. Make everything fit on one.")
        return png
