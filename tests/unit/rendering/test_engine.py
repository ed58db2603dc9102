"""Whatever way a value takes into a page, it is escaped, unless it is HTML already."""

from __future__ import annotations

from functools import partial

import jinja2
import pytest
from markupsafe import Markup, escape

from generator.rendering.engine import Environment
from generator.rendering.escaping import escaped, in_html

HOSTILE = "<script>alert('&\"')</script>"
SAFE = str(escape(HOSTILE))


class Html:
    """What says itself how it is HTML."""

    def __html__(self) -> str:
        return "<b>"


class Text(str):
    """Text that is not Markup, though its class is not that of text."""

    __slots__ = ()


@pytest.fixture
def environment() -> jinja2.Environment:
    return Environment(autoescape=True, undefined=jinja2.StrictUndefined, extensions=["jinja2.ext.do"])


@pytest.mark.parametrize(
    "template",
    [
        "{{ x }}",
        "{% set y = x %}{{ y }}",
        "{% set y %}{{ x }}{% endset %}{{ y }}",
        "{% macro m(v) %}{{ v }}{% endmacro %}{{ m(x) }}",
        "{% macro m() %}{{ caller() }}{% endmacro %}{% call m() %}{{ x }}{% endcall %}",
        "{% for each in [x] %}{{ each }}{% endfor %}",
        "{{ x if true else x }}",
        "{{ x ~ '' }}",
        "{{ [x] | join('') }}",
        "{{ given(x) }}",
        "{% for _ in [1] %}{{ given(x) }}{% endfor %}",
        "{{ partly() }}",
        "{{ text }}",
        "{% autoescape true %}{{ x }}{% endautoescape %}",
        "{% block b %}{{ x }}{% endblock %}",
        "{% filter trim %}{{ x }}{% endfilter %}",
    ],
)
def test_text_is_escaped_once(environment: jinja2.Environment, template: str) -> None:
    values = {"x": HOSTILE, "given": lambda value: value, "partly": partial(str, HOSTILE), "text": Text(HOSTILE)}
    assert environment.from_string(template).render(values) == SAFE


@pytest.mark.parametrize("template", ["{{ x | safe }}", "{{ h }}", "{% autoescape false %}{{ x }}{% endautoescape %}"])
def test_html_is_not(environment: jinja2.Environment, template: str) -> None:
    html = Markup(HOSTILE)  # noqa: S704 - that is what is tested
    assert environment.from_string(template).render(x=HOSTILE, h=html) == HOSTILE


def test_values_of_other_kinds_are_told_as_jinja_does(environment: jinja2.Environment) -> None:
    assert environment.from_string("{{ 1 }}{{ none }}{{ 1.5 }}{{ html }}{{ ['<'] }}").render(html=Html()) == (
        "1None1.5<b>[&#39;&lt;&#39;]"
    )


def test_what_is_not_known_is_a_mistake(environment: jinja2.Environment) -> None:
    with pytest.raises(jinja2.UndefinedError, match="nothing"):
        environment.from_string("{{ nothing }}").render()


def test_functions_that_ask_for_the_context_get_it_with_the_variables_of_loops(environment: jinja2.Environment) -> None:
    environment.globals["seen"] = jinja2.pass_context(lambda context, name: context.resolve(name))
    text = "{% for each in 'ab' %}{% set y = each %}{{ seen('y') }}{{ seen(name='x') }}{% endfor %}"
    assert environment.from_string(text).render(x="<") == "a&lt;b&lt;"


@pytest.mark.parametrize("value", ["", "plain", HOSTILE, Markup("<b>"), Text("<"), 1, None, Html()])
def test_a_value_is_escaped_as_markupsafe_does(value: object) -> None:
    assert in_html(value) == str(escape(value))


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("a", "b"),
        ("a", "<", "\x1f&"),
        (Markup("<b>"), "<"),
        (Markup("plain"), "plain"),
        ("a", 1, "<"),
        (Text("<"), "'"),
    ],
)
def test_words_are_escaped_together_as_alone(words: tuple[str, ...]) -> None:
    assert [str(each) for each in escaped(words)] == [str(escape(each)) for each in words]
