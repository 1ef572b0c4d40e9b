// The keys, and the list of them.

import { say } from "./words.js";

const PANES = { Digit1: "list", Digit2: "text", Digit3: "pages", Digit4: "findings" };

const KEYS = [
  [["Ctrl S"], "key.save"],
  [["/"], "key.filter"],
  [["Alt 1"], "key.list"],
  [["Alt 2"], "key.text"],
  [["Alt 3"], "key.pages"],
  [["Alt 4"], "key.findings"],
  [["F8", "⇧ F8"], "key.next"],
  [["Alt J"], "key.place"],
  [["↑", "↓"], "key.lines"],
  [["⏎"], "key.enter"],
  [["?", "F1"], "key.help"],
];

/** What a key asks for, and with what; nothing for keys that are the browser's. */
function asked(event) {
  const control = event.ctrlKey || event.metaKey;
  if (control && !event.altKey && event.key.toLowerCase() === "s") return ["save"];
  if (event.altKey && !control && event.code in PANES) return ["pane", PANES[event.code]];
  if (event.altKey && !control && event.code === "KeyJ") return ["place"];
  if (event.key === "F8") return ["step", event.shiftKey ? -1 : 1];
  if (event.key === "F1") return ["help"];
  if (control || event.altKey || event.target.matches?.("input, textarea")) return null;
  if (event.key === "?") return ["help"];
  return event.key === "/" ? ["filter"] : null;
}

/** Does what the keys ask for, except while a dialog is open. */
export function listen(actions) {
  addEventListener("keydown", (event) => {
    const wanted = document.querySelector("dialog[open]") ? null : asked(event);
    if (!wanted) return;
    event.preventDefault();
    const [name, value] = wanted;
    actions[name](value);
  });
}

/** Lists the keys. */
export function draw(holder) {
  holder.replaceChildren(...KEYS.flatMap(([keys, words]) => {
    const [term, meaning] = [document.createElement("dt"), document.createElement("dd")];
    term.append(...keys.map((key) => Object.assign(document.createElement("kbd"), { textContent: key })));
    meaning.textContent = say(words);
    return [term, meaning];
  }));
}
