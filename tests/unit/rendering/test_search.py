"""The index of what is published: its terms, its files, and that they stay small."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.rendering.search.index import Listed, results_of, terms_of
from generator.rendering.search.terms import terms, weighed

NAMES = {"agency": {"works": "Public Works"}, "topic": {}, "region": {}}


def a_thing(title: str = "Rain", **changes: Any) -> Listed:
    facts = {"path": "datasets/works/rain/", "kind": "dataset", "summary": "", "text": "", "agency": "works"}
    return Listed(**{"title": title, **facts, **changes})


def files(things: list[Listed]) -> dict[str, Any]:
    terms = (weighed([(8, each.title)]) for each in things)
    made = {each.path: each.content for each in (*terms_of(terms), *results_of(things, NAMES))}
    return {path: json.loads(content) if path.endswith("json") else content.decode() for path, content in made.items()}


def found(made: dict[str, Any], term: str) -> dict[int, int]:
    """Where a term is, and its weight, read as a browser reads it."""
    shards = [value for path, value in made.items() if path.startswith("search/postings/")]
    (flat,) = [shard[term] for shard in shards if term in shard]
    places, place = {}, 0
    for step, weight in zip(flat[::2], flat[1::2], strict=True):
        place += step
        places[place] = weight
    return places


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("Drinking-water tests, 2026", ["drinking", "water", "tests", "2026"]),
        ("Años de Ñandú", ["anos", "de", "nandu"]),
        ("ﬁre PM2.5", ["fire", "pm2", "5"]),
        ("空気質 data", ["空気", "気質", "data"]),
        ("水", ["水"]),
        ("مِيزَانِيَّة", ["ميزانية"]),
        ("x" * 50, ["x" * 32]),
        ("...", []),
    ],
)
def test_a_text_is_cut_into_terms(text: str, cut: list[str]) -> None:
    assert list(terms(text)) == cut


def test_a_term_counts_by_where_it_stands_and_less_each_time() -> None:
    weights = dict(pair.split(" ") for pair in ["rain 32", "wind 4", "hail 5"])
    assert weighed([(8, "rain"), (1, "wind hail hail")]) == "hail 5 rain 32 wind 4"
    assert weights == {"rain": "32", "wind": "4", "hail": "5"}


@given(st.lists(st.text(max_size=30), min_size=1, max_size=60))
def test_every_term_leads_to_everything_it_stands_in(titles: list[str]) -> None:
    made = files([a_thing(title) for title in titles])
    for term in {term for title in titles for term in terms(title)}:
        assert set(found(made, term)) == {place for place, title in enumerate(titles) if term in set(terms(title))}
        assert term in made[f"search/terms/{ord(term[0]):x}.txt"].split("\n")


def test_no_file_grows_with_the_site_but_the_shortest() -> None:
    made = files([a_thing(f"Dataset number {n} about subject{n % 997}", date="2026-01-02") for n in range(12_000)])
    assert made["search/index.json"]["count"] == 12_000
    sizes = {path: len(json.dumps(value)) for path, value in made.items()}
    entries = [path for path in sizes if path.startswith("search/entries/")]
    assert len(entries) == 600
    assert max(sizes[path] for path in entries) < 10_000
    assert max(size for path, size in sizes.items() if path.startswith("search/postings/")) < 60_000
    assert len(found(made, "dataset")) == 5000
    assert len([path for path in sizes if path.startswith("search/facets/")]) == 3


def test_facets_name_their_values_once() -> None:
    made = files([a_thing(formats=("CSV",), date="2026-05-01"), a_thing(formats=("CSV", "XLSX"), agency="")])
    facets = made["search/facets/0.json"]
    assert facets["agency"] == {"values": [["works", "Public Works"]], "of": [[0], []]}
    assert facets["format"] == {"values": [["CSV", "CSV"], ["XLSX", "XLSX"]], "of": [[0], [0, 1]]}
    assert facets["year"] == {"values": [["2026", "2026"]], "of": [[0], []]}
