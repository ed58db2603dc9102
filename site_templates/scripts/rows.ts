// All rows of a table: sorted, filtered, searched, turned, saved. What is shown is in the address of the page.
import type { Condition, Query, Test } from "./asking";
import { statistics } from "./figures";
import { type Answered, FREE, Line } from "./line";
import type { Column } from "./parquet";
import type { Known } from "./rows-worker";
import { takeQueries } from "./queries";
import { copied, made, numbers, say, shares, size } from "./saying";

const PER_PAGE = 25;
const TESTS: Record<Column["kind"], Test[]> = {
  text: ["has", "eq", "ne", "blank", "filled"],
  number: ["eq", "ne", "ge", "le", "blank", "filled"],
  date: ["eq", "ge", "le", "blank", "filled"],
};
const WITHOUT_VALUE: readonly Test[] = ["blank", "filled"];

class Explorer {
  private readonly line = new Line();
  private readonly box = copied("explorer");
  private columns: Column[] = [];
  private weights: number[] = []; // bytes of each column
  private total = 0;
  private start = 0;
  private query: Query = { where: [], find: "", sort: -1, down: false };
  private marked = -1;
  private known: Known | undefined;

  constructor(private readonly place: HTMLElement, private readonly still: HTMLElement) {}

  async open(): Promise<void> {
    const { rows, size: bytes, footer } = this.place.dataset;
    const url = new URL(rows!, location.href).href;
    const opened = await this.line.ask("opened", { kind: "open", url, size: Number(bytes), footer: Number(footer) }, Infinity);
    [this.columns, this.weights, this.total] = [opened.columns, opened.weights, opened.rows];
    this.still.hidden = true;
    this.place.querySelector(".see-all")!.remove();
    this.place.append(this.box);
    this.one<HTMLTableCaptionElement>("caption").textContent = this.place.dataset["name"]!;
    this.one(".scroll").setAttribute("aria-label", this.place.dataset["name"]!);
    const chosen = this.one<HTMLSelectElement>(".statistics select");
    this.columns.forEach((each, at) => chosen.append(new Option(each.label, String(at))));
    const cost = (): string => say("costly", { size: size(this.weights[Number(chosen.value)]!) });
    chosen.addEventListener("change", () => (this.one(".statistics .cost").textContent = cost()));
    this.one(".statistics .cost").textContent = cost();
    this.one(".saving .cost").textContent = say("costly", { size: size(this.weights.reduce((sum, each) => sum + each, 0)) });
    this.listen();
    takeQueries(this.box, this.line, this.place.dataset["table"]!, this.columns, this.weights);
    this.read();
    await this.show();
  }

  private one<T extends HTMLElement = HTMLElement>(selector: string): T {
    return this.box.querySelector<T>(selector)!;
  }

  private listen(): void {
    const form = this.one<HTMLFormElement>(".asking");
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.ask({ where: this.conditions(), find: this.one<HTMLInputElement>("[name=find]").value.trim() });
    });
    form.addEventListener("reset", () => {
      this.one(".conditions").replaceChildren();
      this.ask({ where: [], find: "" });
    });
    this.one("[data-add]").addEventListener("click", () => this.add()?.querySelector("select")?.focus());
    this.one(".turning").addEventListener("click", (event) => {
      const turn = (event.target as HTMLElement).dataset["turn"];
      if (!turn) return;
      const last = Math.floor(Math.max(0, (this.known?.rows ?? 0) - 1) / PER_PAGE) * PER_PAGE;
      const to = { first: 0, previous: this.start - PER_PAGE, next: this.start + PER_PAGE, last }[turn] ?? 0;
      this.marked = -1;
      void this.turn(Math.max(0, to));
    });
    this.one(".turning").addEventListener("submit", (event) => {
      event.preventDefault();
      const row = Number(this.one<HTMLInputElement>("[name=row]").value);
      if (row >= 1 && row <= this.total) this.go(row - 1);
    });
    this.one("[data-save]").addEventListener("click", () => void this.save());
    this.one("[data-link]").addEventListener("click", async () => {
      await navigator.clipboard.writeText(location.href);
      this.one(".done").textContent = say("copied");
    });
    this.one(".go-on button").addEventListener("click", () => void this.show(Infinity));
    this.one(".statistics").addEventListener("submit", (event) => {
      event.preventDefault();
      void this.tell(Number(this.one<HTMLSelectElement>(".statistics select").value));
    });
    this.one("tbody").addEventListener("click", (event) => {
      const link = (event.target as HTMLElement).closest<HTMLAnchorElement>("a[data-row]");
      if (!link) return;
      event.preventDefault();
      this.mark(Number(link.dataset["row"]));
    });
    addEventListener("popstate", () => {
      this.read();
      void this.show();
    });
  }

  /** A filter for the form, of the column given or of the first. */
  private add(condition?: Condition): HTMLElement {
    const item = copied("condition");
    const [column, is] = [...item.querySelectorAll("select")] as [HTMLSelectElement, HTMLSelectElement];
    const value = item.querySelector("input")!;
    this.columns.forEach((each, at) => column.append(new Option(each.label, String(at))));
    const fit = (): void => {
      const { kind } = this.columns[Number(column.value)]!;
      const before = is.value;
      const name = (test: Test): string => say(kind === "date" && test === "ge" ? "since" : kind === "date" && test === "le" ? "until" : test);
      is.replaceChildren(...TESTS[kind].map((test) => new Option(name(test), test, false, test === before)));
      value.type = kind;
      if (kind === "number") value.step = "any";
      value.closest("label")!.hidden = WITHOUT_VALUE.includes(is.value as Test);
    };
    column.addEventListener("change", fit);
    is.addEventListener("change", fit);
    if (condition) column.value = String(condition.column);
    fit();
    if (condition) {
      is.value = condition.is;
      fit();
      value.value = condition.value;
    }
    item.querySelector("[data-remove]")!.addEventListener("click", () => {
      const next = item.nextElementSibling ?? item.previousElementSibling;
      item.remove();
      (next?.querySelector("select") ?? this.one("[data-add]")).focus();
    });
    this.one(".conditions").append(item);
    return item;
  }

  private conditions(): Condition[] {
    return [...this.box.querySelectorAll(".conditions li")].map((item) => {
      const [column, is] = [...item.querySelectorAll("select")].map((each) => each.value) as [string, Test];
      return { column: Number(column), is, value: WITHOUT_VALUE.includes(is) ? "" : item.querySelector("input")!.value };
    }).filter((each) => each.value !== "" || WITHOUT_VALUE.includes(each.is));
  }

  private ask(change: Partial<Query>): void {
    this.query = { ...this.query, ...change };
    this.marked = -1;
    void this.turn(0);
  }

  private turn(start: number): Promise<void> {
    this.start = start;
    this.write();
    return this.show();
  }

  /** To a row by its number in the file, out of all rows. */
  private go(row: number): void {
    this.query = { where: [], find: "", sort: -1, down: false };
    this.one(".conditions").replaceChildren();
    this.one<HTMLInputElement>("[name=find]").value = "";
    this.marked = row;
    void this.turn(Math.floor(row / PER_PAGE) * PER_PAGE);
  }

  private mark(row: number): void {
    this.marked = row;
    this.write();
    for (const each of this.box.querySelectorAll<HTMLElement>(".all-rows tbody tr")) {
      each.classList.toggle("marked", each.querySelector<HTMLElement>("[data-row]")!.dataset["row"] === String(row));
    }
  }

  private write(): void {
    const asked = new URLSearchParams({ table: this.place.dataset["table"]! });
    for (const { column, is, value } of this.query.where) asked.append("where", `${is}:${encodeURIComponent(this.columns[column]!.name)}:${value}`);
    if (this.query.find) asked.set("find", this.query.find);
    if (this.query.sort >= 0) asked.set("sort", `${this.query.down ? "-" : ""}${this.columns[this.query.sort]!.name}`);
    if (this.start) asked.set("from", String(this.start + 1));
    if (this.marked >= 0) asked.set("row", String(this.marked + 1));
    history.pushState(null, "", `?${asked}`);
  }

  private read(): void {
    const asked = new URLSearchParams(location.search);
    const place = (name: string): number => this.columns.findIndex((each) => each.name === name);
    const where = asked.getAll("where").map((text) => {
      const [is, name = "", ...value] = text.split(":");
      return { column: place(decodeURIComponent(name)), is: is as Test, value: value.join(":") };
    }).filter(({ column, is }) => column >= 0 && TESTS[this.columns[column]!.kind].includes(is));
    const sort = asked.get("sort") ?? "";
    const down = sort.startsWith("-") && place(sort) < 0;
    this.query = { where, find: asked.get("find") ?? "", sort: place(down ? sort.slice(1) : sort), down };
    this.marked = Number(asked.get("row") ?? 0) - 1;
    const from = Number(asked.get("from") ?? 1) - 1;
    const untouched = !where.length && !this.query.find && this.query.sort < 0 && !asked.has("from");
    this.start = Math.max(0, Math.floor((untouched && this.marked >= 0 ? this.marked : from) / PER_PAGE) * PER_PAGE) || 0;
    this.one(".conditions").replaceChildren();
    where.forEach((each) => this.add(each));
    this.one<HTMLInputElement>("[name=find]").value = this.query.find;
  }

  private async show(allowed = FREE): Promise<void> {
    const status = this.one(".found");
    const waiting = window.setTimeout(() => (status.textContent = say("loading")), 300);
    try {
      const answer = await this.line.ask(
        "page", { kind: "page", query: this.query, start: this.start, length: PER_PAGE }, allowed, (known) => this.looking(known));
      this.known = answer.known;
      this.draw(answer);
      let paused = answer.paused;
      clearTimeout(waiting);
      this.report(paused);
      if (!paused && !this.known.all && (allowed > FREE || this.known.left <= FREE)) {
        const counted = await this.line.ask("counted", { kind: "count", query: this.query }, allowed);
        this.known = counted.known;
        paused = counted.paused;
        this.report(paused);
      }
    } catch (problem) {
      status.textContent = say((problem as Error).message);
    } finally {
      clearTimeout(waiting);
    }
  }

  private looking({ looked, rows }: Known): void {
    if (this.query.where.length || this.query.find) {
      this.one(".found").textContent = say("looking", { share: shares.format(looked), count: numbers.format(rows) });
    }
  }

  private report(paused: boolean): void {
    const { rows, all, looked, left } = this.known!;
    const shown = this.box.querySelectorAll(".all-rows tbody tr").length;
    const facts = {
      from: numbers.format(this.start + 1), to: numbers.format(this.start + shown), count: numbers.format(rows),
      all: numbers.format(this.total), share: shares.format(looked), size: size(left),
    };
    const filtered = this.query.where.length > 0 || this.query.find !== "";
    const told = [say(!shown ? (paused && all ? "unsorted" : all ? "none" : "none-yet") : !filtered ? "all" : all ? "some" : "so-far", facts)];
    if (this.query.sort >= 0 && shown) {
      told.push(say("sorted", { column: this.columns[this.query.sort]!.label, order: say(this.query.down ? "descending" : "ascending") }));
    }
    this.one(".found").textContent = told.join(". ").replace("..", ".");
    const more = this.one(".go-on");
    more.hidden = !paused && all;
    more.querySelector("button")!.textContent = say(paused && all ? "sort-on" : "go-on", facts);
    const turns = Object.fromEntries([...this.box.querySelectorAll<HTMLButtonElement>("[data-turn]")].map((each) => [each.dataset["turn"]!, each]));
    turns["first"]!.disabled = turns["previous"]!.disabled = this.start === 0;
    turns["next"]!.disabled = this.start + shown >= rows && all;
    turns["last"]!.disabled = turns["next"]!.disabled || !all;
  }

  private draw({ numbers: places, cells }: Answered<"page">): void {
    const head = this.one("thead tr");
    const focused = (document.activeElement as HTMLElement).dataset["sort"];
    head.replaceChildren(head.firstElementChild!);
    this.columns.forEach((column, at) => {
      const cell = made("th", "", { scope: "col", ...(column.kind === "number" ? { class: "number" } : {}) });
      const button = made("button", column.label, { type: "button", "data-sort": String(at) });
      if (column.unit) button.append(made("span", ` (${column.unit})`));
      const [mine, down] = [this.query.sort === at, this.query.down];
      if (mine) cell.setAttribute("aria-sort", down ? "descending" : "ascending");
      button.addEventListener("click", () => this.ask({ sort: mine && down ? -1 : at, down: mine && !down }));
      cell.append(button);
      head.append(cell);
    });
    this.one("tbody").replaceChildren(...cells.map((row, which) => {
      const line = made("tr");
      const number = places[which]!;
      if (number === this.marked) line.className = "marked";
      const name = made("th", "", { scope: "row", class: "number" });
      const address = new URLSearchParams({ table: this.place.dataset["table"]!, row: String(number + 1) });
      name.append(made("a", numbers.format(number + 1), { href: `?${address}`, "data-row": String(number), "aria-label": `${say("row")} ${number + 1}` }));
      line.append(name, ...row.map((cell, at) => {
        const kind = this.columns[at]!.kind;
        if (kind !== "text") return made("td", cell, { class: kind === "number" ? "number" : "short" });
        const text = made("td");
        text.append(made("bdi", cell)); // apart from the direction of the page, but on its side
        return text;
      }));
      return line;
    }));
    if (focused) this.box.querySelector<HTMLElement>(`[data-sort="${focused}"]`)?.focus();
    this.box.querySelector(".marked")?.scrollIntoView({ block: "nearest" });
  }

  private async save(): Promise<void> {
    const done = this.one(".done");
    const answer = await this.line.ask("saved", { kind: "save", query: this.query }, Infinity).catch(() => undefined);
    if (!answer?.file) return void (done.textContent = say("failed"));
    const link = made("a", "", { href: URL.createObjectURL(answer.file), download: `${this.place.dataset["table"]}.csv` });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    done.textContent = say("saved");
  }

  private async tell(column: number): Promise<void> {
    const into = this.one(".told");
    into.textContent = say("loading");
    const answer = await this.line.ask("told", { kind: "tell", query: this.query, column }, Infinity).catch(() => undefined);
    if (!answer?.told) return void (into.textContent = say("failed"));
    into.replaceChildren(...statistics(this.columns[column]!, answer.told));
  }
}

/** Opens all rows in the place of the first ones, and leads there who asked for them by the button. */
export async function explore(place: HTMLElement, asked: boolean): Promise<void> {
  const still = place.querySelector<HTMLElement>(".first-rows")!;
  const status = place.querySelector<HTMLElement>(".see-all [role=status]")!;
  const button = place.querySelector<HTMLButtonElement>("[data-explore]")!;
  status.textContent = say("loading");
  try {
    await new Explorer(place, still).open();
    if (document.activeElement !== document.body || !asked) return; // who asked for the rows has gone on
    const heading = place.querySelector<HTMLElement>(".all-rows caption")!;
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  } catch (problem) {
    status.textContent = say(["ranges", "failed"].includes((problem as Error).message) ? (problem as Error).message : "failed");
    button.disabled = false;
  }
}
