"""The Jinja environment that composes generated pages: autoescape on, unknown names are errors, links are relative."""

from __future__ import annotations

import re
from contextlib import contextmanager
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

import jinja2
from babel import Locale
from markupsafe import Markup, escape

from generator.model.announcement import messages
from generator.model.errors import SettingsError
from generator.model.finding import visible
from generator.model.message import WRITTEN_IN
from generator.rendering.charts.kinds import KINDS
from generator.rendering.charts.telling import tell
from generator.rendering.citing import citations
from generator.rendering.compiling import compiled
from generator.rendering.engine import Environment
from generator.rendering.figures import shown
from generator.rendering.licensing import meaning
from generator.rendering.named import MESSAGES, network_name
from generator.rendering.prose import SCHEMES, TABLE_NAME, convert
from generator.rendering.speaking import speaking
from generator.rendering.tables import DESCRIBED, described, table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.catalog import Settings
    from generator.rendering.words import Words


_LINK = Markup('<a href="{}"{}>{}</a>')
_TIME = Markup('<time datetime="{}">{}</time>')
_TICKED = re.compile(r"`([^`]+)`")


def theme_folder() -> Path:
    """Where the theme's templates lie; they give the words of the interface in sixty languages, and the icons.

    The theme's Python is not imported.
    """
    found = find_spec("material")
    if found is None or not found.submodule_search_locations:
        raise SettingsError("mkdocs-material is not installed. Run `make site` once.")
    return Path(found.submodule_search_locations[0]) / "templates"


def make_environment(root: Path, settings: Settings, words: Words) -> jinja2.Environment:
    """The environment for the templates of the repository at `root`, with the theme's behind them.

    Args:
        root: Of the repository.
        settings: Of its site.
        words: In the language of the pages.
    """
    folders = [root / settings.templates, theme_folder()]
    environment = Environment(
        loader=jinja2.FileSystemLoader(folders),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.do", "jinja2.ext.i18n"],
        bytecode_cache=compiled(),
        auto_reload=False,  # an environment serves one build: looking again for each page would find the same
    )
    jinjas = frozenset(environment.filters)
    environment.install_gettext_translations(words.catalogue, newstyle=True)  # type: ignore[attr-defined] # `i18n`'s
    say, count = speaking(words.catalogue)
    environment.globals |= {"_": say, "gettext": say, "ngettext": count}
    for name in (
        "day",
        "moment",
        "iso",
        "number",
        "size",
        "period",
        "kind_of_value",
        "often",
        "opens",
        "severity",
        "in_cap",
    ):
        environment.filters[name] = getattr(words, name)
    environment.filters["said"] = words.tell
    environment.filters["network"] = lambda network: words.say(network_name(network))
    environment.filters["safe_url"] = safe_url
    environment.filters["quoted"] = quote
    environment.filters["visible"] = visible
    environment.filters["ticked"] = ticked
    environment.own = frozenset(environment.filters) - jinjas
    environment.globals["told"] = lambda chart, subject: tell(chart, subject, words)
    environment.globals["drawn"] = lambda chart, told, id_: KINDS[chart.kind](chart, told, words, id_)
    environment.globals["figure"] = lambda each: shown(each, words)
    environment.globals["citations"] = lambda facts, agency: citations(facts, agency, settings, words)
    environment.globals["prose"] = partial(convert, table=words.say(TABLE_NAME))
    environment.globals["html_table"] = partial(table, rtl=words.direction == "rtl")
    environment.globals["described"] = lambda facts: described(facts, words)
    environment.globals["described_header"] = lambda: [words.say(name) for name in DESCRIBED]
    environment.globals["licence_meaning"] = meaning
    environment.globals["messages"] = messages
    environment.globals["MESSAGES"] = MESSAGES
    environment.globals["language_of"] = lambda entry: language_of(entry.language, words)
    environment.globals["link_to"] = lambda address, entry: _LINK.format(
        address, language_of(entry.language, words), entry.title
    )
    environment.globals["link_out"] = lambda address, name: _LINK.format(address, language_of(WRITTEN_IN, words), name)
    environment.globals["time_of"] = lambda moment: _TIME.format(words.iso(moment), words.day(moment))
    environment.globals["moment_of"] = lambda moment: _TIME.format(words.iso(moment), words.moment(moment))
    environment.globals["in_language"] = lambda language: language_of(language or settings.language, words)
    environment.globals["site_words"] = language_of(settings.language, words)
    environment.globals["english"] = language_of(WRITTEN_IN, words)
    environment.globals["notice"] = lambda entry: notice(entry.language, settings, words)
    return environment


def language_of(language: str, words: Words) -> Markup:
    """The attributes of an element whose words are in another language than its page (WCAG 2.2, 3.1.2)."""
    if language == words.language:
        return Markup()
    direction = Locale.parse(language, sep="-").text_direction
    return Markup(' lang="{}" dir="{}"').format(language, direction)


def notice(language: str, settings: Settings, words: Words) -> str:
    """What a page begins with whose text nobody has translated; nothing on sites of one language."""
    if language == words.language or not settings.languages:
        return ""
    return words.say("The text of this page is only in {language}.", language=words.language_name(language))


def safe_url(address: str) -> str:
    """`address` if it is one that a link may have, else nothing: autoescape does not stop `javascript:`."""
    try:
        return address if urlsplit(address.strip()).scheme.lower() in SCHEMES else ""
    except ValueError:
        return ""


def ticked(text: str) -> Markup:
    """`text` with what stands between backticks as code, as messages to officers have it."""
    return Markup(_TICKED.sub(r"<code>\1</code>", str(escape(text))))  # noqa: S704 - escaped before


@contextmanager
def template_errors() -> Iterator[None]:
    """Tells a mistake in a template with its file and line.

    Raises:
        SettingsError: in place of what Jinja raises.
    """
    try:
        yield
    except jinja2.TemplateSyntaxError as bad:
        raise SettingsError(f"{bad.filename}:{bad.lineno}: {bad.message}. Correct the template.") from None
    except jinja2.TemplateNotFound as bad:
        raise SettingsError(f"The template {bad.name} is missing. Put it back.") from None
    except (jinja2.TemplateError, TypeError, ValueError, LookupError, ArithmeticError) as bad:
        import traceback  # most builds have no mistake to tell

        frames = [frame for frame in traceback.extract_tb(bad.__traceback__) if frame.filename.endswith(".html")]
        if not frames and not isinstance(bad, jinja2.TemplateError):
            raise  # it is no template's mistake, but ours
        place = f"{frames[-1].filename}:{frames[-1].lineno}: " if frames else ""
        raise SettingsError(f"{place}{bad}. Correct the template.") from None


POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self';"
    " manifest-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'"
)
"""No third party, no inline script or style (Content Security Policy Level 3)."""


def framed(policy: str) -> str:
    """A policy for charts in the pages of others: they ask for nothing, keep nothing and send nothing."""
    kept = [each for each in policy.split("; ") if not each.startswith(("connect-src", "manifest-src", "form-action"))]
    return "; ".join([*kept, "form-action 'none'"])
