// The list of documents: by session, each with its state.

import { count, say, written } from "./words.js";

export class List {
  constructor({ holder, filter }) {
    Object.assign(this, { holder, filter });
    this.documents = [];
    this.fault = null;
    this.current = null;
    this.soon = 0;
    this.order = null;
    this.unsaved = new Set();
    // The links that are shown, by the ids of their documents.
    this.shown = new Map();
    filter.addEventListener("input", () => this.draw());
    filter.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown") this.step(event, 0);
      if (event.key === "Enter") this.links()[0]?.click();
    });
    holder.addEventListener("keydown", (event) => {
      const at = this.links().indexOf(document.activeElement);
      if (event.key === "ArrowDown") this.step(event, at + 1);
      if (event.key === "ArrowUp") this.step(event, at - 1);
      if (event.key === "Home") this.step(event, 0);
      if (event.key === "End") this.step(event, this.links().length - 1);
    });
  }

  links() {
    return [...this.holder.querySelectorAll("a")];
  }

  step(event, index) {
    event.preventDefault();
    if (index < 0) this.filter.focus();
    else this.links()[index]?.focus();
  }

  /** Shows another list. */
  open({ documents, fault }) {
    Object.assign(this, { documents, fault });
    document.body.classList.toggle("bare", documents.length === 0);
    this.draw();
  }

  /** Shows a document as it is now. */
  update(summary) {
    const index = this.documents.findIndex(({ id }) => id === summary.id);
    if (index < 0) return;
    const { number, reference, subject } = this.documents[index];
    this.documents[index] = summary;
    if (number !== summary.number || reference !== summary.reference || subject !== summary.subject) {
      return this.drawSoon();
    }
    if (this.shown.has(summary.id)) this.link(summary);
  }

  /** Marks the document that is open. */
  choose(id) {
    const former = this.current;
    this.current = id;
    this.name(former);
    this.name(id);
    this.shown.get(id)?.scrollIntoView({ block: "nearest" });
  }

  /** Marks a document whose text is not saved. */
  setUnsaved(id, unsaved) {
    if (this.unsaved.has(id) === unsaved) return;
    if (unsaved) this.unsaved.add(id);
    else this.unsaved.delete(id);
    this.name(id);
  }

  name(id) {
    const link = this.shown.get(id);
    if (!link) return;
    if (id === this.current) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
    link.querySelector(".unsaved").hidden = !this.unsaved.has(id);
  }

  /** Moves the focus to the document that is open, or to the filter. */
  focus() {
    (this.shown.get(this.current) ?? this.filter).focus();
  }

  /** Draws the list once for everything that comes within a moment: another name may stand elsewhere in it. */
  drawSoon() {
    if (this.soon) return;
    this.soon = setTimeout(() => this.draw(), 40);
  }

  draw() {
    clearTimeout(this.soon);
    this.soon = 0;
    const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
    const wanted = plain(this.filter.value).split(/\s+/).filter(Boolean);
    const fits = (document) => {
      const { reference, subject, file, session, language, number, state } = document;
      const all = plain([reference, subject, file, session, language, number, say(`state.${state}`)].join(" "));
      return wanted.every((word) => all.includes(word));
    };
    const shown = this.documents.filter(fits);
    shown.sort((one, other) => (one.number ?? 1e9) - (other.number ?? 1e9) || one.file.localeCompare(other.file));
    const sessions = group(shown);
    const former = this.shown;
    this.shown = new Map();
    const links = shown.map((document) => this.link(document, former.get(document.id)));
    // What stands where it stood is left there: it may be under a finger at this moment.
    const empty = shown.length ? "" : this.fault ?? say(this.documents.length ? "filter-none" : "none");
    const order = JSON.stringify([empty, [...sessions].map(([name, all]) => [name, all.map(({ id }) => id)])]);
    if (order === this.order && links.every((link) => link.isConnected)) return;
    this.order = order;
    const [{ scrollTop }, focused] = [this.holder, document.activeElement?.dataset?.id];
    this.holder.replaceChildren();
    for (const [session, documents] of sessions) {
      const list = element("ul");
      list.append(...documents.map(({ id }) => {
        const item = element("li");
        item.append(this.shown.get(id));
        return item;
      }));
      this.holder.append(element("h2", "session", session), list);
    }
    if (empty) {
      const words = element("p", "empty");
      words.append(...written(empty));
      this.holder.append(words);
    }
    this.holder.scrollTop = scrollTop;
    if (focused) this.shown.get(focused)?.focus({ preventScroll: true });
  }

  /** The link to a document, with what is known of it now. */
  link(summary, former = this.shown.get(summary.id)) {
    const { id, reference, number, subject, file, language, state, errors, warnings, pages } = summary;
    const link = former ?? element("a");
    link.className = `document ${state}`;
    link.href = `#${encodeURIComponent(id)}`;
    link.dataset.id = id;
    link.dataset.state = state;
    const told = [
      errors ? count("errors", errors) : "",
      warnings ? count("warnings", warnings) : "",
      !errors && pages ? count("count", pages) : "",
    ].filter(Boolean).join(", ");
    const dot = element("span", "dot");
    dot.setAttribute("role", "img");
    dot.setAttribute("aria-label", say(`state.${state}`));
    dot.title = say(`state.${state}`);
    const first = element("span", "first");
    first.append(element("span", "number", number === null ? "–" : String(number)), element("span", "reference", reference || file));
    const unsaved = element("span", "unsaved", "•");
    unsaved.setAttribute("role", "img");
    unsaved.setAttribute("aria-label", say("saved.no"));
    unsaved.title = say("saved.no");
    first.append(unsaved);
    if (language) first.append(element("span", "language", language));
    link.replaceChildren(dot, first, element("span", "subject", subject), element("span", "told", told));
    link.lastElementChild.hidden = !told;
    link.querySelector(".subject").dir = "auto";
    this.shown.set(id, link);
    this.name(id);
    return link;
  }
}

/** The documents of each session, in the order of the sessions' names. */
function group(documents) {
  const sessions = new Map(documents.map(({ session }) => [session, []]).sort());
  for (const document of documents) sessions.get(document.session).push(document);
  return sessions;
}

function element(kind, name = "", words = "") {
  const made = document.createElement(kind);
  if (name) made.className = name;
  made.textContent = words;
  return made;
}
