// What the reader has chosen for the page: its colours and its language.

import { language, say, speak } from "./words.js";

const THEMES = ["auto", "light", "dark"];
const SIGNS = { auto: "◐", light: "☀", dark: "☾" };

// A browser that keeps nothing is asked again the next time.
function remember(name, value) {
  try {
    localStorage.setItem(`greffe-${name}`, value);
  } catch {}
}

/** What was chosen before; `null` where nothing was. */
export function remembered(name) {
  try {
    return localStorage.getItem(`greffe-${name}`);
  } catch {
    return null;
  }
}

export class Settings {
  /** `spoken` is called when the page speaks another language. */
  constructor({ theme, language: button, spoken }) {
    Object.assign(this, { theme, button, spoken });
    theme.addEventListener("click", () => {
      const next = THEMES[(THEMES.indexOf(document.documentElement.dataset.theme) + 1) % THEMES.length];
      this.colour(next);
      remember("theme", next);
    });
    button.addEventListener("click", () => {
      this.speak(language() === "fr" ? "en" : "fr");
      remember("language", language());
    });
    this.colour(THEMES.find((known) => known === remembered("theme")) ?? "auto");
    this.speak(language());
  }

  colour(name) {
    document.documentElement.dataset.theme = name;
    this.theme.textContent = SIGNS[name];
    this.theme.title = say(`theme.${name}`);
    this.theme.setAttribute("aria-label", this.theme.title);
  }

  speak(code) {
    speak(code);
    this.button.textContent = code === "fr" ? "EN" : "FR";
    this.colour(document.documentElement.dataset.theme);
    this.spoken();
  }
}
