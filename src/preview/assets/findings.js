// What was found in the document, each with its place.

import { language, say, written } from "./words.js";

export class Findings {
  /** `chosen` hears of a finding that the user wants to see. */
  constructor({ holder, counts, chosen }) {
    Object.assign(this, { holder, counts, chosen });
    this.findings = null;
    this.at = -1;
    holder.addEventListener("keydown", (event) => {
      const buttons = [...holder.querySelectorAll("button")];
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      buttons[buttons.indexOf(document.activeElement) + step]?.focus();
    });
  }

  /** Shows findings; `null` shows none, and says nothing of it. */
  open(findings) {
    const focused = [...this.holder.querySelectorAll("button")].indexOf(document.activeElement);
    this.findings = findings;
    this.at = -1;
    const errors = (findings ?? []).filter(({ severity }) => severity === "error").length;
    for (const count of this.counts) {
      count.textContent = String(findings?.length ?? 0);
      count.hidden = !findings?.length;
      count.className = `count ${errors ? "error" : "warning"}`;
    }
    this.holder.replaceChildren();
    if (!findings) return;
    if (findings.length === 0) {
      const words = document.createElement("p");
      words.className = "empty sound";
      words.textContent = say("sound");
      this.holder.append(words);
      return;
    }
    const list = document.createElement("ol");
    list.append(...findings.map((finding, index) => this.item(finding, index)));
    this.holder.append(list);
    if (focused >= 0) this.holder.querySelectorAll("button")[Math.min(focused, findings.length - 1)]?.focus();
  }

  /** Follows a change of the text. */
  shift(move) {
    for (const finding of this.findings ?? []) {
      if (finding.at) finding.at = move(finding.at);
    }
  }

  /** Goes to the next finding, or with -1 to the one before. */
  step(by) {
    const count = this.findings?.length ?? 0;
    if (!count) return;
    this.at = (this.at + by + (this.at < 0 && by < 0 ? 1 : 0) + count) % count;
    this.chosen(this.findings[this.at]);
  }

  item(finding, index) {
    const { severity, code, said, file, line, at } = finding;
    const { message, help } = said[language()];
    const item = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.className = `finding ${severity}`;
    const part = (name, words) => {
      const made = document.createElement("span");
      made.className = name;
      made.textContent = words;
      return made;
    };
    const place = at ? say("line", { n: line }) : `${file.split(/[\\/]/).pop()}:${line}`;
    const about = part("about", "");
    about.append(part("severity", say(`severity.${severity}`)), part("code", code), part("place", place));
    const words = (name, text) => {
      const made = part(name, "");
      made.append(...written(text));
      return made;
    };
    button.append(about, words("message", message));
    if (help) button.append(words("help", help));
    button.addEventListener("click", () => {
      this.at = index;
      this.chosen(finding);
    });
    item.append(button);
    return item;
  }
}
