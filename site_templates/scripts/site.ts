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

// The rest is loaded where it is of use.
if (document.getElementById("search")) void import("./search");
