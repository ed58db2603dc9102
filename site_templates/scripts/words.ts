// What scripts say stands in a template of the page, in its language: each text by its `data-say`, with `{name}` where a fact goes.
export const sayer = (words: HTMLTemplateElement) => (id: string, facts: Record<string, string> = {}): string =>
  (words.content.querySelector(`[data-say="${id}"]`)?.textContent ?? id).replace(/\{(\w+)\}/g, (_, name: string) => facts[name] ?? "");
