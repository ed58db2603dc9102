// The page “Following”: choose, see what is new, find the own area, take the choice along.
import { choose, fits, following, MOST, remember } from "./chosen";
import { hand } from "./handing";
import { plain } from "./terms";
import { sayer } from "./words";

const page = document.getElementById("following")!;
const one = <T extends HTMLElement>(selector: string): T => page.querySelector<T>(selector)!;
const words = one<HTMLTemplateElement>("#following-words");
const say = sayer(words);
const root = new URL("../", location.href); // of this language
const top = new URL("../", import.meta.url); // of the site
const base = new URL(words.dataset["home"]!).pathname; // as feeds have it, also where this is a copy of the site elsewhere
const locale = words.dataset["locale"];
const moments = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeStyle: "short" });
const days = new Intl.DateTimeFormat(locale, { dateStyle: "long" });
const numbers = new Intl.NumberFormat(locale);
const SHOWN = 50;
const LATEST = 5;
const LOOKED = "daylight looked"; // of this tab: what was new stays so when the page is loaded again

interface Item {
  url: string;
  title: string;
  summary?: string;
  date_modified?: string;
  language?: string;
}

const made = <K extends keyof HTMLElementTagNameMap>(tag: K, text = "", ...below: (Node | string)[]): HTMLElementTagNameMap[K] => {
  const element = document.createElement(tag);
  if (text) element.textContent = text;
  element.append(...below);
  return element;
};

/** What an id is called: as this page says it, or as it was kept. */
const name = (id: string): string =>
  page.querySelector(`input[value="${id}"] + span`)?.textContent ?? following().chosen[id] ?? id.split("/").at(-1)!;

// What is new.
async function news(): Promise<void> {
  const [status, list] = [one("#news ~ [role=status]"), one<HTMLUListElement>(".news")];
  const ids = Object.keys(following().chosen);
  list.hidden = true;
  if (!ids.length) {
    status.textContent = say("nothing");
    return;
  }
  status.textContent = say("loading");
  const latest = new Map<string, Item>();
  const loaded = await Promise.allSettled(ids.map(async (id) => {
    const response = await fetch(new URL(`feeds/${id}/feed.json`, root));
    if (!response.ok) throw new Error(response.statusText);
    for (const item of ((await response.json()) as { items: Item[] }).items) {
      const known = latest.get(item.url); // in several feeds, or several times in one
      if (!known || (item.date_modified ?? "") > (known.date_modified ?? "")) latest.set(item.url, item);
    }
  }));
  if (String(Object.keys(following().chosen)) !== String(ids)) return; // chosen otherwise meanwhile
  const time = (item: Item): number => Date.parse(item.date_modified ?? "") || 0;
  const items = [...latest.values()].sort((a, b) => time(b) - time(a));
  const since = sessionStorage.getItem(LOOKED) ?? "";
  const fresh = since ? items.filter((item) => time(item) > Date.parse(since)) : [];
  const moment = since && moments.format(new Date(since));
  status.textContent = fresh.length ? say("new", { moment, count: numbers.format(fresh.length) }) : since ? say("none", { moment }) : say("first");
  if (loaded.some((each) => each.status === "rejected")) status.textContent += ` ${say("failed")}`;
  const shown = fresh.length ? fresh.slice(0, SHOWN) : items.slice(0, LATEST);
  list.replaceChildren(...shown.map((item) => {
    const link = made("a", item.title);
    link.href = new URL(new URL(item.url).pathname.slice(base.length), top).href;
    const summary = made("p", item.summary ?? "");
    if (item.language && item.language !== document.documentElement.lang) link.lang = summary.lang = item.language;
    const when = made("p", days.format(time(item)));
    when.className = "when";
    return made("li", "", when, made("div", "", made("h3", "", link), summary));
  }));
  list.hidden = !shown.length;
}
// What is chosen.
function box(id: string, called: string): HTMLLIElement {
  const input = made("input");
  [input.type, input.value, input.checked] = ["checkbox", id, id in following().chosen];
  return made("li", "", made("label", "", input, " ", made("span", called)));
}

function show(): void {
  const { chosen } = following();
  const others = Object.keys(chosen).filter((id) => !page.querySelector(`.choices:not(.places) input[value="${id}"]`));
  const list = one(".others ul");
  list.append(...others.map((id) => box(id, chosen[id]!)));
  one(".others").hidden = !list.children.length;
  for (const input of page.querySelectorAll<HTMLInputElement>(".choices input")) input.checked = input.value in chosen;
  const link = new URL(location.pathname, location.href);
  link.hash = `follow=${Object.keys(chosen).join(",")}`;
  one("#follow-link").textContent = link.href;
}

/** From now on, what comes later is new. */
const look = (): boolean => remember({ ...following(), seen: new Date().toISOString() });

function take(ids: string[], on: boolean): void {
  for (const id of ids) choose(id, name(id), on);
  look();
  show();
  void news();
}

page.addEventListener("change", (event) => {
  const input = event.target as HTMLInputElement;
  if (input.type === "checkbox") take([input.value], input.checked);
});

// The own area: only the file that is named after the first two characters is asked for.
interface Places {
  places: Record<string, string[]>;
  regions: Record<string, [name: string, parent: string]>;
}

one<HTMLFormElement>("form.area").addEventListener("submit", async (event) => {
  event.preventDefault();
  const [told, list] = [one(".told"), one(".places")];
  const key = plain(one<HTMLInputElement>("#place").value).replace(/[^\p{L}\p{N}]+/gu, "");
  const letters = [...key].slice(0, 2);
  list.hidden = true;
  if (letters.length < 2) {
    told.textContent = say("short");
    return;
  }
  const response = await fetch(new URL(`following/places/${letters.map((each) => each.codePointAt(0)!.toString(16)).join("-")}.json`, top));
  const { places, regions }: Places = response.ok ? ((await response.json()) as Places) : { places: {}, regions: {} };
  const exact = places[key];
  const near = Object.keys(places).filter((each) => each.startsWith(key) || (/\d/.test(key) && key.startsWith(each)));
  const found = new Set<string>();
  for (const region of exact ?? near.flatMap((each) => places[each]!)) {
    for (let id = region; id && !found.has(id); id = regions[id]?.[1] ?? "") found.add(id);
  }
  told.textContent = found.size ? say("found", { count: numbers.format(found.size) }) : say("unfound");
  list.replaceChildren(...[...found].slice(0, SHOWN).map((id) => {
    const called = page.querySelector(`fieldset input[value="regions/${id}"] + span`)?.textContent ?? regions[id]?.[0] ?? id;
    return box(`regions/${id}`, called);
  }));
  list.hidden = !found.size;
});

// Another device, a reader.
one("[data-opml]").addEventListener("click", () => {
  const opml = document.implementation.createDocument(null, "opml");
  const add = (parent: Element, tag: string, facts: Record<string, string> = {}, text = ""): Element => {
    const element = opml.createElement(tag);
    for (const [key, value] of Object.entries(facts)) element.setAttribute(key, value);
    element.textContent = text;
    return parent.appendChild(element);
  };
  opml.documentElement.setAttribute("version", "2.0");
  add(add(opml.documentElement, "head"), "title", {}, words.dataset["site"]);
  const body = add(opml.documentElement, "body");
  for (const id of Object.keys(following().chosen)) {
    add(body, "outline", { type: "rss", text: name(id), xmlUrl: new URL(`feeds/${id}/rss.xml`, root).href, htmlUrl: new URL(`${id}/`, root).href });
  }
  const text = `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(opml)}\n`;
  hand(new Blob([text], { type: "text/x-opml" }), "following.opml");
});

function bring(): void {
  const brought = new URLSearchParams(location.hash.slice(1)).get("follow")?.split(",") ?? [];
  const ids = [...new Set(brought)].filter((id) => fits(id) && !(id in following().chosen)).slice(0, MOST);
  const place = one(".brought");
  place.hidden = !ids.length;
  if (!ids.length) return;
  one(".brought p").textContent = say("brought", { names: ids.map(name).join(", ") });
  const done = (on: boolean) => (): void => {
    if (on) take(ids, true);
    history.replaceState(null, "", location.pathname);
    place.hidden = true;
    one("#news").focus();
  };
  one("[data-add]").onclick = done(true);
  one("[data-leave]").onclick = done(false);
}

const before = following();
if (remember(before)) {
  if (sessionStorage.getItem(LOOKED) === null) sessionStorage.setItem(LOOKED, before.seen);
  look();
  one(".choosing").hidden = false;
  addEventListener("hashchange", bring);
  bring();
  show();
  await news();
} else one(".cannot").hidden = false;
