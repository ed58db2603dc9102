// What a device adds to the links of a page: its own share sheet, its printer, and the Mastodon server that its reader named.
const KEPT = "daylight mastodon";
const box = document.querySelector<HTMLElement>(".sharing")!;

/** Shows a part that needs a script; an agency's own template may not have it. */
function offer(selector: string, act: (button: HTMLElement) => void): void {
  const button = box.querySelector<HTMLElement>(selector);
  if (!button) return;
  button.hidden = false;
  button.addEventListener("click", () => act(button));
}

offer("[data-print]", () => print());
if ("share" in navigator) {
  offer("[data-share]", (button) => {
    const url = document.getElementById("share-link")!.textContent!;
    navigator.share({ title: button.dataset["share"]!, url }).catch(() => undefined); // who thinks better of it is told nothing
  });
}

const form = box.querySelector<HTMLFormElement>("[data-mastodon]");
if (form) {
  const input = form.querySelector("input")!;
  form.hidden = false;
  try {
    input.value = localStorage.getItem(KEPT) ?? "";
  } catch {
    // A browser that keeps nothing asks each time.
  }
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    // Readers write a server, its address, or their own account: @me@mastodon.social.
    const host = input.value.trim().replace(/^https?:\/\//, "").replace(/^.*@/, "").replace(/[/?#].*$/, "");
    const valid = /^[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+(:\d+)?$/u.test(host);
    input.setAttribute("aria-invalid", String(!valid));
    if (!valid) return input.focus();
    try {
      localStorage.setItem(KEPT, host);
    } catch {
      // As above.
    }
    open(`https://${host}/share?text=${form.dataset["mastodon"]!}`, "_blank", "noopener,noreferrer");
  });
}
export {};
