// What a reader follows: kept on the device under the address of the site, and told to nobody.
const root = new URL("../", import.meta.url).href; // of the site: scripts lie in a folder of it
const KEY = `daylight ${root} following`;
const FIT = /^(?:(?:topics|agencies|regions)\/[a-z0-9-]+|datasets\/[a-z0-9-]+\/[a-z0-9-]+)$/;
export const MOST = 200;

export interface Following {
  /** Folder of the feeds below that of all feeds, without slashes around it, and what it is called. */
  chosen: Record<string, string>;
  /** When the reader last looked: ISO. */
  seen: string;
}

export const fits = (id: string): boolean => FIT.test(id);

export function following(): Following {
  let found: Partial<Following> = {};
  try {
    found = JSON.parse(localStorage.getItem(KEY) ?? "{}") as Partial<Following>;
  } catch {
    // Somebody else wrote there, or nothing may be kept: as if nothing were chosen.
  }
  const chosen = Object.entries(found.chosen ?? {}).filter(([id]) => fits(id)).slice(0, MOST);
  return { chosen: Object.fromEntries(chosen.map(([id, name]) => [id, String(name)])), seen: String(found.seen ?? "") };
}

/** Keep it, or nothing where nothing is chosen; false where this browser cannot. */
export function remember(value: Following): boolean {
  try {
    localStorage.setItem(KEY, JSON.stringify(value));
    if (!Object.keys(value.chosen).length) localStorage.removeItem(KEY);
    return true;
  } catch {
    return false;
  }
}

export function choose(id: string, name: string, on: boolean): boolean {
  const value = following();
  if (on) value.chosen[id] = name;
  else delete value.chosen[id];
  return remember(value);
}

// Buttons on the pages of what can be followed, and the way from the home page.
for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-follow]")) {
  const [id, name] = [button.dataset["follow"]!, button.dataset["name"]!];
  const show = (): void => void button.setAttribute("aria-pressed", String(id in following().chosen));
  button.hidden = false;
  button.addEventListener("click", () => {
    const kept = choose(id, name, !(id in following().chosen));
    show();
    if (!kept) (button.nextElementSibling as HTMLAnchorElement).click(); // that page says that nothing can be kept
  });
  show();
}
for (const place of document.querySelectorAll<HTMLElement>("[data-followed]")) {
  place.hidden = !Object.keys(following().chosen).length;
}
