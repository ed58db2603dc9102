// What is told of a column: in figures, and how often its values come.
import type { Told } from "./asking";
import type { Column } from "./parquet";
import { language, made, numbers, say, shares } from "./saying";

const SVG = "http://www.w3.org/2000/svg";

export function* statistics(column: Column, told: Told): Generator<HTMLElement> {
  const format = new Intl.NumberFormat(language, { useGrouping: !column.year, maximumSignificantDigits: 6 });
  const shown = (value: number): string => format.format(value);
  const { rows, blank, different, more, numbers: summary, often } = told;
  yield made("h4", say("statistics", { column: column.label }));
  const facts = made("dl", "", { class: "facts" });
  const add = (id: string, value: string): void => {
    const pair = made("div");
    pair.append(made("dt", say(id)), made("dd", value));
    facts.append(pair);
  };
  add("rows", numbers.format(rows));
  add("blanks", `${numbers.format(blank)} (${shares.format(rows ? blank / rows : 0)})`);
  add("different", more ? say("more", { count: numbers.format(different) }) : numbers.format(different));
  if (summary) {
    for (const id of ["low", "mean", "median", "high"] as const) add(id, `${shown(summary[id])} ${column.unit ?? ""}`.trim());
  }
  yield facts;
  if (summary && different > often.length) {
    const bins = summary.bins.map(({ from, to, rows: count }) => [from === to ? shown(from) : say("bin", { from: shown(from), to: shown(to) }), count] as const);
    yield counted(say("spread", { column: column.label }), bins, rows);
  }
  if ((often[0]?.rows ?? 0) > 1) yield counted(say("often", { column: column.label }), often.map(({ value, rows: count }) => [value, count] as const), rows);
}

function counted(caption: string, pairs: (readonly [string, number])[], all: number): HTMLElement {
  const table = made("table");
  const head = made("tr");
  head.append(made("th", say("value"), { scope: "col" }), made("th", say("rows"), { scope: "col", class: "number" }), made("th", say("share"), { scope: "col" }));
  table.append(made("caption", caption), made("thead"), made("tbody"));
  table.tHead!.append(head);
  const most = Math.max(...pairs.map(([, count]) => count));
  for (const [value, count] of pairs) {
    const line = made("tr");
    const share = made("td", `${shares.format(count / all)} `);
    const bar = document.createElementNS(SVG, "svg");
    for (const [name, text] of Object.entries({ class: "share", viewBox: "0 0 100 6", preserveAspectRatio: "none", "aria-hidden": "true" })) bar.setAttribute(name, text);
    const length = document.createElementNS(SVG, "rect");
    for (const [name, text] of Object.entries({ class: "bar", height: "6", width: String((100 * count) / most) })) length.setAttribute(name, text);
    bar.append(length);
    share.append(bar);
    line.append(made("th", value, { scope: "row", dir: "auto" }), made("td", numbers.format(count), { class: "number" }), share);
    table.tBodies[0]!.append(line);
  }
  const frame = made("div", "", { class: "scroll", tabindex: "0", role: "region", "aria-label": caption });
  frame.append(table);
  return frame;
}
