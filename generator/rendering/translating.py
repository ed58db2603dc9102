"""The words of the interface in the language of a page: ours from gettext catalogues, in the folder `locale`."""

from __future__ import annotations

import re
from functools import lru_cache
from gettext import NullTranslations
from io import BytesIO
from typing import TYPE_CHECKING

from generator.model.errors import SettingsError

if TYPE_CHECKING:
    from pathlib import Path

    from babel.messages.catalog import Catalog
    from babel.support import Translations

_PLACE = re.compile(r"%\(\w+\)s|\{\w+\}")


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


def _isolate(catalog: Catalog) -> None:
    """What is put into a message that reads from right to left may read otherwise: names, signs and numbers stay whole.

    With the signs that Unicode has for it (UAX 9, 2.3), which work in attributes and titles, too.
    """
    for message in catalog:
        if not message.id:
            continue
        if isinstance(message.string, str):
            message.string = _PLACE.sub("\u2068\\g<0>\u2069", message.string)
        else:
            message.string = tuple(_PLACE.sub("\u2068\\g<0>\u2069", each) for each in message.string or ())


@lru_cache
def _read(file: Path, _modified: int, _size: int) -> Translations:
    # A site in English alone has no catalogue.
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import PoFileError, read_po
    from babel.support import Translations

    try:
        with file.open("rb") as stream:
            catalog = read_po(stream, abort_invalid=True)
    except (PoFileError, ValueError) as bad:
        raise SettingsError(f"{file}: {bad}. Correct the catalogue; gettext's `msgfmt -c` names the line.") from None
    compiled = BytesIO()
    if catalog.locale is not None and catalog.locale.text_direction == "rtl":
        _isolate(catalog)
    write_mo(compiled, catalog)
    compiled.seek(0)
    return Translations(compiled)
