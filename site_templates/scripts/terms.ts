// Cuts what readers type into terms, in the same way as generator/rendering/search/terms.py cuts what is published.
const WORDS = /[\p{L}\p{N}]+/gu;
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]+/gu;
const LONGEST = 32;

const cut = (text: string): string => [...text].slice(0, LONGEST).join("");

export const plain = (text: string): string => text.normalize("NFKD").replace(/\p{M}+/gu, "").toLowerCase();

export function terms(text: string): string[] {
  const found: string[] = [];
  for (const word of plain(text).match(WORDS) ?? []) {
    let end = 0;
    for (const run of word.matchAll(UNSPACED)) {
      if (run.index > end) found.push(cut(word.slice(end, run.index)));
      const letters = [...run[0]];
      for (let at = 0; at < Math.max(1, letters.length - 1); at++) found.push(letters.slice(at, at + 2).join(""));
      end = run.index + run[0].length;
    }
    if (end < word.length) found.push(cut(word.slice(end)));
  }
  return found;
}

/** Edits (insert, delete, replace, swap neighbours) that turn one word into the other, up to `most` (Damerau). */
export function distance(one: string, other: string, most: number): number {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let before: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= other.length; j++) {
      const same = one[i - 1] === other[j - 1] ? 0 : 1;
      let cost = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + same);
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) {
        cost = Math.min(cost, before[j - 2]! + 1);
      }
      row.push(cost);
      least = Math.min(least, cost);
    }
    if (least > most) return most + 1;
    before = last;
    last = row;
  }
  return last[other.length]!;
}
