"""What is remembered of a dataset comes back as it was."""

from __future__ import annotations

from datetime import UTC, date, datetime

from generator.deriving.keeping import decode_details, decode_record, encode_details, encode_record
from generator.model.entry import Entry
from generator.model.record import Details, Kept, Record

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
DETAILS = Details(
    files=(
        ("a/index.html", Kept("sheet", "k", "Datasets")),
        ("b/index.html", Kept("sheet", "k", "Datasets")),
        ("a/data.csv", Kept("copy", "datasets/works/rain/data.csv", "d")),
        ("c/index.html", Kept("sheet", "k", "Datasets")),
        ("card.png", Kept("card", "c")),
    ),
    terms="rain \udcff",
    text="Rain.",
)


def test_a_record_comes_back() -> None:
    assert decode_record(encode_record(RECORD)) == RECORD


def test_details_come_back_with_their_files_in_their_order() -> None:
    assert decode_details(encode_details(DETAILS)) == DETAILS


def test_what_is_kept_together_is_there_once() -> None:
    (_, first), (_, second), *_ = decode_details(encode_details(DETAILS)).files
    assert first is second
