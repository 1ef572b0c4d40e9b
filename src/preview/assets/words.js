// The words of the page, in the language that the reader wants.

const tables = {};
let current = "en";

/** Reads the tables, and begins in the first language of a list that there is a table for. */
export async function begin(wanted) {
  for (const code of ["en", "fr"]) {
    tables[code] = await (await fetch(`/assets/words.${code}.json`)).json();
  }
  const known = wanted.map((code) => (code ?? "").toLowerCase().slice(0, 2)).find((code) => code in tables);
  speak(known ?? "en");
}

/** The language that is spoken. */
export const language = () => current;

/** Speaks another language: everything that the page itself says is said anew. */
export function speak(code) {
  current = code;
  document.documentElement.lang = code;
  for (const element of document.querySelectorAll("[data-words]")) {
    element.textContent = say(element.dataset.words);
  }
  for (const element of document.querySelectorAll("[data-words-label]")) {
    const words = say(element.dataset.wordsLabel);
    element.setAttribute("aria-label", words);
    if (element.matches("button")) element.title = words;
  }
  for (const element of document.querySelectorAll("[data-words-placeholder]")) {
    element.placeholder = say(element.dataset.wordsPlaceholder);
  }
}

/** Words by their key, with what stands in their holes. */
export function say(key, holes = {}) {
  const words = tables[current][key] ?? key;
  return words.replace(/\{(\w+)\}/g, (_, name) => String(holes[name] ?? ""));
}

/** Words for a number of things. */
export const count = (key, n) => say(`${key}.${n === 1 ? "one" : "many"}`, { n });

/** The parts of a text; what stands between back-ticks is of the source. */
export function written(text) {
  const parts = text.split("`");
  // A back-tick without another is one that is spoken of.
  if (parts.length % 2 === 0) return [text];
  return parts.map((part, index) => {
    if (index % 2 === 0) return part;
    const made = document.createElement("code");
    made.textContent = part;
    return made;
  });
}
