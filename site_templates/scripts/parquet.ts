// A table's Parquet file, of which only the byte ranges are loaded that are asked for. Runs in a worker.
import {
  type AsyncBuffer, type FileMetaData, type ParquetScan, parquetMetadataAsync, parquetScan, parquetSchema, readColumnIndex,
} from "hyparquet";

/** What a cell holds: days since 1970 in a column of dates. */
export type Cell = number | string | null;
export interface Column { name: string; label: string; kind: "text" | "number" | "date"; unit?: string; digits?: number; year?: boolean }
/** Rows of which one column can be read apart from the others: `from` to before `to`. */
export interface Span { from: number; to: number }
export interface Page extends Span { low: Cell; high: Cell }

export const BLOCK = 512; // rows of a page, as generator/deriving/rows_files.py writes them
const SMALL = 250_000; // a file that costs no more than its parts, all in all
const KEPT = 64_000_000; // bytes that are remembered

const BEARABLE = 2_000_000; // bytes of a file that is taken whole from a server that cannot send parts

/** Told instead of loading all of a larger file from such a server. */
export class NoRanges extends Error {}

class Ranges implements AsyncBuffer {
  spent = 0;
  private readonly known = new Map<string, Promise<ArrayBuffer>>();
  private kept = 0;
  private whole: Promise<ArrayBuffer> | undefined;
  private readonly held: { from: number; to: number; bytes: Promise<ArrayBuffer> }[] = [];

  constructor(readonly url: string, readonly byteLength: number) {}

  async slice(from: number, to = this.byteLength): Promise<ArrayBuffer> {
    if (this.byteLength <= SMALL) this.whole ??= this.load();
    if (this.whole) return (await this.whole).slice(from, to);
    const around = this.held.find((each) => from >= each.from && to <= each.to);
    if (around) return (await around.bytes).slice(from - around.from, to - around.from);
    const key = `${from}-${to}`;
    const known = this.known.get(key);
    if (known) return known;
    const loading = this.load(from, to);
    this.known.set(key, loading);
    loading.catch(() => this.known.delete(key));
    for (this.kept += to - from; this.kept > KEPT; ) {
      const [oldest] = this.known.keys();
      const [begin, end] = oldest!.split("-").map(Number) as [number, number];
      this.kept -= end - begin;
      this.known.delete(oldest!);
    }
    return loading;
  }

  /** Load a range now, parts of which will be asked for. */
  hold(from: number, to: number): void {
    if (this.whole || this.byteLength <= SMALL || this.held.some((each) => from >= each.from && to <= each.to)) return;
    const bytes = this.load(from, to);
    bytes.catch(() => this.held.splice(0));
    this.held.push({ from, to, bytes });
  }

  private async load(from?: number, to?: number): Promise<ArrayBuffer> {
    const part = from !== undefined && to !== undefined;
    // Past the browser's own cache, which lets through only one request at a time for parts of a file.
    const answer = await fetch(this.url, part ? { cache: "no-store", headers: { Range: `bytes=${from}-${to - 1}` } } : {});
    if (!answer.ok) throw new Error(`${answer.status}`);
    const whole = part && answer.status !== 206;
    if (whole && this.byteLength > BEARABLE) {
      await answer.body?.cancel();
      throw new NoRanges();
    }
    const bytes = await answer.arrayBuffer();
    this.spent += bytes.byteLength;
    if (whole) this.whole = Promise.resolve(bytes);
    return whole ? bytes.slice(from, to) : bytes;
  }
}

export class Rows {
  readonly groups: Span[] = [];
  private readonly pagesOf = new Map<number, Promise<Page[]>>();

  private constructor(
    private readonly file: Ranges, private readonly metadata: FileMetaData, private readonly scan: ParquetScan,
    readonly columns: Column[], readonly count: number,
  ) {
    let from = 0;
    for (const group of metadata.row_groups) this.groups.push({ from, to: (from += Number(group.num_rows)) });
  }

  static async open(url: string, size: number, footer: number): Promise<Rows> {
    const file = new Ranges(url, size);
    const parsers = { dateFromDays: (days: number) => days as unknown as Date };
    const metadata = await parquetMetadataAsync(file, { parsers, initialFetchSize: footer });
    const told = metadata.key_value_metadata?.find((each) => each.key === "daylight")?.value;
    const scan = await parquetScan({ file, metadata, parsers, useOffsetIndex: true });
    return new Rows(file, metadata, scan, JSON.parse(told ?? "[]") as Column[], Number(metadata.num_rows));
  }

  /** Bytes that were loaded so far. */
  get spent(): number {
    return this.file.spent;
  }

  /** Bytes of a column, from one group of rows on. */
  weight(column: number, from = 0): number {
    const groups = this.metadata.row_groups.slice(from);
    return groups.reduce((sum, group) => sum + Number(group.columns[column]!.meta_data!.total_compressed_size), 0);
  }

  /** The cells of one column in rows of one group. */
  async cells(column: number, { from, to }: Span): Promise<ArrayLike<Cell>> {
    const name = parquetSchema(this.metadata).children[column]!.element.name;
    return (await this.scan.readColumn({ column: name, rowStart: from, rowEnd: to })) as ArrayLike<Cell>;
  }

  /** All rows asked for, each as its cells. They may lie anywhere; those near each other are loaded together. */
  async rows(numbers: readonly number[]): Promise<Cell[][]> {
    const spans = new Map<string, Span>();
    const at = (row: number): string => {
      const group = this.groups.findIndex((each) => row < each.to);
      return `${group}.${Math.floor((row - this.groups[group]!.from) / BLOCK)}`;
    };
    for (const row of numbers) {
      const key = at(row);
      const span = spans.get(key);
      spans.set(key, { from: Math.min(row, span?.from ?? row), to: Math.max(row + 1, span?.to ?? 0) });
    }
    // The offsets of all pages of a group lie side by side: they are loaded at once, not column by column.
    for (const group of new Set([...spans.keys()].map((key) => parseInt(key)))) {
      const chunks = this.metadata.row_groups[group]!.columns;
      const [first, last] = [chunks[0]!, chunks.at(-1)!];
      if (!first.offset_index_offset || !last.offset_index_offset || !last.offset_index_length) continue;
      this.file.hold(Number(first.offset_index_offset), Number(last.offset_index_offset) + last.offset_index_length);
    }
    const found = new Map<string, ArrayLike<Cell>[]>();
    await Promise.all([...spans].map(async ([key, span]) =>
      found.set(key, await Promise.all(this.columns.map((_, column) => this.cells(column, span))))));
    return numbers.map((row) => {
      const key = at(row);
      return found.get(key)!.map((cells) => cells[row - spans.get(key)!.from] ?? null);
    });
  }

  /** The pages of a column, with their lowest and highest cells; null where all are blank. */
  pages(column: number): Promise<Page[]> {
    const known = this.pagesOf.get(column) ?? this.indexed(column);
    this.pagesOf.set(column, known);
    return known;
  }

  private async indexed(column: number): Promise<Page[]> {
    const element = parquetSchema(this.metadata).children[column]!.element;
    const parsers = { dateFromDays: (days: number) => days as unknown as Date };
    const groups = await Promise.all(this.metadata.row_groups.map(async (group, at) => {
      const chunk = group.columns[column]!;
      const { from, to } = this.groups[at]!;
      if (!chunk.column_index_offset || !chunk.column_index_length) return [{ from, to, low: null, high: null }];
      const begin = Number(chunk.column_index_offset);
      const bytes = await this.file.slice(begin, begin + chunk.column_index_length);
      const index = readColumnIndex({ view: new DataView(bytes), offset: 0 }, element, parsers);
      const every = index.null_pages.length === Math.ceil((to - from) / BLOCK);
      if (!every) return [{ from, to, low: index.min_values[0] as unknown as Cell, high: null }]; // pages of other lengths
      return index.null_pages.map((blank, page) => ({
        from: from + page * BLOCK,
        to: Math.min(from + (page + 1) * BLOCK, to),
        low: blank ? null : (index.min_values[page] as unknown as Cell),
        high: blank ? null : (index.max_values[page] as unknown as Cell),
      }));
    }));
    return groups.flat();
  }
}
