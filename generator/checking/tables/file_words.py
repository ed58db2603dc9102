"""The words for what is wrong with a file, a table or a descriptor as a whole, by the type of the defect."""

from __future__ import annotations

FILES: dict[str, tuple[str, str, str]] = {
    "encoding-error": (
        "The file is not written in its encoding: {note}",
        "The file is not written in its encoding: {note}",
        "Save it as UTF-8 (in Excel: «CSV UTF-8»), or name its `encoding` in the descriptor",
    ),
    "source-error": (
        "The file cannot be read as a table: {note}",
        "The file cannot be read as a table: {note}",
        "Open it, look whether it holds what its name says, and save it again",
    ),
    "format-error": (
        "The file is not in the format that its name or the descriptor says: {note}",
        "The file is not in the format that its name or the descriptor says: {note}",
        "Save it again in that format, or correct `format` in the descriptor",
    ),
    "scheme-error": (
        "The file cannot be reached: {note}",
        "The file cannot be reached: {note}",
        "Put the file into the dataset's folder and name it in `path`",
    ),
    "compression-error": (
        "The file cannot be unpacked: {note}",
        "The file cannot be unpacked: {note}",
        "Put the unpacked file into the dataset's folder",
    ),
    "hash-count": (
        "The file is not the one that the descriptor describes, for its `hash` is another: {note}",
        "The file is not the one that the descriptor describes, for its `hash` is another: {note}",
        "If the file is the right one, take `hash` out of the descriptor or write the new one",
    ),
    "byte-count": (
        "The file does not have the size that the descriptor says: {note}",
        "The file does not have the size that the descriptor says: {note}",
        "If the file is the right one, take `bytes` out of the descriptor or write the new size",
    ),
    "field-count": (
        "The table does not have as many columns as the descriptor says: {note}",
        "The table does not have as many columns as the descriptor says: {note}",
        "Look for columns that are missing or too many",
    ),
    "row-count": (
        "The table does not have as many rows as the descriptor says: {note}",
        "The table does not have as many rows as the descriptor says: {note}",
        "Look for rows that are missing or too many",
    ),
    "table-dimensions": (
        "The table is not as large or small as it should be: {note}",
        "The table is not as large or small as it should be: {note}",
        "Look for rows and columns that are missing or too many",
    ),
    "file-error": (
        "The file is not as it should be: {note}",
        "The file is not as it should be: {note}",
        "Look at the file, and put it here again",
    ),
    "table-error": (
        "The table is not as it should be: {note}",
        "The table is not as it should be: {note}",
        "Correct the file or its descriptor",
    ),
    "data-error": (
        "The data are not as they should be: {note}",
        "The data are not as they should be: {note}",
        "Correct the file or its descriptor",
    ),
    "error": ("Something is wrong: {note}", "Something is wrong: {note}", "Correct the file or its descriptor"),
    **{
        f"{part}-error": (
            f"{what} in the descriptor is wrong: {{note}}",
            f"{what} in the descriptor is wrong in {{n}} places; the first: {{note}}",
            "Correct it; https://datapackage.org/standard/ says what may stand there",
        )
        for part, what in {
            "metadata": "What is written",
            "schema": "The `schema`",
            "field": "A column of the `schema`",
            "dialect": "The `dialect`",
            "control": "The `dialect`",
            "resource": "A resource",
            "package": "The data package",
            "dataset": "The data package",
            "catalog": "The data package",
            "stats": "The size or hash",
        }.items()
    },
    **{
        f"{part}-error": (
            "The table could not be checked: {note}",
            "The table could not be checked: {note}",
            "This is no fault of the data; please report it with the file",
        )
        for part in (
            *("check", "checklist", "detector", "inquiry", "inquiry-task", "pipeline", "step", "report", "report-task"),
        )
    },
}
