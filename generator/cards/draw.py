"""Typst sets a card and PDFium draws it: facts go in as data, never as source; fonts are loaded once for all cards."""

from __future__ import annotations

import hashlib
import re
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.cards.facts import data_of
from generator.cards.posters import inputs_of
from generator.cards.pressing import pressed
from generator.model import color
from generator.model.errors import SetupError

if TYPE_CHECKING:
    import typst

    from generator.cards.facts import Shape
    from generator.cards.posters import Poster
    from generator.model.card import Card

FOLDER = "cards"
_TEMPLATE, _ICON, _POSTER = "card.typ", "icon.typ", "poster.typ"
_TAGGED = "ua-1"
_PLACE = re.compile(r"([^/\s]+\.typ):(\d+):")
"""In typst's words: the file and the line of a mistake."""
_ICON_SIDE = 512
"""Points in each side of the template of icons."""
_DRAWERS = ("typst", "pypdfium2", "pillow", "regex", "segno")


class Painter:
    """Draws cards with one template and one set of fonts.

    Args:
        templates: The folder of templates.
        fonts: Folders with font files; nothing is taken from the machine.

    Raises:
        SetupError: a folder of fonts or the template is not there.
    """

    def __init__(self, templates: Path, fonts: tuple[Path, ...]) -> None:
        self._templates = templates
        self._fonts = fonts
        missing = [str(path) for path in (*fonts, templates / FOLDER / _TEMPLATE) if not path.exists()]
        if missing:
            raise SetupError(
                f"The cards need what is not there: {', '.join(missing)}. Run `make site` once, which installs the"
                " fonts, or correct `extra.daylight.fonts` in mkdocs.yml."
            )

    @cached_property
    def identity(self) -> str:
        """A digest of all that makes these pictures what they are, except what they say.

        Templates, fonts, and what draws them: another version of the rest of the generator draws nothing again.
        """
        names = sorted(f"{path.name}:{path.stat().st_size}" for folder in self._fonts for path in folder.rglob("*.ttf"))
        whole = hashlib.sha256("\n".join([*names, *(version(name) for name in _DRAWERS)]).encode())
        code = (*sorted(Path(__file__).parent.glob("*.py")), Path(color.__file__))
        for path in (*template_files(self._templates), *code):
            whole.update(f"\n{path.name}\n".encode() + path.read_bytes())
        return whole.hexdigest()

    @cached_property
    def _compiler(self) -> typst.Compiler:
        import typst  # most builds draw no card

        fonts = typst.Fonts(
            include_system_fonts=False,
            include_embedded_fonts=False,
            font_paths=[str(path) for path in self._fonts],
        )
        return typst.Compiler(root=str(self._templates), font_paths=fonts)

    def draw(self, card: Card, shape: Shape) -> bytes:
        """A PNG with a palette, of as many pixels as the shape has.

        Raises:
            SetupError: the template has a mistake, or the crest is no picture.
        """
        return self._picture(_TEMPLATE, {"card": data_of(card, shape)}, scale=1)

    def icon(self, size: int, crest: str, brand: str) -> bytes:
        """A PNG of a crest, for the home screen of a device.

        Args:
            size: In pixels, of each side.
            crest: From the folder of templates; empty for none.
            brand: The colour that stands for a crest, as #rrggbb.
        """
        inputs = {"crest": f"/{crest}" if crest else "", "brand": brand}
        return self._picture(_ICON, inputs, scale=size / _ICON_SIDE)

    def poster(self, poster: Poster) -> bytes:
        """A PDF of one page, tagged for screen readers (ISO 14289-1, PDF/UA-1)."""
        return self._compiled(_POSTER, inputs_of(poster), pdf_standards=_TAGGED)

    def _picture(self, name: str, inputs: dict[str, str], scale: float) -> bytes:
        """Typst's page as pixels, of which `scale` are as long as a point.

        Typst writes PNG itself, but only pressed and in full colour: to open that again takes longer than this.
        """
        import pypdfium2

        document = pypdfium2.PdfDocument(self._compiled(name, inputs, pdf_tags=False))
        if len(document) != 1:
            raise SetupError(f"{self._templates / FOLDER / name}: It has several pages. Make everything fit on one.")
        picture = document[0].render(scale=scale, prefer_bgrx=True, rev_byteorder=True).to_pil().convert("RGB")
        document.close()
        return pressed(picture)

    def _compiled(self, name: str, inputs: dict[str, str], **options: Any) -> bytes:  # noqa: ANN401 - typst's own
        from typst import TypstError

        template = self._templates / FOLDER / name
        try:
            made = self._compiler.compile(str(template), format="pdf", sys_inputs=inputs, timestamp=0, **options)
        except TypstError as bad:
            found = _PLACE.search(bad.diagnostic)
            where = f"{template.with_name(found[1])}:{found[2]}" if found else str(template)
            raise SetupError(f"{where}: {bad}. Correct the template, or the crest if it is no picture.") from None
        if not isinstance(made, bytes):
            raise SetupError(f"{template}: It became several files. Write it for one.")
        return made


def template_files(templates: Path) -> list[Path]:
    """All that a card may be drawn from, besides the crests."""
    return sorted((templates / FOLDER).glob("*.typ"))
