"""What is remembered of a dataset comes back as it was."""

from __future__ import annotations

from datetime import UTC, date, datetime

from generator.deriving.keeping import (
    decode_files,
    decode_findable,
    decode_record,
    encode_files,
    encode_findable,
    encode_record,
)
from generator.model.entry import Entry
from generator.model.record import Findable, Kept, Record

RECORD = Record(
    entry=Entry(
        id="dataset/works/rain",
        urn="tag:t.example,2026:dataset/works/rain",
        kind="dataset",
        label="Dataset",
        version="1",
        title="Rain \udcff",
        summary="",
        path="datasets/works/rain/",
        agency="works",
        topics=("water",),
        regions=(),
        published=datetime(2026, 1, 1, tzinfo=UTC),
        updated=None,
        language="en",
    ),
    next_update=date(2026, 2, 1),
    late=True,
    formerly=("works/wet",),
    formats=("CSV",),
    frames=(("a/index.html", "Datasets"),),
    print="p",
    files_print="f",
    terms_print="t",
    text_print="x",
)
FILES = (
    ("a/index.html", Kept("sheet", "k", "Datasets")),
    ("b/index.html", Kept("sheet", "k", "Datasets")),
    ("a/data.csv", Kept("copy", "datasets/works/rain/data.csv", "d")),
    ("c/index.html", Kept("sheet", "k", "Datasets")),
    ("card.png", Kept("card", "c")),
)


def test_a_record_comes_back() -> None:
    assert decode_record(encode_record(RECORD)) == RECORD


def test_files_come_back_in_their_order() -> None:
    assert decode_files(encode_files(FILES)) == FILES


def test_what_a_search_needs_comes_back() -> None:
    findable = Findable(terms="rain \udcff", text="Rain.")
    assert decode_findable(encode_findable(findable)) == findable


def test_what_is_kept_together_is_there_once() -> None:
    (_, first), (_, second), *_ = decode_files(encode_files(FILES))
    assert first is second
