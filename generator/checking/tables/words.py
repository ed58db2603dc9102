"""The words for each type of defect: what one is, what several are, and what to do.

In them, `{n}` counts, `{at}` says in which row the first is, `{cell}` what it says, `{column}` and `{of}` name the
column at the beginning and in the middle of a sentence.
"""

from __future__ import annotations

from generator.checking.tables.file_words import FILES

WORDS: dict[str, tuple[str, str, str]] = {
    "category": (
        "A cell of {of} is none of the column's categories: {cell}{at}",
        "{n} cells of {of} are none of the column's categories; the first{at} says {cell}",
        "Correct the {cells}, or the column's `categories` in the descriptor",
    ),
    "text-pattern": (
        "A cell of {of} does not have the form that the schema asks for: {cell}{at}",
        "{n} cells of {of} do not have the form that the schema asks for; the first{at} says {cell}",
        "Correct the {cells}, or the column's `pattern` in the descriptor",
    ),
    "list-enum": (
        "A cell of {of} is none of the lists that are allowed: {cell}{at}",
        "{n} cells of {of} are none of the lists that are allowed; the first{at} says {cell}",
        "Correct the {cells}, or the column's `enum` in the descriptor",
    ),
    "json-schema": (
        "A cell of {of} does not fit the column's `jsonSchema`: {cell}{at}",
        "{n} cells of {of} do not fit the column's `jsonSchema`; the first{at} says {cell}",
        "Correct the {cells}, or the `jsonSchema` in the descriptor",
    ),
    "unique-key": (
        "A row says the same as another in columns that together must not: {note}{at}",
        "{n} rows say the same as others in columns that together must not: {note}; this is the first{at}",
        "Remove the {rows} that are there twice, or correct `uniqueKeys` in the descriptor",
    ),
    "unclosed-quote": (
        "A cell of {of} holds what look like whole rows: {note}{at}",
        "{n} cells of {of} hold what look like whole rows; the first{at} holds {note}",
        "Close the quote at the beginning of the {cells}, or write a quote within a text twice",
    ),
    "nul": (
        "A cell of {of} holds a NUL byte, which is no text: {cell}{at}",
        "{n} cells of {of} hold NUL bytes, which are no text; the first{at} says {cell}",
        "Save the file again from where it came from; remove the signs",
    ),
    "absurd-number": (
        "A cell of {of} is a number beyond all measure: {cell}{at}",
        "{n} cells of {of} are numbers beyond all measure; the first{at} says {cell}",
        "Correct the {cells}; if they are codes, make the column's `type` string",
    ),
    "type-error": (
        "A cell of {of} is not {type}: {cell}{at}",
        "{n} cells of {of} are not {types}; the first{at} says {cell}",
        "Correct the {cells}, or the column's `type` in the descriptor",
    ),
    "constraint-error": (
        "A cell of {of} breaks a rule of the schema: {cell}{at} ({note})",
        "{n} cells of {of} break a rule of the schema; the first{at} says {cell} ({note})",
        "Correct the {cells}, or the column's `constraints` in the descriptor",
    ),
    "required": (
        "A cell of {of} is empty, and each must be filled{at}",
        "{n} cells of {of} are empty, and each must be filled; this is the first{at}",
        "Fill {them}, or take `required` out of the column's `constraints` in the descriptor",
    ),
    "minLength": (
        "A cell of {of} is shorter than {limit} characters: {cell}{at}",
        "{n} cells of {of} are shorter than {limit} characters; the first{at} says {cell}",
        "Correct the {cells}, or the column's `minLength` in the descriptor",
    ),
    "maxLength": (
        "A cell of {of} is longer than {limit} characters: {cell}{at}",
        "{n} cells of {of} are longer than {limit} characters; the first{at} says {cell}",
        "Shorten {them}, or correct the column's `maxLength` in the descriptor",
    ),
    "minimum": (
        "A cell of {of} is below the least that is allowed, {limit}: {cell}{at}",
        "{n} cells of {of} are below the least that is allowed, {limit}; the first{at} says {cell}",
        "Correct the {cells}, or the column's `minimum` in the descriptor",
    ),
    "maximum": (
        "A cell of {of} is above the most that is allowed, {limit}: {cell}{at}",
        "{n} cells of {of} are above the most that is allowed, {limit}; the first{at} says {cell}",
        "Correct the {cells}, or the column's `maximum` in the descriptor",
    ),
    "exclusiveMinimum": (
        "A cell of {of} must be more than {limit} and says {cell}{at}",
        "{n} cells of {of} must be more than {limit} and are not; the first{at} says {cell}",
        "Correct the {cells}, or the column's `exclusiveMinimum` in the descriptor",
    ),
    "exclusiveMaximum": (
        "A cell of {of} must be less than {limit} and says {cell}{at}",
        "{n} cells of {of} must be less than {limit} and are not; the first{at} says {cell}",
        "Correct the {cells}, or the column's `exclusiveMaximum` in the descriptor",
    ),
    "pattern": (
        "A cell of {of} does not have the form that the schema asks for: {cell}{at}",
        "{n} cells of {of} do not have the form that the schema asks for; the first{at} says {cell}",
        "Correct the {cells}, or the column's `pattern` in the descriptor ({limit})",
    ),
    "enum": (
        "A cell of {of} is not one of the values that the schema lists: {cell}{at}",
        "{n} cells of {of} are not among the values that the schema lists; the first{at} says {cell}",
        "Write one of {limit}, or add the {values} to the column's `enum` in the descriptor",
    ),
    "jsonSchema": (
        "A cell of {of} does not fit its JSON Schema: {cell}{at}",
        "{n} cells of {of} do not fit their JSON Schema; the first{at} says {cell}",
        "Correct the {cells}, or the column's `jsonSchema` in the descriptor",
    ),
    "unique-error": (
        "A cell of {of} says {cell} a second time, and no value may stand twice{at}: {note}",
        "{n} cells of {of} repeat values, and no value may stand twice; the first{at} says {cell} ({note})",
        "Remove the rows that are there twice, or correct {them}",
    ),
    "primary-key": (
        "The row repeats the primary key of another: {note}{at}",
        "{n} rows repeat the primary key of another; this is the first{at}: {note}",
        "Remove the rows that are there twice, or correct `primaryKey` in the descriptor",
    ),
    "empty-key": (
        "The row has no primary key{at}: all cells of it are empty",
        "{n} rows have no primary key: all cells of it are empty; this is the first{at}",
        "Fill {them}, or correct `primaryKey` in the descriptor",
    ),
    "foreign-key": (
        "The row refers to something that is not there: {note}{at}",
        "{n} rows refer to something that is not there; the first{at}: {note}",
        "Add what they refer to, or correct the reference",
    ),
    "blank-row": ("The row is blank{at}", "{n} rows are blank; this is the first{at}", "Remove the {rows}"),
    "duplicate-row": (
        "The row says the same as another: {note}{at}",
        "{n} rows say the same as another; the first{at}: {note}",
        "Remove the rows that are there twice",
    ),
    "row-constraint": (
        "The row breaks a rule between columns: {note}{at}",
        "{n} rows break a rule between columns; the first{at}: {note}",
        "Correct the {rows}",
    ),
    "row-error": ("The row is wrong: {note}{at}", "{n} rows are wrong; the first{at}: {note}", "Correct the {rows}"),
    "blank-header": ("The header is blank", "The header is blank", "Put the columns' names in the first row"),
    "header-error": ("The header is wrong: {note}", "The header is wrong: {note}", "Correct the columns' names"),
    "unmatched-header": (
        "None of the columns of the schema is in the file",
        "None of the columns of the schema is in the file",
        "Look whether the descriptor names the right file, and whether the names of its columns stand in the first row",
    ),
    "blank-label": (
        "Column {letter} has no name",
        "{n} columns have no name; the first is column {letter}",
        "Name each column in the first row, or remove empty columns",
    ),
    "duplicate-label": (
        "The name {label} stands over two columns",
        "{n} columns share their name with another; the first is {label}",
        "Give each column a name of its own",
    ),
    "incorrect-label": (
        "Column {letter} is called {label}, but in the schema {expected}",
        "{n} columns are not called what the schema says; the first is {label}, which should be {expected}",
        "Give {them} the same name, and the same place, in the file and in the descriptor",
    ),
    "extra-label": (
        "Column {letter} ({label}) is not in the schema",
        "{n} columns are not in the schema; the first is column {letter} ({label})",
        "Describe {them} in the descriptor, or remove {them} from the file",
    ),
    "missing-label": (
        "The column {label} of the schema is not in the file",
        "{n} columns of the schema are not in the file; the first is {label}",
        "Add {them} to the file, or remove {them} from the descriptor",
    ),
    "label-error": (
        "The name of column {letter} is wrong: {note}",
        "The names of {n} columns are wrong; the first, of column {letter}: {note}",
        "Correct the names in the first row",
    ),
    "extra-cell": (
        "The row has more cells than there are columns; the first too many says {cell}{at}",
        "{n} cells stand beyond the last column; the first{at} says {cell}",
        "Look for a delimiter inside a value that is not in quotes",
    ),
    "missing-cell": (
        "The row has fewer cells than there are columns: {of} is missing{at}",
        "{n} cells are missing at the ends of rows; the first{at} is {of}",
        "Complete the {rows}; write an empty cell where nothing is known",
    ),
    "formula": (
        "{column} says {cell}, which a spreadsheet runs as a formula{at}",
        "{column} has {n} cells that a spreadsheet runs as formulas; the first{at} says {cell}",
        "Write the value itself",
    ),
    "cell-error": (
        "A cell of {of} is wrong: {cell}{at} ({note})",
        "{n} cells of {of} are wrong; the first{at} says {cell} ({note})",
        "Correct the {cells}",
    ),
    "ascii-value": (
        "A cell of {of} has letters or signs that only plain English text may have here: {cell}{at}",
        "{n} cells of {of} have letters or signs beyond plain English text; the first{at} says {cell}",
        "Write {them} without accents and special signs",
    ),
    "forbidden-value": (
        "A cell of {of} says what is not allowed there: {cell}{at}",
        "{n} cells of {of} say what is not allowed there; the first{at} says {cell}",
        "Correct the {cells}",
    ),
    "sequential-value": (
        "The numbers of {of} do not follow each other: {cell}{at}",
        "The numbers of {of} do not follow each other in {n} cells; the first{at} says {cell}",
        "Look for rows that are missing or stand in the wrong place",
    ),
    "truncated-value": (
        "A cell of {of} seems to be cut off: {cell}{at}",
        "{n} cells of {of} seem to be cut off; the first{at} says {cell}",
        "Look up the whole value where it came from",
    ),
    "deviated-value": (
        "A value is far from the others: {note}",
        "{n} values are far from the others; the first: {note}",
        "Look whether a decimal sign or a unit is wrong",
    ),
    "deviated-cell": (
        "A cell is much longer or shorter than the others: {note}",
        "{n} cells are much longer or shorter than the others; the first: {note}",
        "Look whether a quote is missing that swallowed rows",
    ),
    "required-value": (
        "A value that must be there is not: {note}",
        "{n} values that must be there are not; the first: {note}",
        "Add {them}",
    ),
    **FILES,
}
OTHER = ("{note}", "{n} times: {note}", "Correct the file or its descriptor")
"""For types that nobody has heard of."""

TYPES: dict[str, tuple[str, str]] = {
    "integer": ("a whole number", "whole numbers"),
    "number": ("a number", "numbers"),
    "boolean": ("true or false", "true or false"),
    "date": ("a date like 2026-11-03", "dates like 2026-11-03"),
    "datetime": ("a date and time like 2026-11-03T14:30:00", "dates and times like 2026-11-03T14:30:00"),
    "time": ("a time of day like 14:30:00", "times of day like 14:30:00"),
    "year": ("a year", "years"),
    "yearmonth": ("a month like 2026-11", "months like 2026-11"),
    "duration": ("a duration like P1Y2M", "durations like P1Y2M"),
    "geopoint": ("a point like 9.19,45.46", "points like 9.19,45.46"),
    "geojson": ("a shape in GeoJSON", "shapes in GeoJSON"),
    "object": ("an object in JSON", "objects in JSON"),
    "array": ("a list in JSON", "lists in JSON"),
    "list": ("a list", "lists"),
    "email": ("an e-mail address", "e-mail addresses"),
    "uri": ("a web address", "web addresses"),
    "uuid": ("a UUID", "UUIDs"),
    "string": ("text", "text"),
}
"""What one value of a type is called, and several; strings go by their format."""
