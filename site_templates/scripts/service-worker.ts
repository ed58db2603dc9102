// Answers for the network where a reader asked to keep pages (`keeping.ts`): the network first, a copy where it fails or takes long.
import { copy, keep, keepable, shelf, since } from "./kept";

interface Asked extends Event { request: Request; respondWith(answer: Promise<Response>): void; waitUntil(work: Promise<unknown>): void }
interface Worker { registration: { scope: string }; skipWaiting(): Promise<void>; clients: { claim(): Promise<void> } }

const MOST = 50; // pages that are kept because they were visited
const PATIENCE = { page: 5000, part: 2000 }; // milliseconds after which a copy serves, though the network may still answer
const worker = self as unknown as Worker;
const scope = worker.registration.scope;

addEventListener("install", () => void worker.skipWaiting());
addEventListener("activate", (event) => (event as Asked).waitUntil(worker.clients.claim()));
addEventListener("fetch", (event) => {
  const asked = event as Asked;
  const { request } = asked;
  if (request.method !== "GET" || !request.url.startsWith(scope) || request.headers.has("Range")) return;
  if (request.mode === "navigate") asked.respondWith(page(asked));
  else if (request.url.startsWith(`${scope}assets/`)) asked.respondWith(part(asked));
});

async function page(asked: Asked): Promise<Response> {
  const { url } = asked.request;
  const loading = fetch(asked.request);
  asked.waitUntil(loading.then(async (response) => { if (keepable(response)) await visited(url, response.clone()); }).catch(() => undefined));
  const kept = await copy(scope, url);
  if (!kept) return loading.catch(elsewhere);
  const answer = loading.then((response) => (response.status < 500 ? response : undefined), () => undefined);
  return (await soon(answer, PATIENCE.page)) ?? marked(kept);
}

async function visited(url: string, response: Response): Promise<void> {
  const place = await shelf(scope, "visited");
  await keep(place, url, response);
  const keys = await place.keys();
  await Promise.all(keys.slice(0, Math.max(0, keys.length - MOST)).map((key) => place.delete(key)));
}

/** The pages about what is kept, in each language in which one was read. */
async function abouts(): Promise<Request[]> {
  return (await (await shelf(scope, "held")).keys()).filter(({ url }) => url.endsWith("/offline/"));
}

async function elsewhere(): Promise<Response> {
  const [about] = await abouts();
  return about ? Response.redirect(about.url) : Response.error();
}

/** A copy that says that it is one, and of when, in its own language where the words for it are held. */
async function marked(kept: Response): Promise<Response> {
  const html = await kept.text();
  const pages = await Promise.all((await abouts()).map(async ({ url }) => (await (await copy(scope, url))?.text()) ?? ""));
  const words = pages.find((each) => language(each) === language(html)) ?? pages[0] ?? "";
  const said = /data-say="copy">([^<]*)</.exec(words)?.[1] ?? "{moment}"; // escaped, as it was in its page
  const moments = new Intl.DateTimeFormat(/data-locale="([^"]*)"/.exec(words)?.[1], { dateStyle: "long", timeStyle: "short" });
  const note = `<div class="wrap"><p class="note copy" role="status">${said.replace("{moment}", moments.format(new Date(since(kept))))}</p></div>`;
  return new Response(html.replace("<main ", `${note}\n<main `), { headers: kept.headers });
}

const language = (html: string): string => /<html lang="([^"]*)"/.exec(html)?.[1] ?? "";

/** A style, a script or a font. */
async function part(asked: Asked): Promise<Response> {
  const { url } = asked.request;
  const place = await shelf(scope, "parts");
  const loading = fetch(asked.request);
  asked.waitUntil(loading.then(async (response) => { if (response.ok) await keep(place, url, response.clone()); }).catch(() => undefined));
  const kept = await place.match(url);
  return kept ? (await soon(loading.catch(() => undefined), PATIENCE.part)) ?? kept : loading;
}

const soon = <T>(answer: Promise<T | undefined>, patience: number): Promise<T | undefined> =>
  Promise.race([answer, new Promise<undefined>((resolve) => setTimeout(resolve, patience))]);
