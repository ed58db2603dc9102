"""How to cite a dataset: in words, for LaTeX, and for programs that keep references (CSL-JSON 1.0.2)."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.model.catalog import Agency, Settings
    from generator.model.publication import DatasetFacts
    from generator.rendering.words import Words

_UNISOLATED = dict.fromkeys(map(ord, "\u2068\u2069"))
"""Signs that nobody sees, and that nobody wants to copy with an address."""
_SPECIAL = re.compile(r"[\\{}$&#^_%~]")
_ESCAPED = {"\\": r"\textbackslash{}", "^": r"\textasciicircum{}", "~": r"\textasciitilde{}"}


def citations(
    facts: DatasetFacts, agency: Agency, settings: Settings, words: Words
) -> tuple[tuple[str, str, str], ...]:
    """The name of each way, a word for its id, and the citation."""
    entry = facts.entry
    address = f"{settings.url}{entry.path}"
    dated = entry.updated.astimezone(words.zone) if entry.updated else None
    year = str(dated.year) if dated else words.say("no date")
    text = words.say(
        "{agency} ({year}). {title} [Data set, version {version}]. {site}. {address}",
        agency=agency.name,
        year=year,
        title=entry.title,
        version=entry.version,
        site=settings.name,
        address=address,
    ).translate(_UNISOLATED)
    fields = {
        "author": f"{{{_latex(agency.name)}}}",
        "title": f"{{{_latex(entry.title)}}}",
        "publisher": _latex(settings.name),
        "version": _latex(entry.version),
        "url": address,
        **({"year": year, "date": dated.date().isoformat()} if dated else {}),
    }
    key = entry.path.strip("/").replace("/", "-")
    bibtex = f"@dataset{{{key},\n" + "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items()) + "}"
    item: dict[str, object] = {
        "id": key,
        "type": "dataset",
        "title": entry.title,
        "author": [{"literal": agency.name}],
        "publisher": settings.name,
        "version": entry.version,
        "URL": address,
    }
    if dated:
        item["issued"] = {"date-parts": [[dated.year, dated.month, dated.day]]}
    csl = json.dumps([item], ensure_ascii=False, indent=1)
    return ((words.say("Text"), "text", text), ("BibTeX", "bibtex", bibtex), ("CSL-JSON", "csl", csl))


def _latex(text: str) -> str:
    return _SPECIAL.sub(lambda found: _ESCAPED.get(found[0], f"\\{found[0]}"), text)
