// The panes: side by side where there is room, otherwise one at a time behind tabs.

const narrow = matchMedia("(max-width: 899px)");
const tabs = () => [...document.querySelectorAll("[role=tab]")];
const nameOf = (tab) => tab.id.slice("tab-".length);

export class Panes {
  /** `enter` says for each pane how the focus is moved there. */
  constructor({ enter }) {
    this.enter = enter;
    for (const tab of tabs()) tab.addEventListener("click", () => this.show(nameOf(tab)));
    document.querySelector("[role=tablist]").addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      const all = tabs();
      const next = all[(all.indexOf(document.activeElement) + step + all.length) % all.length];
      this.show(nameOf(next));
      next.focus();
    });
    this.show("list");
  }

  /** Whether only one pane is seen, and it is this one. */
  isAlone(name) {
    return narrow.matches && document.body.dataset.tab === name;
  }

  /** Shows a pane; it is seen anyway where there is room for all. */
  show(name) {
    document.body.dataset.tab = name;
    for (const tab of tabs()) {
      const chosen = nameOf(tab) === name;
      tab.setAttribute("aria-selected", String(chosen));
      tab.tabIndex = chosen ? 0 : -1;
    }
  }

  /** Shows a pane and moves the focus into it. */
  choose(name) {
    this.show(name);
    this.enter[name]();
  }
}
