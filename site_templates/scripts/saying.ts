// What the scripts of all rows say and build: in the words of the page, with the numbers of its language.
import { sayer } from "./words";

export const language = document.documentElement.lang;
export const numbers = new Intl.NumberFormat(language);
export const shares = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 1 });
export const say = sayer(document.getElementById("row-words") as HTMLTemplateElement);
export const size = (bytes: number): string => {
  const [value, unit] = bytes < 999_500 ? [Math.max(1, Math.round(bytes / 1000)), "kilobyte"] : [bytes / 1_000_000, "megabyte"];
  return new Intl.NumberFormat(language, { style: "unit", unit, maximumSignificantDigits: 2 }).format(value);
};
export const made = <K extends keyof HTMLElementTagNameMap>(tag: K, text = "", attributes: Record<string, string> = {}): HTMLElementTagNameMap[K] => {
  const element = document.createElement(tag);
  element.textContent = text;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
};
export const copied = (id: string): HTMLElement =>
  ((document.getElementById(id) as HTMLTemplateElement).content.cloneNode(true) as DocumentFragment).firstElementChild as HTMLElement;
