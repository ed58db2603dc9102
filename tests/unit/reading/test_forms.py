"""What the forms of officers take."""

from __future__ import annotations

import pytest

from generator.reading.forms import is_language


@pytest.mark.parametrize("tag", ["en", "pt-BR", "zh-Hant-TW", "es-419", "fil"])
def test_a_language_is_known_by_its_tag(tag: str) -> None:
    assert is_language(tag)


@pytest.mark.parametrize(
    "tag",
    [
        "",
        "spanish",
        "es_MX",
        "es@x",
        "es@../../x",
        "es.foo",
        "es.\n/* https://evil.example/:splat 301",
        "es\n",
        'en-GB@"><b>',
        "es-",
        "-es",
        "e",
        "es-" + "x" * 9,
        "éé",
    ],
)
def test_nothing_else_is_a_language(tag: str) -> None:
    assert not is_language(tag)
