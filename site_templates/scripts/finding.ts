// Finds things in the index that generator/rendering/search/index.py writes; loads only the files that a query needs.
import { distance } from "./terms";

export interface Facet {
  values: [string, string][];
  of: number[][];
}
export type Facets = Record<string, Facet>;
export interface Thing {
  title: string;
  path: string;
  kind: string;
  agency?: string;
  date?: string;
  summary?: string;
  text?: string;
  language?: string;
  severity?: string;
  expires?: string;
  wordings?: Record<string, [string, string]>;
}
interface About {
  count: number;
  postings: string[];
  letters: string;
  facets: number;
  entries: number;
}
type Postings = Record<string, number[]>;
export interface Found {
  scores: Map<number, number>;
  /** Terms of the index that were taken for what was typed. */
  matched: string[];
  /** Those among them that are only near it. */
  near: string[];
  /** Whether only some of the words are in what was found. */
  some: boolean;
}

const BESIDE = 0.6; // of a term that begins with a word which is a term itself
const INSTEAD = 0.9; // of a term that is taken for a word which is none
const SHORT = 4;
const MOST_TERMS = 60;
const MOST_NEAR = 12;

export class Index {
  #about?: Promise<About>;
  #loaded = new Map<string, Promise<unknown>>();

  constructor(private readonly root: string) {}

  #load<T>(name: string, as: "json" | "text" = "json"): Promise<T> {
    let loading = this.#loaded.get(name);
    if (!loading) {
      loading = fetch(this.root + name).then((answer) => {
        if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
        return answer[as]();
      });
      loading.catch(() => this.#loaded.delete(name));
      this.#loaded.set(name, loading);
    }
    return loading as Promise<T>;
  }

  about(): Promise<About> {
    return (this.#about ??= this.#load<About>("index.json"));
  }

  async facets(): Promise<Facets[]> {
    const about = await this.about();
    const blocks = Math.ceil(about.count / about.facets);
    return Promise.all(Array.from({ length: blocks }, (_, block) => this.#load<Facets>(`facets/${block}.json`)));
  }

  async things(places: number[]): Promise<Thing[]> {
    const about = await this.about();
    return Promise.all(
      places.map(async (place) => {
        const shard = await this.#load<Thing[]>(`entries/${Math.floor(place / about.entries)}.json`);
        return shard[place % about.entries]!;
      }),
    );
  }

  /** Files of postings from the one in which `from` would be to the one in which what begins with it ends. */
  async #postings(from: string, all: boolean): Promise<Postings> {
    const { postings: firsts } = await this.about();
    let low = 0;
    let high = firsts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (firsts[middle]! <= from) low = middle + 1;
      else high = middle;
    }
    const first = Math.max(0, low - 1);
    let last = first;
    while (all && last + 1 < firsts.length && last - first < 2 && firsts[last + 1]!.startsWith(from)) last++;
    const shards = [];
    for (let shard = first; shard <= last; shard++) shards.push(this.#load<Postings>(`postings/${shard}.json`));
    return Object.assign({}, ...(await Promise.all(shards)));
  }

  /** Terms that are a slip away from `word`: they begin with one of its first two letters. */
  async #near(word: string): Promise<string[]> {
    const { letters } = await this.about();
    const known = new Set(letters);
    const firsts = [...new Set([...word].slice(0, 2))].filter((letter) => known.has(letter));
    const lists = await Promise.all(
      firsts.map((letter) => this.#load<string>(`terms/${letter.codePointAt(0)!.toString(16)}.txt`, "text")),
    );
    const most = word.length > 7 ? 2 : 1;
    const found: [number, string][] = [];
    for (const term of lists.join("\n").split("\n")) {
      const slips = distance(word, term, most);
      if (slips <= most) found.push([slips, term]);
    }
    return found.sort((a, b) => a[0] - b[0] || (a[1] < b[1] ? -1 : 1)).map(([, term]) => term).slice(0, MOST_NEAR);
  }

  async #scores(word: string, count: number): Promise<{ scores: Map<number, number>; terms: string[]; near: string[] }> {
    const found = await this.#postings(word, true);
    let terms = Object.keys(found)
      .filter((term) => term.startsWith(word))
      .sort((a, b) => a.length - b.length)
      .slice(0, MOST_TERMS);
    let near: string[] = [];
    if (!terms.length && word.length >= SHORT) {
      near = await this.#near(word);
      for (const term of near) Object.assign(found, await this.#postings(term, false));
      terms = near;
    }
    const scores = new Map<number, number>();
    for (const term of terms) {
      const list = found[term];
      if (!list) continue;
      const rare = Math.log(1 + count / (list.length / 2));
      const share = term === word ? 1 : word in found ? BESIDE : INSTEAD;
      let place = 0;
      for (let at = 0; at < list.length; at += 2) {
        place += list[at]!;
        const score = share * rare * list[at + 1]!;
        scores.set(place, Math.max(scores.get(place) ?? 0, score));
      }
    }
    return { scores, terms, near };
  }

  /** What has all the words, or else what has most of them. Each word counts by how rare it is and where it stands. */
  async find(words: string[]): Promise<Found> {
    const { count } = await this.about();
    const each = await Promise.all([...new Set(words)].map((word) => this.#scores(word, count)));
    const sums = new Map<number, number>();
    const hits = new Map<number, number>();
    for (const { scores } of each) {
      for (const [place, score] of scores) {
        sums.set(place, (sums.get(place) ?? 0) + score);
        hits.set(place, (hits.get(place) ?? 0) + 1);
      }
    }
    const most = Math.max(0, ...hits.values());
    for (const [place, number] of hits) if (number < most) sums.delete(place);
    return {
      scores: sums,
      matched: each.flatMap(({ terms }) => terms),
      near: each.flatMap(({ near }) => near.slice(0, 3)),
      some: most > 0 && most < each.length,
    };
  }
}
