"""The figures that a dataset's page begins with, in words: the number, and what it is of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model.message import noted
from generator.rendering.charts.telling import during, grouped, lowered, measured

if TYPE_CHECKING:
    from generator.model.table import Figure
    from generator.rendering.words import Words


def shown(figure: Figure, words: Words) -> tuple[str, str]:
    """A figure as large letters, and the words below them."""
    chart = figure.chart
    measure = during(chart, lowered(measured(chart, words)), words)
    group = grouped(chart, figure.group, words)
    if figure.kind == "change":
        amount = words.percent(abs(figure.value))
        if not figure.value:
            return words.say("No change"), words.say("compared with {group}", group=group)
        large = words.say(noted("Up {amount}") if figure.value > 0 else noted("Down {amount}"), amount=amount)
        return large, words.say("compared with {group}", group=group)
    number = words.amount(figure.value, chart.value.unit if chart.value else "")
    if figure.kind == "total":
        if chart.along_time and not chart.others:
            ends = [grouped(chart, point, words) for point, _ in (chart.points[0], chart.points[-1])]
            measure = words.say("{subject}, {first} to {last}", subject=measure, first=ends[0], last=ends[1])
        return number, words.say("{measure}, in all", measure=measure)
    if figure.kind == "highest":
        return number, words.say("{measure}: {group} has most", measure=measure, group=group)
    return number, words.say("{measure}, {group}", measure=measure, group=group)
