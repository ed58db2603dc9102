"""`_` and `ngettext` as templates call them, thousands of times on a site: Jinja's own take three times as long."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Protocol

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from collections.abc import Mapping
    from gettext import NullTranslations


class Say(Protocol):
    """Says a message."""

    def __call__(self, message: str, /, **values: object) -> Markup:
        """The message with `values`, which are escaped unless they are Markup, in the places that it names."""
        ...


class Count(Protocol):
    """Says a message that counts."""

    def __call__(self, one: str, many: str, number: int, /, **values: object) -> Markup:
        """The same; `num` is the number."""
        ...


def speaking(catalogue: NullTranslations) -> tuple[Say, Count]:
    """Both in the language of a catalogue."""

    @cache
    def plain(message: str) -> Markup:
        return Markup(catalogue.gettext(message))  # noqa: S704 - from our templates and catalogues

    def say(message: str, /, **values: object) -> Markup:
        said = plain(message)
        return _filled(said, values) if values else said

    def count(one: str, many: str, number: int, /, **values: object) -> Markup:
        return _filled(catalogue.ngettext(one, many, number), {"num": number, **values})

    return say, count


def _filled(said: str, values: Mapping[str, object]) -> Markup:
    return Markup(str(said) % {name: escape(value) for name, value in values.items()})  # noqa: S704 - as above
