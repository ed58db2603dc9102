// What readers ask of a table: which rows, in which order, and what there is in a column. Runs in a worker.
import { type Cell, type Column, type Rows, type Span } from "./parquet";
import { plain } from "./terms";

export type Test = "eq" | "ne" | "has" | "le" | "ge" | "blank" | "filled";
export interface Condition { column: number; is: Test; value: string }
export interface Query { where: Condition[]; find: string; sort: number; down: boolean }
export interface Numbers { low: number; high: number; mean: number; median: number; bins: { from: number; to: number; rows: number }[] }
export interface Told { rows: number; blank: number; different: number; more: boolean; often: { value: string; rows: number }[]; numbers: Numbers | undefined }

const ALL = -1; // in place of a column: any of them
const FIRST = 50; // rows of an order that are found at once, so that turning pages costs nothing
const MOST_DIFFERENT = 100_000;
const OFTEN = 10;
const BINS = 10;
const TOGETHER = 24; // pages that are loaded at a time
const SPARSE = 0.25; // of the pages of a group: up to here they are loaded one by one
const DAY = 86_400_000;

/** A cell as it is shown and saved: numbers with the digits of their column, dates as ISO writes them. */
export function written(cell: Cell | undefined, column: Column): string {
  if (cell === null || cell === undefined) return "";
  if (typeof cell === "string") return cell;
  if (column.kind === "date") return new Date(cell * DAY).toISOString().slice(0, 10);
  return column.digits === undefined ? String(cell) : cell.toFixed(column.digits);
}

function day(text: string): number {
  return Math.round(Date.parse(text) / DAY);
}

/** Whether a cell is one of those asked for. */
function tester({ is, value }: Condition, column: Column): (cell: Cell | undefined) => boolean {
  const blank = (cell: Cell | undefined): boolean => cell === null || cell === undefined || cell === "";
  if (is === "blank") return blank;
  if (is === "filled") return (cell) => !blank(cell);
  if (is === "has") {
    const wanted = plain(value);
    const known = new Map<string, boolean>();
    return (cell) => {
      if (blank(cell)) return false;
      const text = written(cell, column);
      let answer = known.get(text);
      if (answer === undefined) {
        answer = plain(text).includes(wanted);
        if (known.size < MOST_DIFFERENT) known.set(text, answer);
      }
      return answer;
    };
  }
  if (column.kind === "text") {
    switch (is) {
      case "eq": return (cell) => cell === value;
      case "ne": return (cell) => !blank(cell) && cell !== value;
      case "le": return (cell) => !blank(cell) && (cell as string) <= value;
      case "ge": return (cell) => !blank(cell) && (cell as string) >= value;
    }
  }
  const wanted = column.kind === "date" ? day(value) : Number(value);
  switch (is) {
    case "eq": return (cell) => cell === wanted;
    case "ne": return (cell) => !blank(cell) && cell !== wanted;
    case "le": return (cell) => !blank(cell) && (cell as number) <= wanted;
    case "ge": return (cell) => !blank(cell) && (cell as number) >= wanted;
  }
}

/** Whether a page can have a cell that is asked for; text is compared as the file orders it. */
function possible({ is, value }: Condition, column: Column, low: Cell, high: Cell): boolean {
  if (low === null || high === null || !["eq", "le", "ge"].includes(is)) return true;
  const wanted = column.kind === "date" ? day(value) : column.kind === "number" ? Number(value) : value;
  return (is === "le" || high >= wanted) && (is === "ge" || low <= wanted);
}

/** Ends the work when it has cost too much already, or would with so many bytes more. */
export type Allowed = (more?: number) => void;

export class Asked {
  private readonly matched: number[] = [];
  private looked = 0; // groups of rows
  private order: number[] | undefined;

  constructor(private readonly rows: Rows, readonly query: Query) {}

  /** Whether every row is one of them. */
  get all(): boolean {
    return !this.query.where.length && !this.query.find;
  }

  /** How many rows there are, as far as is known, and whether that is all. */
  get count(): { rows: number; all: boolean; looked: number } {
    if (this.all) return { rows: this.rows.count, all: true, looked: 1 };
    return { rows: this.matched.length, all: this.looked === this.rows.groups.length, looked: this.looked / this.rows.groups.length };
  }

  /** Bytes, about, that it takes to find the rows that were not looked at yet, and their order. */
  get left(): number {
    const bytes = this.needed().reduce((sum, column) => sum + this.rows.weight(column, this.looked), 0);
    return this.query.sort < 0 || this.order ? bytes : bytes + this.rows.weight(this.query.sort);
  }

  /** The numbers of some rows, from 0. */
  async page(start: number, length: number, allowed: Allowed): Promise<number[]> {
    const end = start + length;
    if (this.query.sort >= 0) {
      if (this.order === undefined || (this.order.length < end && this.order.length < this.count.rows)) {
        this.order = await this.ordered(Math.max(end, FIRST), allowed);
      }
      return this.order.slice(start, end);
    }
    if (this.all) return Array.from({ length: Math.max(0, Math.min(end, this.rows.count) - start) }, (_, at) => start + at);
    while (this.matched.length < end && (await this.look(allowed)));
    return this.matched.slice(start, end);
  }

  /** Those of some rows that are known already. */
  known(start: number, length: number): number[] {
    return this.query.sort >= 0 ? (this.order ?? []).slice(start, start + length) : this.matched.slice(start, start + length);
  }

  /** Find all rows. */
  async find(allowed: Allowed): Promise<void> {
    while (!this.all && (await this.look(allowed)));
  }

  /** What there is in a column, in these rows. */
  async tell(column: number, allowed: Allowed): Promise<Told> {
    await this.find(allowed);
    const about = this.rows.columns[column]!;
    const counts = new Map<Cell, number>();
    const numbers: number[] = [];
    let [blank, more, rows] = [0, false, 0];
    await this.each([column], allowed, ([cells], places) => {
      for (const place of places) {
        const cell = cells![place] ?? null;
        rows++;
        if (cell === null || cell === "") {
          blank++;
          continue;
        }
        if (typeof cell === "number" && about.kind === "number") numbers.push(cell);
        const before = counts.get(cell);
        if (before !== undefined || counts.size < MOST_DIFFERENT) counts.set(cell, (before ?? 0) + 1);
        else more = true;
      }
    });
    const often = [...counts].sort((a, b) => b[1] - a[1]).slice(0, OFTEN)
      .map(([cell, count]) => ({ value: written(cell, about), rows: count }));
    return { rows, blank, different: counts.size, more, often, numbers: numbers.length ? summary(numbers) : undefined };
  }

  /** These rows as CSV (RFC 4180), in the order of the file. */
  async csv(allowed: Allowed): Promise<Blob> {
    await this.find(allowed);
    const columns = this.rows.columns;
    const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
    const parts = [`${columns.map((each) => quoted(each.name)).join(",")}\r\n`];
    await this.each(columns.map((_, at) => at), allowed, (cells, places) => {
      const lines: string[] = [];
      for (const place of places) lines.push(columns.map((each, at) => quoted(written(cells[at]![place], each))).join(","));
      if (lines.length) parts.push(`${lines.join("\r\n")}\r\n`);
    });
    return new Blob(parts, { type: "text/csv" });
  }

  private needed(): number[] {
    if (this.query.find) return this.rows.columns.map((_, at) => at);
    return [...new Set(this.query.where.map((each) => each.column))];
  }

  /** Look for rows in the next group; false where there is none. */
  private async look(allowed: Allowed): Promise<boolean> {
    const group = this.rows.groups[this.looked];
    if (!group) return false;
    allowed();
    const { where, find } = this.query;
    const spans = await this.spans(group);
    const columns = this.needed();
    const anywhere: Condition = { column: ALL, is: "has", value: find };
    for (const span of spans) {
      const cells = new Map(await Promise.all(columns.map(async (at) => [at, await this.rows.cells(at, span)] as const)));
      const tests = where.map((each) => [cells.get(each.column)!, tester(each, this.rows.columns[each.column]!)] as const);
      const found = find ? columns.map((at) => [cells.get(at)!, tester(anywhere, this.rows.columns[at]!)] as const) : [];
      for (let at = 0; at < span.to - span.from; at++) {
        if (tests.every(([column, test]) => test(column[at])) && (!find || found.some(([column, test]) => test(column[at])))) {
          this.matched.push(span.from + at);
        }
      }
    }
    this.looked++;
    return true;
  }

  /** Where in a group rows can be: all of it, or a few pages. */
  private async spans(group: Span): Promise<Span[]> {
    let pages: Span[] | undefined;
    for (const condition of this.query.where) {
      const column = this.rows.columns[condition.column]!;
      if (!["eq", "le", "ge"].includes(condition.is)) continue;
      const own = (await this.rows.pages(condition.column)).filter((page) => page.from >= group.from && page.to <= group.to);
      const left = own.filter((page) => possible(condition, column, page.low, page.high));
      pages = pages ? pages.filter((page) => left.some((each) => each.from === page.from && each.to === page.to)) : left;
    }
    if (!pages) return [group];
    const joined: Span[] = [];
    for (const page of pages) {
      const last = joined.at(-1);
      if (last?.to === page.from) last.to = page.to;
      else joined.push({ from: page.from, to: page.to });
    }
    const rows = joined.reduce((sum, each) => sum + each.to - each.from, 0);
    return rows && rows > SPARSE * (group.to - group.from) ? [group] : joined;
  }

  /** Every group with the places of these rows in it. */
  private async each(columns: number[], allowed: Allowed, take: (cells: ArrayLike<Cell>[], places: Iterable<number>, from: number) => void): Promise<void> {
    let at = 0;
    for (const group of this.rows.groups) {
      const places: number[] = [];
      if (!this.all) while (at < this.matched.length && this.matched[at]! < group.to) places.push(this.matched[at++]! - group.from);
      if (!this.all && !places.length) continue;
      allowed();
      const cells = await Promise.all(columns.map((column) => this.rows.cells(column, group)));
      take(cells, this.all ? Array(group.to - group.from).keys() : places, group.from);
    }
  }

  /** The numbers of the first rows of an order; blank cells come last, and rows with the same cell as they are. */
  private async ordered(length: number, allowed: Allowed): Promise<number[]> {
    const { sort, down } = this.query;
    const kind = this.rows.columns[sort]!.kind;
    const best = new Best(length, kind === "text", down);
    if (this.all && kind !== "text") {
      await this.ends(best, sort, down, allowed);
      if (best.rows.length === Math.min(length, this.rows.count)) return best.rows;
    }
    allowed(this.left); // all of it, or nothing would come of it
    await this.find(allowed);
    best.clear();
    const blank: number[] = [];
    await this.each([sort], allowed, ([cells], places, from) => {
      for (const place of places) {
        const cell = cells![place] ?? null;
        if (cell === null || cell === "") blank.push(from + place);
        else best.add(cell, from + place);
      }
    });
    return [...best.rows, ...blank].slice(0, length);
  }

  /** The first rows of a column of numbers or days, out of those pages alone that can have them. */
  private async ends(best: Best, column: number, down: boolean, allowed: Allowed): Promise<void> {
    const bound = (page: { low: Cell; high: Cell }): number => (down ? -(page.high as number) : (page.low as number));
    const pages = (await this.rows.pages(column)).filter((page) => page.low !== null);
    if (pages.some((page) => page.high === null)) return; // nothing is known of their ends
    pages.sort((a, b) => bound(a) - bound(b) || a.from - b.from);
    for (let at = 0; at < pages.length; at += TOGETHER) {
      const worst = best.worst;
      const next = pages.slice(at, at + TOGETHER).filter((page) =>
        worst === undefined || bound(page) < worst.key || (bound(page) === worst.key && page.from < worst.row));
      if (!next.length) return;
      allowed();
      const cells = await Promise.all(next.map((page) => this.rows.cells(column, page)));
      next.forEach((page, which) => {
        for (let place = 0; place < page.to - page.from; place++) {
          const cell = cells[which]![place] ?? null;
          if (cell !== null) best.add(cell, page.from + place);
        }
      });
    }
  }
}

interface Placed { cell: Cell; key: number; row: number }

/** The first few of many rows, by their cells. */
class Best {
  private kept: Placed[] = [];
  private limit: Placed | undefined;
  private readonly sign: number;
  private readonly compare: (a: Placed, b: Placed) => number;

  constructor(private readonly length: number, text: boolean, down: boolean) {
    const { compare } = new Intl.Collator(undefined, { numeric: true });
    const sign = (this.sign = down ? -1 : 1);
    this.compare = text
      ? (a, b) => sign * compare(a.cell as string, b.cell as string) || a.row - b.row
      : (a, b) => a.key - b.key || a.row - b.row;
  }

  add(cell: Cell, row: number): void {
    const one = { cell, key: typeof cell === "number" ? this.sign * cell : 0, row };
    if (this.limit && this.compare(one, this.limit) > 0) return;
    this.kept.push(one);
    if (this.kept.length >= 2 * this.length) this.trim();
  }

  /** The last of them, once there are enough. */
  get worst(): { key: number; row: number } | undefined {
    this.trim();
    return this.limit;
  }

  get rows(): number[] {
    this.trim();
    return this.kept.map((each) => each.row);
  }

  clear(): void {
    this.kept = [];
    this.limit = undefined;
  }

  private trim(): void {
    this.kept.sort(this.compare);
    this.kept.length = Math.min(this.kept.length, this.length);
    if (this.kept.length === this.length) this.limit = this.kept.at(-1);
  }
}

/** The next larger number that people count in: 1, 2 or 5 times a power of ten. */
function round(number: number): number {
  if (number <= 0) return 0;
  const power = 10 ** Math.floor(Math.log10(number));
  return power * ([1, 2, 5].find((each) => each * power >= number) ?? 10);
}

function summary(numbers: number[]): Numbers {
  const sorted = Float64Array.from(numbers).sort();
  const [low, high] = [sorted[0]!, sorted.at(-1)!];
  const middle = sorted.length >> 1;
  const median = sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
  const whole = numbers.every(Number.isInteger);
  const step = Math.max(round((high - low) / BINS), whole ? 1 : 0);
  const first = step ? Math.floor(low / step) : 0;
  const count = step ? Math.floor(high / step) - first + 1 : 1;
  const bins = Array.from({ length: count }, (_, at) => {
    const from = (first + at) * step;
    return { from, to: whole ? from + step - 1 : from + step, rows: 0 };
  });
  for (const number of sorted) bins[step ? Math.min(count - 1, Math.floor(number / step) - first) : 0]!.rows++;
  return { low, high, mean: sorted.reduce((sum, each) => sum + each, 0) / sorted.length, median, bins };
}
