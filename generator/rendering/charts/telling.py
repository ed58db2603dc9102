"""A chart is told three times from the same facts: as a picture, in words, and as the table beside it."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING

from generator.model.message import noted
from generator.model.noun import noun
from generator.rendering.charts.bars import MOST_BARS, shown_bars

if TYPE_CHECKING:
    from generator.model.table import Chart
    from generator.rendering.words import Words


@noun
class Told:
    """A chart in words."""

    title: str
    subtitle: str
    description: str
    """What the picture shows, for those who do not see it."""
    group_label: str
    value_label: str
    rows: tuple[tuple[str, str], ...]
    """Group and value, in words."""


def tell(chart: Chart, subject: str, words: Words) -> Told:
    """What a chart says.

    Args:
        chart: What it shows.
        subject: Title of the dataset or the table, for the subtitle.
        words: Writes dates and numbers.
    """
    measure = measured(chart, words)
    along = words.period_name(chart.period) if chart.period else lowered(chart.group.label)
    unit = chart.value.unit if chart.value else ""
    value_label = f"{measure} ({words.unit(unit)})" if unit else measure
    rows = tuple((grouped(chart, group, words), words.number(value)) for group, value in chart.points)
    return Told(
        title=chart.title or during(chart, words.say("{measure} by {group}", measure=measure, group=along), words),
        subtitle=_subtitle(chart, subject, value_label, rows, words),
        description=_describe(chart, rows, value_label, words),
        group_label=words.period_name(chart.period).capitalize() if chart.period else chart.group.label,
        value_label=value_label,
        rows=rows,
    )


def measured(chart: Chart, words: Words) -> str:
    """What is measured: Average fine particles."""
    label = chart.value.label if chart.value else ""
    match chart.aggregate:
        case "sum":
            return words.say("Total {measure}", measure=lowered(label))
        case "mean":
            return words.say("Average {measure}", measure=lowered(label))
        case "count":
            return words.say("Number of rows")
    return label


def during(chart: Chart, measure: str, words: Words) -> str:
    """What is measured, with the period that all of it is of: Average pupils, 2025-26."""
    if not chart.among:
        return measure
    column, period = chart.among
    return words.say("{measure}, {group}", measure=measure, group=words.period(period) if column.temporal else period)


def grouped(chart: Chart, group: str, words: Words) -> str:
    """A place along the axis, in words."""
    if chart.kind == "histogram":
        low, _, high = group.partition("/")
        return words.say("{low} to {high}", low=words.decimal(low), high=words.decimal(high))
    return words.period(group) if chart.period else group


def lowered(label: str) -> str:
    """A label inside a sentence: `Amount` becomes `amount`, `PM2.5` stays."""
    return label[:1].lower() + label[1:] if label[1:2].islower() or label[1:2] == " " else label


def _subtitle(chart: Chart, subject: str, value_label: str, rows: tuple[tuple[str, str], ...], words: Words) -> str:
    told = [f"{subject}. {value_label}"]
    if chart.period:
        told[0] = words.say("{subject}, {first} to {last}", subject=told[0], first=rows[0][0], last=rows[-1][0])
    if chart.partial:
        told.append(words.say("{period} is not complete", period=rows[-1][0]))
    if chart.closing:
        told.append(words.say("Of each {period}, its last date", period=words.period_name(chart.period)))
    shown = min(len(rows), MOST_BARS) if chart.kind == "bar" else len(rows)
    if all_ := (len(rows) + chart.others if shown < len(rows) + chart.others else 0):
        latest, highest = noted("The {shown} latest of {all}"), noted("The {shown} highest of {all}")
        message = latest if chart.along_time else highest
        told.append(words.say(message, shown=words.number(shown), all=words.number(all_)))
    return f"{'. '.join(told)}."


def _describe(chart: Chart, rows: tuple[tuple[str, str], ...], value_label: str, words: Words) -> str:
    values = [value for _, value in chart.points]
    high, low = rows[values.index(max(values))], rows[values.index(min(values))]
    facts = {
        "count": words.number(len(rows)),
        "measure": value_label,
        "high": high[1],
        "high_at": high[0],
        "low": low[1],
        "low_at": low[0],
        "first": rows[0][1],
        "first_at": rows[0][0],
        "last": rows[-1][1],
        "last_at": rows[-1][0],
    }
    match chart.kind:
        case "line":
            message = noted(
                "Line chart of {count} points. {measure}: {first} in {first_at}, {last} in {last_at}."
                " Highest {high} in {high_at}, lowest {low} in {low_at}."
            )
        case "histogram":
            message = noted(
                "Histogram of {count} ranges. {measure}: most in {high_at} with {high}, fewest in {low_at} with {low}."
            )
        case "tiles":
            message = noted(
                "Map of tiles, {count} regions. {measure}: highest {high_at} with {high}, lowest {low_at} with {low}."
            )
        case _ if chart.others or len(rows) > MOST_BARS:
            facts["count"] = words.number(min(len(rows), MOST_BARS))
            low = min(shown_bars(chart, zip(values, rows, strict=True)), key=itemgetter(0))[1]
            facts |= {"low": low[1], "low_at": low[0]}
            message = noted(
                "Bar chart of {count} bars. {measure}: highest {high_at} with {high}, lowest of those shown {low_at}"
                " with {low}."
            )
        case _:
            message = noted(
                "Bar chart of {count} bars. {measure}: highest {high_at} with {high}, lowest {low_at} with {low}."
            )
    return words.say(message, **facts)
