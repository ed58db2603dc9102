// On every page: what needs a script and is no use without one appears. Nothing else depends on it.
for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const text = document.getElementById(button.dataset["copy"]!)?.textContent ?? location.href;
    await navigator.clipboard.writeText(text.trim());
    const told = button.nextElementSibling;
    if (told) told.textContent = button.dataset["done"] ?? "";
  });
}

for (const tools of document.querySelectorAll<HTMLElement>(".save")) {
  tools.hidden = false;
  tools.addEventListener("click", async (event) => {
    const button = (event.target as HTMLElement).closest<HTMLButtonElement>("[data-save]");
    const figure = tools.closest("figure");
    if (button && figure) (await import("./saving")).save(figure, button.dataset["save"]!);
  });
}

const wanted = new URLSearchParams(location.search).get("table");
for (const place of document.querySelectorAll<HTMLElement>("[data-rows]")) {
  const button = place.querySelector<HTMLButtonElement>("[data-explore]")!;
  const open = async (asked: boolean): Promise<void> => {
    button.disabled = true;
    await (await import("./rows")).explore(place, asked);
  };
  place.querySelector<HTMLElement>(".see-all")!.hidden = false;
  button.addEventListener("click", () => void open(true));
  if (place.dataset["table"] === wanted) void open(false);
}

// An alert that has ended since the page was made is in force no longer.
function expire(): void {
  let next = Infinity;
  for (const each of document.querySelectorAll<HTMLElement>("[data-expires]")) {
    const left = Date.parse(each.dataset["expires"]!) - Date.now();
    if (left > 0) {
      next = Math.min(next, left);
      continue;
    }
    const place = each.closest("[data-in-force]");
    const ended = each.dataset["ended"];
    delete each.dataset["expires"];
    if (ended) {
      each.classList.remove("extreme", "severe", "moderate", "minor", "unknown");
      each.classList.add("ended");
      (each.querySelector("p") ?? each).textContent = ended;
    }
    if (place) (each.closest("li") ?? each).remove();
    if (place && !place.querySelector("[data-expires]")) place.remove();
  }
  if (next < 2 ** 31) setTimeout(expire, next); // longer than a browser can wait for
}
expire();

// On paper: the day, and what was folded.
const printed = document.querySelector<HTMLElement>("[data-printed]");
const folded = document.querySelectorAll<HTMLDetailsElement>("figure details:not([open])");
addEventListener("beforeprint", () => {
  const day = new Intl.DateTimeFormat(`${document.documentElement.lang}-u-nu-latn`, { dateStyle: "long" }).format();
  if (printed) printed.textContent = printed.dataset["printed"]!.replace("{day}", day);
  for (const each of folded) each.open = true;
});
addEventListener("afterprint", () => folded.forEach((each) => (each.open = false)));

// The rest is loaded where it is of use.
if (document.querySelector(".sharing")) void import("./sharing");
if (document.getElementById("search")) void import("./search");
if (document.getElementById("following")) void import("./following");
else if (document.querySelector("[data-follow], [data-followed]")) void import("./chosen");
const offline = document.getElementById("offline");
if (!("serviceWorker" in navigator)) offline?.querySelector(".cannot")!.removeAttribute("hidden");
else if (offline || navigator.serviceWorker.controller) void import("./keeping");
