"""The words of the interface in the language of a page: ours from gettext catalogues, in the folder `locale`."""

from __future__ import annotations

from functools import lru_cache
from gettext import NullTranslations
from io import BytesIO
from typing import TYPE_CHECKING

from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po
from babel.support import Translations

from generator.model.errors import SettingsError

if TYPE_CHECKING:
    from pathlib import Path

WRITTEN_IN = "en"
"""The language of the messages themselves, which needs no catalogue."""


def translations(folder: Path, language: str) -> NullTranslations:
    """The catalogue for a language; where there is none, messages stay as they are written.

    Args:
        folder: With a file such as `es.po` for each language.
        language: A tag (RFC 5646); of `pt-BR`, `pt.po` is taken where there is no `pt-BR.po`.

    Raises:
        SettingsError: the catalogue cannot be read.
    """
    for name in dict.fromkeys((language, language.partition("-")[0])):
        file = folder / f"{name}.po"
        if file.is_file():
            state = file.stat()
            return _read(file, state.st_mtime_ns, state.st_size)
    return NullTranslations()


@lru_cache
def _read(file: Path, _modified: int, _size: int) -> Translations:
    try:
        with file.open("rb") as stream:
            catalog = read_po(stream, abort_invalid=True)
    except (PoFileError, ValueError) as bad:
        raise SettingsError(f"{file}: {bad}. Correct the catalogue; gettext's `msgfmt -c` names the line.") from None
    compiled = BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return Translations(compiled)
