"""All rows of a table as one file of which a browser reads no more than it shows."""

from __future__ import annotations

from generator.model.noun import noun


@noun
class RowsFile:
    """A Parquet file beside the page of a dataset."""

    name: str
    """Its path from the folder of the dataset in the site."""
    key: str
    """Under which the memory keeps it."""
    size: int
    """In bytes."""
    footer: int
    """Bytes at its end that tell where all else is."""
    first: int
    """Bytes, about, that the first rows cost a reader, the footer among them."""
