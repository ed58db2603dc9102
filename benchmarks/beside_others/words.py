"""The words of a finished page as Markdown, for engines that begin there."""

from __future__ import annotations

from html.parser import HTMLParser

_BEGIN = {
    **dict.fromkeys(("p", "div", "dt", "summary", "section", "caption", "ul", "ol"), "\n\n"),
    **{f"h{level}": f"\n\n{'#' * level} " for level in range(1, 5)},
    "li": "\n- ",
}
_END = {**{f"h{level}": "\n\n" for level in range(1, 5)}, "table": "\n\n", "ul": "\n\n", "ol": "\n\n"}
_SILENT = ("svg", "template", "button", "script")
_AWAY = ("http", "mailto", "tel")


def markdown(html: str) -> str:
    """What the main part of a page says: headings, paragraphs, lists, tables and links."""
    reader = _Reader()
    reader.feed(html)
    return "".join(reader.parts).strip() + "\n"


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._inside = False
        self._silent = 0
        self._row: list[str] | None = None
        self._rows = 0
        self._address = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = self._inside or tag == "main"
        self._silent += tag in _SILENT
        if not self._inside or self._silent:
            return
        if tag == "table":
            self._rows = 0
        elif tag == "tr":
            self._row = []
        elif self._row is not None:
            self._row += [""] * (tag in {"td", "th"})
        elif tag == "a":
            href = dict(attrs).get("href") or ""
            self._address = href if href.startswith(_AWAY) else "#"
            self.parts.append("[")
        elif tag in _BEGIN and self.parts[-1:] != [_BEGIN["li"]]:
            self.parts.append(_BEGIN[tag])

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "main"
        self._silent -= tag in _SILENT
        if not self._inside or self._silent:
            return
        if tag == "tr" and self._row is not None:
            self._write_row(self._row)
            self._row = None
        elif self._row is None and tag == "a":
            self.parts.append(f"]({self._address}) ")
        elif self._row is None and tag in _END:
            self.parts.append(_END[tag])

    def handle_data(self, data: str) -> None:
        words = " ".join(data.split())
        if not words or not self._inside or self._silent:
            return
        if self._row is None:
            self.parts.append(f"{words} ")
        elif self._row:
            self._row[-1] += f"{words} "

    def _write_row(self, cells: list[str]) -> None:
        self.parts.append("\n" if self._rows else "\n\n")
        self.parts.append(f"| {' | '.join(cell.replace('|', '/').strip() for cell in cells)} |")
        if not self._rows:
            self.parts.append("\n|" + "---|" * len(cells))
        self._rows += 1
