// Pages kept on this device, where a reader asked for it on the page “Offline”; alerts are brought up to date on each visit.
import { copy, keep, keepable, shelf, type Shelf, since } from "./kept";
import { sayer } from "./words";

const FRESH = 15 * 60_000; // milliseconds for which alerts are not asked for again
const PAGES: Shelf[] = ["visited", "held"];
const root = new URL("../", import.meta.url).href; // of the site: scripts lie in a folder of it
const linked = (path: string): string => document.querySelector<HTMLAnchorElement>(`.nav a[href$="${path}"], .foot a[href$="${path}"]`)?.href ?? root + path;
const [about, alerts] = [linked("offline/"), linked("alerts/")]; // in the language of this page

const parsed = (html: string): Document => new DOMParser().parseFromString(html, "text/html");

/** Hold a page whatever is visited; what it says, where it could be loaded. */
async function hold(place: Cache, url: string): Promise<string> {
  const response = await fetch(url, { cache: "no-cache" });
  if (!keepable(response)) return "";
  await keep(place, url, response.clone());
  return response.text();
}

/** Hold the alerts, and the page that tells what is kept. */
async function refresh(): Promise<void> {
  const place = await shelf(root, "held");
  const held = await place.match(alerts);
  if (held && Date.now() - Date.parse(since(held)) < FRESH) return;
  const pages = parsed(await hold(place, alerts)).querySelectorAll<HTMLAnchorElement>(".entries h3 a");
  const listed = [...pages].map((link) => new URL(link.getAttribute("href")!, alerts).href);
  const wanted = [about, ...listed];
  await Promise.all(wanted.map((url) => hold(place, url)));
  const gone = (await place.keys()).filter(({ url }) => url !== alerts && !url.endsWith("/offline/") && !wanted.includes(url));
  await Promise.all(gone.map((key) => place.delete(key)));
}

/** Keep what this page is made with, which was loaded before anything was kept. */
async function parts(): Promise<void> {
  const place = await shelf(root, "parts");
  const loaded = performance.getEntriesByType("resource").map(({ name }) => name).filter((name) => name.startsWith(`${root}assets/`));
  await Promise.all([...new Set(loaded)].map(async (url) => {
    const response = await fetch(url);
    if (response.ok) await keep(place, url, response);
  }));
}

/** The page “Offline”: begin, see what is kept, end. */
async function manage(page: HTMLElement): Promise<void> {
  const [start, end] = [page.querySelector<HTMLButtonElement>("[data-start]")!, page.querySelector<HTMLButtonElement>("[data-end]")!];
  const [status, list, heading] = [page.querySelector("[role=status]")!, page.querySelector("ul.rows")!, page.querySelector("h2")!];
  const words = page.querySelector<HTMLTemplateElement>("#offline-words")!;
  const moments = new Intl.DateTimeFormat(words.dataset["locale"], { dateStyle: "long", timeStyle: "short" });
  const say = sayer(words);
  const show = async (): Promise<void> => {
    const on = (await navigator.serviceWorker.getRegistration(root)) !== undefined;
    [start.hidden, end.hidden] = [on, !on];
    const keys = on ? await Promise.all(PAGES.map(async (name) => (await shelf(root, name)).keys())) : [];
    const items = await Promise.all([...new Set(keys.flat().map(({ url }) => url))].map(async (url) => {
      const response = (await copy(root, url))!;
      const [kept, date] = [parsed(await response.text()), since(response)];
      const [item, link, when] = [document.createElement("li"), document.createElement("a"), document.createElement("span")];
      [link.href, link.textContent, when.textContent] = [url, kept.querySelector("h1")?.textContent ?? kept.title, say("since", { moment: moments.format(new Date(date)) })];
      if (kept.documentElement.lang !== document.documentElement.lang) link.lang = kept.documentElement.lang;
      item.append(link, when);
      return { item, date };
    }));
    items.sort((a, b) => b.date.localeCompare(a.date));
    heading.hidden = list.toggleAttribute("hidden", !items.length);
    list.replaceChildren(...items.map(({ item }) => item));
  };
  const act = (button: HTMLButtonElement, work: () => Promise<void>, done: string): void => button.addEventListener("click", async () => {
    status.textContent = say("working");
    try {
      await work();
      status.textContent = say(done);
    } catch {
      status.textContent = say("failed");
    }
    await show();
    (start.hidden ? end : start).focus();
  });
  act(start, async () => {
    await navigator.serviceWorker.register(`${root}service-worker.js`, { updateViaCache: "none" });
    await navigator.serviceWorker.ready;
    await Promise.all([parts(), refresh()]);
  }, "started");
  act(end, async () => {
    await (await navigator.serviceWorker.getRegistration(root))?.unregister();
    await Promise.all([...PAGES, "parts"].map((name) => caches.delete(`daylight ${root} ${name}`)));
  }, "ended");
  page.querySelector<HTMLElement>(".keeping")!.hidden = false;
  await show();
}

const page = document.getElementById("offline");
if (page) await manage(page);
if (navigator.serviceWorker.controller) await refresh().catch(() => undefined); // the line may be down
