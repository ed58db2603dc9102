// A chart as a file: the picture as it is seen, with its title and source, or its table.
import { hand } from "./handing";

const SVG = "http://www.w3.org/2000/svg";
const STYLES = ["fill", "stroke", "stroke-width", "stroke-linejoin", "opacity", "font-family", "font-size", "font-weight", "unicode-bidi"];
const EDGE = 24;
const LINE = 26;
const SCALE = 2;

const text = (words: string, y: number, size: number, bold: boolean, color: string): SVGTextElement => {
  const element = document.createElementNS(SVG, "text");
  element.setAttribute("x", String(EDGE));
  element.setAttribute("y", String(y));
  element.setAttribute("style", `font: ${bold ? "bold " : ""}${size}px sans-serif; fill: ${color}; unicode-bidi: plaintext`);
  element.textContent = words;
  return element;
};

/** Words in lines that fit `width`, reckoned from letters of middling width. */
function lines(words: string, width: number, size: number): string[] {
  const room = Math.floor(width / (size * 0.52));
  const found = [""];
  for (const word of words.split(/\s+/)) {
    if (found.at(-1)!.length + word.length >= room && found.at(-1)) found.push("");
    found[found.length - 1] = `${found.at(-1)} ${word}`.trim();
  }
  return found;
}

/** The picture by itself: styles are written into it, and its caption is drawn above it. */
function alone(figure: HTMLElement): { svg: SVGSVGElement; width: number; height: number } {
  const shown = figure.querySelector<SVGSVGElement>("svg.chart")!;
  const { width, height } = shown.viewBox.baseVal;
  const svg = shown.cloneNode(true) as SVGSVGElement;
  const from = shown.querySelectorAll<SVGElement>("g *");
  svg.querySelectorAll<SVGElement>("g *").forEach((element, place) => {
    const style = getComputedStyle(from[place]!);
    element.setAttribute("style", STYLES.map((name) => `${name}: ${style.getPropertyValue(name)}`).join("; "));
  });
  const page = getComputedStyle(document.body);
  const caption = figure.querySelector("figcaption")!;
  let y = EDGE;
  const heads: SVGTextElement[] = [];
  for (const [part, size, bold] of [["strong", 20, true], ["span", 14, false]] as const) {
    for (const line of lines(caption.querySelector(part)?.textContent ?? "", width, size)) {
      y += LINE;
      heads.push(text(line, y - EDGE / 2, size, bold, page.color));
    }
  }
  const whole = { width: width + 2 * EDGE, height: y + height + 2 * EDGE };
  const drawing = document.createElementNS(SVG, "g");
  drawing.setAttribute("transform", `translate(${EDGE} ${y + EDGE / 2})`);
  drawing.append(...svg.querySelectorAll(":scope > g"));
  const paper = document.createElementNS(SVG, "rect");
  const ground = getComputedStyle(document.documentElement).backgroundColor;
  for (const [name, value] of Object.entries({ width: whole.width, height: whole.height, fill: ground })) {
    paper.setAttribute(name, String(value));
  }
  svg.append(paper, ...heads, drawing);
  svg.setAttribute("viewBox", `0 0 ${whole.width} ${whole.height}`);
  svg.setAttribute("width", String(whole.width));
  svg.setAttribute("height", String(whole.height));
  return { svg, ...whole };
}

function table(figure: HTMLElement): string {
  const rows = [...figure.querySelectorAll<HTMLTableRowElement>("table tr")];
  const quoted = (cell: string): string => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  return rows.map((row) => [...row.cells].map((cell) => quoted(cell.textContent ?? "")).join(",")).join("\r\n") + "\r\n";
}

export async function save(figure: HTMLElement, format: string): Promise<void> {
  const title = figure.querySelector("figcaption strong")?.textContent ?? "chart";
  const name = `${title.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").slice(0, 60)}.${format}`;
  if (format === "csv") return hand(new Blob(["\ufeff", table(figure)], { type: "text/csv" }), name);
  const { svg, width, height } = alone(figure);
  const blob = new Blob([new XMLSerializer().serializeToString(svg)], { type: "image/svg+xml" });
  if (format === "svg") return hand(blob, name);
  const image = new Image(width * SCALE, height * SCALE);
  image.src = `data:image/svg+xml;base64,${btoa(Array.from(new Uint8Array(await blob.arrayBuffer()), (byte) => String.fromCharCode(byte)).join(""))}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = width * SCALE;
  canvas.height = height * SCALE;
  canvas.getContext("2d")!.drawImage(image, 0, 0, canvas.width, canvas.height);
  canvas.toBlob((png) => png && hand(png, name));
}
