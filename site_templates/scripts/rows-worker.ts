// Reads a table and answers what readers ask of it, apart from the page, which stays quick.
import { type Allowed, Asked, type Query, type Told, written } from "./asking";
import { type Column, NoRanges, Rows } from "./parquet";
import type { Result } from "./sql";

/** What the page asks. Bytes past `allowed` are not loaded without asking again. */
export type Ask = { id: number; allowed: number } & (
  | { kind: "open"; url: string; size: number; footer: number }
  | { kind: "page"; query: Query; start: number; length: number }
  | { kind: "count"; query: Query }
  | { kind: "tell"; query: Query; column: number }
  | { kind: "save"; query: Query }
  | { kind: "sql"; table: string; query: string }
);
/** Rows that are known, and how many bytes, about, it takes to know all. */
export interface Known { rows: number; all: boolean; looked: number; left: number }
export type Answer = { id: number } & (
  | { kind: "opened"; columns: Column[]; weights: number[]; rows: number }
  | { kind: "page"; numbers: number[]; cells: string[][]; paused: boolean; known: Known }
  | { kind: "known"; known: Known }
  | { kind: "counted"; known: Known; paused: boolean }
  | { kind: "told"; told: Told | undefined; known: Known }
  | { kind: "saved"; file: Blob | undefined; known: Known }
  | { kind: "result"; result: Result | undefined; misunderstood: string; left: number }
  | { kind: "failed"; ranges: boolean }
);

class Paused extends Error {}
class Superseded extends Error {}

let rows: Rows;
let asked: Asked | undefined;
let latest = 0;

const answer = (message: Answer): void => postMessage(message);

function known(): Known {
  const { rows: found, all, looked } = asked!.count;
  return { rows: found, all, looked, left: asked!.left };
}

/** Ends what is being done when it has cost too much or when something else was asked since. */
function limit(ask: Ask): Allowed {
  const start = rows.spent;
  return (more = 0) => {
    if (latest !== ask.id) throw new Superseded();
    if (rows.spent - start + more > ask.allowed) throw new Paused();
    if (asked && !asked.count.all) answer({ id: ask.id, kind: "known", known: known() });
  };
}

/** What comes of some work, or nothing where it was paused. */
async function within<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (problem) {
    if (problem instanceof Paused) return undefined;
    throw problem;
  }
}

async function reply(ask: Ask): Promise<void> {
  const { id } = ask;
  if (ask.kind === "open") {
    rows = await Rows.open(ask.url, ask.size, ask.footer);
    return answer({ id, kind: "opened", columns: rows.columns, weights: rows.columns.map((_, at) => rows.weight(at)), rows: rows.count });
  }
  if (ask.kind === "sql") return answer(await answerSql(ask));
  if (!asked || JSON.stringify(asked.query) !== JSON.stringify(ask.query)) asked = new Asked(rows, ask.query);
  const mine = asked;
  const allowed = limit(ask);
  if (ask.kind === "page") {
    const found = await within(mine.page(ask.start, ask.length, allowed));
    const numbers = found ?? mine.known(ask.start, ask.length);
    const cells = (await rows.rows(numbers)).map((row) => row.map((cell, at) => written(cell, rows.columns[at]!)));
    if (latest === id) answer({ id, kind: "page", numbers, cells, paused: !found, known: known() });
  } else if (ask.kind === "count") {
    const found = await within(mine.find(allowed).then(() => true));
    if (latest === id) answer({ id, kind: "counted", known: known(), paused: !found });
  } else if (ask.kind === "tell") {
    answer({ id, kind: "told", told: await within(mine.tell(ask.column, allowed)), known: known() });
  } else {
    answer({ id, kind: "saved", file: await within(mine.csv(allowed)), known: known() });
  }
}

async function answerSql(ask: Extract<Ask, { kind: "sql" }>): Promise<Answer> {
  const { answered, Misunderstood } = await import("./sql");
  const told = { id: ask.id, kind: "result" as const, result: undefined, misunderstood: "", left: 0 };
  let left = 0;
  try {
    const result = await within(answered(rows, ask.table, ask.query, limit(ask), (bytes) => (left = bytes)));
    return { ...told, result, left };
  } catch (problem) {
    if (problem instanceof Misunderstood) return { ...told, misunderstood: problem.message };
    throw problem;
  }
}

onmessage = async ({ data }: MessageEvent<Ask>) => {
  latest = data.id;
  try {
    await reply(data);
  } catch (problem) {
    if (!(problem instanceof Superseded)) answer({ id: data.id, kind: "failed", ranges: !(problem instanceof NoRanges) });
  }
};
