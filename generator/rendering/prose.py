"""Markdown that officers write becomes HTML that can do no harm."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import count
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from generator.model.message import noted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

MOST_CHARACTERS = 64_000
"""Past which a text is shown as it is written: what parsing costs stays bounded."""
_TAGS = frozenset(
    """a abbr b blockquote br caption cite code dd del details div dl dt em figcaption figure h2 h3 h4 h5 h6 hr i ins
    kbd li mark ol p pre q s samp section small span strong sub summary sup table tbody td tfoot th thead time tr
    u ul var""".split()  # noqa: SIM905 - a list of fifty would fill the page
)
_ATTRIBUTES = {
    "*": {"class", "id", "lang", "dir", "title"},
    "a": {"href", "hreflang"},
    "th": {"scope", "colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
    "ol": {"start", "type"},
    "time": {"datetime"},
}
_CLASSES = ("align-", "admonition", "footnote", "note", "tip", "info", "warning", "danger", "important")
_TABLE = re.compile(r"<table(?=[ >])")
_HEAD_CELL = re.compile(r"<th(?=[ >])(?! scope)")
_FRAME = '<div class="scroll" tabindex="0" role="region" aria-label="{}"><table'
"""A wide table scrolls in a frame that the keyboard reaches (WCAG 2.2, 2.1.1)."""
TABLE_NAME = noted("Table {number}")
SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_SIGNS = r"\`*_[]<>&|~="
"""What may mark something up wherever it stands."""
_MARKED = (
    r"[\x00-\x09\x0b-\x1f\x7f-\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ud800-\udfff"
    + re.escape(_SIGNS)
    + "]"
)
"""The same, and what a parser drops, replaces or writes otherwise; compiled for the first text that is not ASCII."""
_MARKS = bytes((*range(0x0A), *range(0x0B, 0x20), 0x7F)) + _SIGNS.encode()
"""As much of it as is ASCII: in texts of nothing else, looking for bytes takes a tenth of the time."""
_LIST = re.compile(r"[-+ ]|[0-9]{1,9}[.)]")
"""What may do so at the beginning of a line."""
_BEGINS_LISTS = frozenset("-+ 0123456789")
_HEADING = re.compile(r"(#{1,6}) ([^#\n]+)")


def clean(html: str, link: Callable[[str], str] = str, table: str = TABLE_NAME) -> str:
    """HTML with only the elements and attributes of prose: no scripts, styles, forms, frames, images, SVG or MathML.

    Args:
        html: From Markdown, which may hold HTML that its author wrote.
        link: Turns an address that begins at the site's root, such as `/datasets/`, into one for the page.
        table: What each table is called, with its number in the place of `{number}`.
    """

    def mend(element: str, attribute: str, value: str) -> str | None:
        if attribute == "class":  # words of the prose must not dress up as parts of the page
            return " ".join(name for name in value.split() if name.startswith(_CLASSES)) or None
        if attribute == "id" and (value == "content" or value.startswith("chart-")):
            return None
        inside = element == "a" and attribute == "href" and value.startswith("/") and not value.startswith("//")
        return link(value) if inside else value

    import nh3  # most texts are plain, and need it no more than the parser

    cleaned = nh3.clean(
        html,
        tags=set(_TAGS),
        clean_content_tags={"script", "style"},
        attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
        attribute_filter=mend,
        url_schemes=set(SCHEMES),
        link_rel=None,
    )
    numbers = count(1)
    cleaned = _HEAD_CELL.sub('<th scope="col"', cleaned)
    framed = _TABLE.sub(lambda _: _FRAME.format(escape(table.format(number=next(numbers)))), cleaned)
    return framed.replace("</table>", "</table></div>")


def convert(text: str, link: Callable[[str], str] = str, table: str = TABLE_NAME) -> Markup:
    """CommonMark with tables as HTML; `link` and `table` as for `clean`."""
    if len(text) > MOST_CHARACTERS:
        return Markup("<pre>{}</pre>").format(text)
    if (plain := _plain(text)) is not None:
        return Markup(plain)  # noqa: S704 - nothing in it is a mark
    parser = _parser()
    tokens = parser.parse(text)
    _mend(tokens)
    html = parser.renderer.render(tokens, parser.options, {})
    return Markup(clean(html, link, table))  # noqa: S704 - cleaned


@lru_cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])


def _plain(text: str) -> str | None:
    """Paragraphs and headings without a mark in them, as parsing and cleaning would give them; None for all else.

    Most descriptions are of this kind, and parsing takes twenty times as long as looking.
    """
    text = text.strip("\n")
    if _marked(text) or " \n" in text or text[-1:] == " ":
        return None
    lines = text.split("\n")
    if {line[:1] for line in lines} & _BEGINS_LISTS and any(map(_LIST.match, lines)):
        return None
    html = []
    for part in text.split("\n\n"):
        block = part.strip("\n")
        if not block:
            continue
        if "#" not in block:
            html.append(f"<p>{block}</p>\n")
        elif heading := _HEADING.fullmatch(block):
            level = max(2, len(heading[1]))
            html.append(f"<h{level}>{heading[2].strip()}</h{level}>\n")
        else:
            return None
    return "".join(html)


def _marked(text: str) -> bool:
    if text.isascii():
        return len(text.encode().translate(None, _MARKS)) < len(text)
    return re.search(_MARKED, text) is not None


def _mend(tokens: Sequence[Token]) -> None:
    """Headings begin at level 2, the page having the first; columns align without inline style."""
    for token in tokens:
        if token.tag == "h1":
            token.tag = "h2"
        if token.tag in {"td", "th"} and (style := token.attrs.pop("style", "")):
            token.attrSet("class", str(style).replace("text-align:", "align-"))
