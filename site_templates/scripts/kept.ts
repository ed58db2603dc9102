// Where pages are kept on a reader's device, and how: shared by the page and the worker that answers for it.

/** The pages last visited; what is held whatever is visited; what pages are made with. */
export type Shelf = "visited" | "held" | "parts";

const KEPT = "X-Kept";

/** A shelf of the site whose root is `scope`: sites that share an origin do not share shelves. */
export const shelf = (scope: string, name: Shelf): Promise<Cache> => caches.open(`daylight ${scope} ${name}`);

/** An address without what a script made of it: each search is the same page. */
export const address = (url: string): string => url.replace(/[?#].*$/, "");

/** When the site sent a response that is kept (ISO 8601, UTC). */
export const since = (response: Response): string => response.headers.get(KEPT) ?? "";

/** Keep a page or a part of one, with the time; the browser may have had it for longer than this moment. */
export async function keep(place: Cache, url: string, response: Response): Promise<void> {
  const headers = new Headers(response.headers);
  const sent = headers.get("Date");
  headers.set(KEPT, (sent ? new Date(sent) : new Date()).toISOString());
  const key = address(url);
  await place.delete(key); // so that what was kept last is last
  await place.put(key, new Response(await response.blob(), { headers }));
}

/** The newest copy of a page, if there is one. */
export async function copy(scope: string, url: string): Promise<Response | undefined> {
  const key = address(url);
  const copies = await Promise.all((["visited", "held"] as const).map(async (name) => (await shelf(scope, name)).match(key)));
  return copies.filter((each) => each !== undefined).sort((a, b) => since(b).localeCompare(since(a)))[0];
}

/** Whether a response is a page that can be kept. */
export const keepable = (response: Response): boolean =>
  response.ok && !response.redirected && (response.headers.get("Content-Type") ?? "").startsWith("text/html");
