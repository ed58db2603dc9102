// A box for questions in SQL, and the table of what comes of them.
import { FREE, type Line } from "./line";
import type { Column } from "./parquet";
import { made, numbers, say, size } from "./saying";

/** Have the box in `explorer` answer questions of its table, of whose columns `weights` are the bytes. */
export function takeQueries(explorer: HTMLElement, line: Line, table: string, columns: Column[], weights: number[]): void {
  const box = explorer.querySelector<HTMLElement>(".sql")!;
  const text = box.querySelector("textarea")!;
  const status = box.querySelector<HTMLElement>("[role=status]")!;
  const more = box.querySelector<HTMLElement>(".go-on")!;
  const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
  const texts = columns.map((each, at) => ({ ...each, weight: weights[at]! })).filter((each) => each.kind === "text");
  const example = quoted((texts.sort((a, b) => a.weight - b.weight)[0] ?? columns[0]!).name); // light: of few values
  text.value = `SELECT ${example}, COUNT(*) AS "rows"\nFROM ${quoted(table)}\nGROUP BY ${example}\nORDER BY "rows" DESC\nLIMIT 10`;
  box.querySelector("code")!.textContent = quoted(table);
  box.querySelector(".names")!.replaceChildren(...columns.map(({ name }) => {
    const item = made("li");
    item.append(made("code", quoted(name)));
    return item;
  }));

  const run = async (allowed: number): Promise<void> => {
    status.textContent = say("loading");
    more.hidden = true;
    try {
      const answer = await line.ask("result", { kind: "sql", table, query: text.value }, allowed);
      if (answer.misunderstood) status.textContent = say("misunderstood", { problem: answer.misunderstood });
      else if (answer.result) {
        const { columns: names, rows, more: cut } = answer.result;
        status.textContent = say(cut ? "cut" : "answered", { count: numbers.format(rows.length) });
        draw(names, rows);
      } else {
        status.textContent = say("costly", { size: size(answer.left) });
        more.hidden = false;
        more.querySelector("button")!.textContent = say("run-on", { size: size(answer.left) });
      }
    } catch (problem) {
      status.textContent = say((problem as Error).message);
    }
  };

  const draw = (names: string[], rows: string[][]): void => {
    const frame = box.querySelector<HTMLElement>(".scroll")!;
    frame.hidden = false;
    const side = names.map((_, at): Record<string, string> =>
      rows.length && rows.every((row) => row[at] === "" || Number.isFinite(Number(row[at]))) ? { class: "number" } : {});
    const head = made("tr");
    head.append(...names.map((name, at) => made("th", name, { scope: "col", ...side[at] })));
    frame.querySelector("thead")!.replaceChildren(head);
    frame.querySelector("tbody")!.replaceChildren(...rows.map((row) => {
      const line = made("tr");
      line.append(...row.map((cell, at) => {
        const one = made("td", "", side[at]);
        one.append(made("bdi", cell));
        return one;
      }));
      return line;
    }));
  };

  box.querySelector("form")!.addEventListener("submit", (event) => {
    event.preventDefault();
    void run(FREE);
  });
  more.querySelector("button")!.addEventListener("click", () => void run(Infinity));
}
