"""The index as files, of which a search loads the few that it needs, however many there are (docs/adr/0013).

| file | what is in it | loaded |
|---|---|---|
| `search/index.json` | how many things there are, and the first term of each file of postings | once |
| `search/postings/N.json` | terms in order; of each, in which things it is, how much it says | one or two for a word |
| `search/terms/X.txt` | all terms that begin with X | where a word is not found, to find one that is near |
| `search/facets/N.json` | kind, agency, topics, regions, year and formats of 5,000 things | once |
| `search/entries/N.json` | what is shown of 20 things | those on the page of results |
"""

from __future__ import annotations

import json
from array import array
from collections import defaultdict
from dataclasses import field
from functools import partial
from itertools import groupby, islice
from operator import sub
from typing import TYPE_CHECKING

from generator.model.noun import noun
from generator.model.publication import Artifact
from generator.rendering.search.terms import HIGHEST

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

_POSTINGS = 8_000
"""Characters of a file of postings; a term that needs more has one for itself."""
_MOST = 5000
"""Things that a term is looked up in: those about which it says most."""
_FACETS, _SHOWN = 5000, 20
"""Things in a file."""
_WEIGHTS = {str(weight): weight for weight in range(HIGHEST + 1)}
"""Half a million are read for 5,000 things: to look them up takes half as long as `int`."""
_SUMMARY = 300
"""Characters."""


@noun
class Listed:
    """Something that can be found."""

    title: str
    path: str
    """From the site's root."""
    kind: str
    summary: str
    text: str
    """For excerpts."""
    agency: str = ""
    topics: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    date: str = ""
    """Of the last change (ISO), empty if nobody knows."""
    language: str = ""
    """Where it is not the site's."""
    severity: str = ""
    expires: str = ""
    """Of an alert: ISO, with its zone."""
    wordings: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Title and summary in other languages."""


def terms_of(things: Iterable[str]) -> Iterator[Artifact]:
    """What is found with which term.

    Args:
        things: The terms of each, as `weighed` gives them, in an order in which those that are found together are near
            each other.
    """
    postings, count = _postings(things)
    words = sorted(postings)
    firsts = []
    for number, shard in enumerate(_shards(words, postings)):
        firsts.append(shard[0])
        yield _json(f"search/postings/{number}.json", {word: postings[word].tolist() for word in shard})
    for letter, group in groupby(words, key=lambda word: word[0]):
        yield Artifact(path=f"search/terms/{ord(letter):x}.txt", content="\n".join(group).encode())
    letters = "".join(dict.fromkeys(word[0] for word in words))
    about = {"count": count, "postings": firsts, "letters": letters, "facets": _FACETS, "entries": _SHOWN}
    yield _json("search/index.json", about)


def results_of(things: Iterable[Listed], names: Mapping[str, Mapping[str, str]]) -> Iterator[Artifact]:
    """What is shown of things that are found, and what they are narrowed down by.

    Args:
        things: In the same order.
        names: Of all agencies, topics and regions, by those words and the id.
    """
    for number, some in enumerate(_batches(things, _FACETS)):
        yield _json(f"search/facets/{number}.json", _facets(some, names))
        for place, begin in enumerate(range(0, len(some), _SHOWN), start=number * _FACETS // _SHOWN):
            shown = [_shown(each, names) for each in some[begin : begin + _SHOWN]]
            yield _json(f"search/entries/{place}.json", shown)


def _batches(things: Iterable[Listed], size: int) -> Iterator[list[Listed]]:
    rest = iter(things)
    while some := list(islice(rest, size)):
        yield some


def _postings(things: Iterable[str]) -> tuple[dict[str, array[int]], int]:
    """Of each term, the things it is in: how many places further than the last one, and the weight, in turn.

    Returns:
        Them, and how many things there are.
    """
    found: defaultdict[str, array[int]] = defaultdict(partial(array, "i"))
    place = -1
    for place, terms in enumerate(things):
        words = iter(terms.split())
        for word, weight in zip(words, words, strict=True):
            found[word].extend((place, _WEIGHTS[weight]))
    for flat in found.values():
        if len(flat) > 2 * _MOST:
            pairs = zip(flat[::2], flat[1::2], strict=True)
            most = sorted(sorted(pairs, key=lambda pair: (-pair[1], pair[0]))[:_MOST])
            flat[:] = array("i", (number for pair in most for number in pair))
        places = flat[::2]
        flat[2::2] = array("i", map(sub, places[1:], places))
    return found, place + 1


def _shards(words: Iterable[str], postings: Mapping[str, array[int]]) -> Iterator[list[str]]:
    shard: list[str] = []
    size = 0
    for word in words:
        cost = len(word) + 3 * len(postings[word])
        if shard and size + cost > _POSTINGS:
            yield shard
            shard, size = [], 0
        shard.append(word)
        size += cost
    if shard:
        yield shard


def _facets(things: Sequence[Listed], names: Mapping[str, Mapping[str, str]]) -> dict[str, object]:
    """Each facet as its values with their names, and of each thing the places of its values among them."""
    facets: dict[str, object] = {}
    for name, values in (
        ("kind", [(each.kind,) for each in things]),
        ("agency", [(each.agency,) if each.agency else () for each in things]),
        ("topic", [each.topics for each in things]),
        ("region", [each.regions for each in things]),
        ("year", [(each.date[:4],) if each.date else () for each in things]),
        ("format", [each.formats for each in things]),
    ):
        known = sorted({value for each in values for value in each})
        places = {value: place for place, value in enumerate(known)}
        called = names.get(name, {})
        facets[name] = {
            "values": [[value, called.get(value, value)] for value in known],
            "of": [[places[value] for value in each] for each in values],
        }
    return facets


def _shown(thing: Listed, names: Mapping[str, Mapping[str, str]]) -> dict[str, object]:
    wordings = {language: (title, summary[:_SUMMARY]) for language, (title, summary) in thing.wordings.items()}
    shown: dict[str, object] = {
        "title": thing.title,
        "path": thing.path,
        "kind": thing.kind,
        "agency": names["agency"].get(thing.agency, ""),
        "date": thing.date,
        "summary": thing.summary[:_SUMMARY],
        "text": thing.text,
        "language": thing.language,
        "severity": thing.severity,
        "expires": thing.expires,
        "wordings": wordings,
    }
    return {name: value for name, value in shown.items() if value}


def _json(path: str, value: object) -> Artifact:
    return Artifact(path=path, content=json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())
