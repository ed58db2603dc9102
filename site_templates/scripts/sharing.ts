// What a device adds to the links of a page: its own share sheet, its printer, and the Mastodon server that its reader named.
const KEPT = "daylight mastodon";
const box = document.querySelector<HTMLElement>(".sharing")!;

const sheet = box.querySelector<HTMLButtonElement>("[data-share]")!;
sheet.hidden = !("share" in navigator);
sheet.addEventListener("click", () => {
  const url = document.getElementById("share-link")!.textContent!;
  navigator.share({ title: sheet.dataset["share"]!, url }).catch(() => undefined); // who thinks better of it is told nothing
});

const printer = box.querySelector<HTMLButtonElement>("[data-print]")!;
printer.hidden = false;
printer.addEventListener("click", () => print());

const form = box.querySelector<HTMLFormElement>("[data-mastodon]")!;
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
export {};
