// The page of results: what is typed and chosen is in its address, so that each search can be kept and sent.
import { type Facets, Index } from "./finding";
import { plain, terms } from "./terms";

const PER_PAGE = 10;
const FEW = 6;
const EXCERPT = 200;

const page = document.getElementById("search")!;
const by = <T extends HTMLElement>(id: string): T => document.getElementById(id) as T;
const [form, input, results, facetForm, status, list, more] = [
  by<HTMLFormElement>("search-form"), by<HTMLInputElement>("q"), by("results"), by<HTMLFormElement>("facets"),
  by("found"), by<HTMLOListElement>("hits"), by("more"),
] as const;
const index = new Index(page.dataset["index"]!);
const language = document.documentElement.lang;
const locale = page.dataset["locale"]!; // with the digits that all pages have
const numbers = new Intl.NumberFormat(locale);
const days = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" });
const moments = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeStyle: "short", timeZone: page.dataset["zone"]! });

const made = (id: string): HTMLElement =>
  (by<HTMLTemplateElement>(id).content.cloneNode(true) as DocumentFragment).firstElementChild as HTMLElement;
const words = by<HTMLTemplateElement>("words").content;
const word = (kind: string, id: string, otherwise = id): string =>
  [...words.querySelectorAll<HTMLElement>(`[data-${kind}]`)].find((each) => each.dataset[kind] === id)?.textContent ?? otherwise;
const say = (id: string, facts: Record<string, string> = {}): string =>
  word("say", id).replace(/\{(\w+)\}/g, (_, name: string) => facts[name] ?? "");

let shown = 0;
let places: number[] = [];
let matched: string[] = [];
let turn = 0;

function chosen(): Map<string, Set<string>> {
  const sets = new Map<string, Set<string>>();
  for (const [name, value] of new URLSearchParams(location.search)) {
    if (name === "q") continue;
    sets.set(name, (sets.get(name) ?? new Set()).add(value));
  }
  return sets;
}

/** Whether something is among what was chosen of each facet, but for the one called `except`. */
function passes(blocks: Facets[], size: number, place: number, wanted: Map<string, Set<string>>, except = ""): boolean {
  const facets = blocks[Math.floor(place / size)]!;
  for (const [name, values] of wanted) {
    const facet = facets[name];
    if (!facet || name === except) continue;
    if (!facet.of[place % size]!.some((at) => values.has(facet.values[at]![0]))) return false;
  }
  return true;
}

function count(blocks: Facets[], size: number, all: number[], wanted: Map<string, Set<string>>): void {
  const focused = document.activeElement instanceof HTMLInputElement ? document.activeElement.dataset["key"] : "";
  const open = new Set([...facetForm.querySelectorAll<HTMLElement>("[data-open]")].map((each) => each.dataset["open"]));
  facetForm.replaceChildren();
  for (const name of ["kind", "agency", "topic", "region", "year", "format"]) {
    const counts = new Map<string, number>();
    const names = new Map<string, string>();
    for (const place of all) {
      if (!passes(blocks, size, place, wanted, name)) continue;
      const facet = blocks[Math.floor(place / size)]![name];
      for (const at of facet?.of[place % size] ?? []) {
        const [value, label] = facet!.values[at]!;
        counts.set(value, (counts.get(value) ?? 0) + 1);
        names.set(value, label);
      }
    }
    const picked = wanted.get(name) ?? new Set();
    for (const value of picked) if (!counts.has(value)) counts.set(value, 0);
    if (counts.size < 2 && !picked.size) continue;
    const set = made("facet");
    set.querySelector("legend")!.textContent = word("facet", name);
    const rows = [...counts].sort((a, b) => Number(picked.has(b[0])) - Number(picked.has(a[0])) ||
      (name === "year" ? (a[0] < b[0] ? 1 : -1) : b[1] - a[1] || (a[0] < b[0] ? -1 : 1)));
    rows.forEach(([value, number], row) => {
      const choice = made("choice");
      const box = choice.querySelector("input")!;
      box.name = name;
      box.value = value;
      box.checked = picked.has(value);
      box.dataset["key"] = `${name}=${value}`;
      choice.children[1]!.textContent = word(name, value, name === "kind" ? value : names.get(value));
      choice.children[2]!.textContent = `(${numbers.format(number)})`;
      choice.hidden = row >= FEW && !open.has(name) && !box.checked;
      set.querySelector("div")!.append(choice);
    });
    const button = set.querySelector("button")!;
    button.hidden = rows.length <= FEW || open.has(name);
    if (open.has(name)) set.dataset["open"] = name;
    button.addEventListener("click", () => {
      set.dataset["open"] = name;
      set.querySelectorAll<HTMLElement>("label").forEach((label) => (label.hidden = false));
      button.hidden = true;
      set.querySelectorAll("input")[FEW]!.focus();
    });
    facetForm.append(set);
  }
  if (wanted.size) {
    const clear = document.createElement("a");
    clear.href = `?${new URLSearchParams({ q: input.value })}`;
    clear.textContent = say("clear");
    facetForm.append(clear);
  }
  if (focused) [...facetForm.querySelectorAll("input")].find((box) => box.dataset["key"] === focused)?.focus();
}

/** The words around the first match, with all matches marked. */
function excerpt(parts: (string | undefined)[], into: HTMLElement): void {
  const text = parts.filter(Boolean).join(" … ");
  const starts: [number, number][] = [];
  for (const found of text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
    const own = plain(found[0]);
    if (matched.some((term) => own === term || (term.length > 2 && own.startsWith(term)))) {
      starts.push([found.index, found.index + found[0].length]);
    }
  }
  const first = starts[0]?.[0] ?? 0;
  let begin = first > EXCERPT / 2 ? text.lastIndexOf(" ", first - EXCERPT / 3) + 1 : 0;
  let end = Math.min(text.length, begin + EXCERPT);
  if (end < text.length) end = Math.max(text.lastIndexOf(" ", end), begin + 1);
  if (begin) into.append("… ");
  for (const [from, to] of starts.filter(([from, to]) => from >= begin && to <= end)) {
    into.append(text.slice(begin, from));
    const mark = document.createElement("mark");
    mark.textContent = text.slice(from, to);
    into.append(mark);
    begin = to;
  }
  into.append(text.slice(begin, end), end < text.length ? " …" : "");
}

async function show(): Promise<void> {
  const here = places.slice(shown, shown + PER_PAGE);
  const [things, about, blocks] = await Promise.all([index.things(here), index.about(), index.facets()]);
  const first = shown;
  for (const [row, thing] of things.entries()) {
    const agencies = blocks[Math.floor(here[row]! / about.facets)]!["agency"];
    const agency = agencies?.values[agencies.of[here[row]! % about.facets]![0]!];
    const hit = made("hit");
    const link = hit.querySelector("a")!;
    const said = thing.wordings?.[language];
    const spoken = said ? language : thing.language || page.dataset["language"]!;
    link.href = page.dataset["site"]! + thing.path;
    link.textContent = said?.[0] ?? thing.title;
    for (const part of spoken === language ? [] : hit.querySelectorAll<HTMLElement>("h3, .excerpt")) {
      part.lang = spoken;
      part.dir = "auto";
    }
    hit.querySelector(".when")!.textContent = thing.date ? days.format(new Date(thing.date)) : "";
    excerpt(said ? [said[1]] : [thing.summary, thing.text], hit.querySelector<HTMLElement>(".excerpt")!);
    const facts = [agency ? word("agency", ...agency) : "", word("kind", thing.kind)];
    if (thing.expires) {
      const until = new Date(thing.expires);
      facts.push(say(until.getTime() > Date.now() ? "until" : "ended", { moment: moments.format(until) }));
    }
    hit.querySelector(".meta")!.textContent = `${facts.filter(Boolean).join(". ")}.`;
    list.append(hit);
  }
  shown += things.length;
  more.hidden = shown >= places.length;
  if (first) list.children[first]?.querySelector("a")?.focus();
}

async function run(): Promise<void> {
  const mine = ++turn;
  const query = input.value.trim();
  const wanted = chosen();
  if (!query && !wanted.size) {
    results.hidden = true;
    return;
  }
  try {
    const about = await index.about();
    const [found, blocks] = await Promise.all([query ? index.find(terms(query)) : undefined, index.facets()]);
    if (mine !== turn) return; // something else was typed since
    const all = found
      ? [...found.scores].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([place]) => place)
      : Array.from({ length: about.count }, (_, place) => place);
    matched = found ? [...found.matched] : [];
    places = all.filter((place) => passes(blocks, about.facets, place, wanted));
    count(blocks, about.facets, all, wanted);
    shown = 0;
    list.replaceChildren();
    results.hidden = false;
    await show();
    const facts = { query, count: numbers.format(places.length), words: found?.near.join(", ") ?? "" };
    const told = [say(!places.length ? "none" : !query ? "all" : places.length === 1 ? "one" : "many", facts)];
    if (places.length && found?.near.length) told.unshift(say("near", facts));
    else if (places.length && found?.some) told.unshift(say("some"));
    status.textContent = told.join(" ");
  } catch {
    results.hidden = false;
    status.textContent = say("failed");
  }
}

function go(change: URLSearchParams): void {
  history.replaceState(null, "", change.size ? `?${change}` : location.pathname);
  void run();
}

function asked(): URLSearchParams {
  const query = new URLSearchParams();
  if (input.value.trim()) query.set("q", input.value.trim());
  for (const box of facetForm.querySelectorAll<HTMLInputElement>("input:checked")) query.append(box.name, box.value);
  return query;
}

// Where there is room, the filters stand beside what is found; on a phone they are behind a button.
const wide = matchMedia("(min-width: 60rem)");
const narrow = by<HTMLDetailsElement>("narrow");
const fit = (): void => void (narrow.open = wide.matches);
wide.addEventListener("change", fit);
fit();

let waiting = 0;
input.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = window.setTimeout(() => go(asked()), 250);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(waiting);
  history.pushState(null, "", location.href);
  go(asked());
});
facetForm.addEventListener("change", () => go(asked()));
facetForm.addEventListener("submit", (event) => event.preventDefault());
more.querySelector("button")!.addEventListener("click", () => void show());
const read = (): void => {
  input.value = new URLSearchParams(location.search).get("q") ?? "";
  void run();
};
addEventListener("popstate", read);
read();

export {};
