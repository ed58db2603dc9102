// What readers ask of a table in SQL. Runs in the worker, and is loaded only when somebody asks.
import { type AsyncDataSource, type AsyncRow, executeSql, type ScanOptions, type SqlPrimitive } from "squirreling";
import { type Allowed, written } from "./asking";
import type { Cell, Column, Rows } from "./parquet";

export interface Result { columns: string[]; rows: string[][]; more: boolean }

const MOST = 500; // rows of an answer
const FIRST = 512; // rows that are loaded at first, for answers that need few; then each time more, up to a group
const FASTER = 8;

/** Told with the engine's own words where a query is not SQL, or asks for what is not there. */
export class Misunderstood extends Error {}

/** Reads a table for the engine, and remembers which of its columns were asked for and what went wrong on the way. */
class Source implements AsyncDataSource {
  readonly columns: string[];
  readonly numRows: number;
  readonly touched = new Set<number>();
  problem: unknown;

  constructor(private readonly rows: Rows, private readonly allowed: Allowed) {
    this.columns = rows.columns.map((each) => each.name);
    this.numRows = rows.count;
  }

  scan({ columns = this.columns }: ScanOptions) {
    return { rows: () => this.read(columns), appliedWhere: false, appliedLimitOffset: false };
  }

  private async *read(names: string[]): AsyncGenerator<AsyncRow> {
    const places = names.map((name) => this.columns.indexOf(name));
    places.forEach((place) => this.touched.add(place));
    let length = FIRST;
    for (const group of this.rows.groups) {
      for (let from = group.from; from < group.to; ) {
        const to = Math.min(from + length, group.to);
        const cells = await this.load(places, from, to);
        for (let row = 0; row < to - from; row++) {
          const resolved: Record<string, SqlPrimitive> = {};
          names.forEach((name, at) => (resolved[name] = cells[at]![row]!));
          yield { columns: names, resolved, cells: lazily(names, resolved) };
        }
        from = to;
        length *= FASTER;
      }
    }
  }

  private async load(places: number[], from: number, to: number): Promise<ArrayLike<SqlPrimitive>[]> {
    try {
      this.allowed();
      return await Promise.all(places.map(async (place) => plain(await this.rows.cells(place, { from, to }), this.rows.columns[place]!)));
    } catch (problem) {
      this.problem = problem;
      throw problem;
    }
  }
}

function lazily(names: string[], resolved: Record<string, SqlPrimitive>): AsyncRow["cells"] {
  return Object.fromEntries(names.map((name) => [name, () => Promise.resolve(resolved[name] ?? null)]));
}

/** Days as ISO writes them, which are in the same order; all else as it is. */
function plain(cells: ArrayLike<Cell>, column: Column): ArrayLike<SqlPrimitive> {
  return column.kind === "date" ? Array.from(cells, (cell) => (cell === null ? null : written(cell, column))) : cells;
}

function shown(value: SqlPrimitive | undefined): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "number") return String(Number(value.toPrecision(15)));
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/**
 * The first rows of the answer to a query of one table.
 *
 * What it costs to answer all of it is told to `cost`, in bytes, about, whatever comes of it.
 */
export async function answered(rows: Rows, table: string, query: string, allowed: Allowed, cost: (bytes: number) => void): Promise<Result> {
  const source = new Source(rows, allowed);
  try {
    const { columns, rows: found } = executeSql({ tables: { [table]: source }, query });
    const answer: Result = { columns, rows: [], more: false };
    for await (const { cells } of found()) {
      if (answer.rows.length === MOST) {
        answer.more = true;
        break;
      }
      answer.rows.push(await Promise.all(columns.map(async (name) => shown(await cells[name]?.()))));
    }
    return answer;
  } catch (problem) {
    if (source.problem) throw source.problem;
    throw new Misunderstood((problem as Error).message);
  } finally {
    cost([...source.touched].reduce((sum, place) => sum + rows.weight(place), 0));
  }
}
