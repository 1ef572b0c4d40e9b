// The pages: drawings that are fetched when they have changed, and on them the lines that lead to the text.
//
// A long document has many: what is far from what is seen is a white sheet of its size until it comes near.

import { count, say } from "./words.js";

export class Pages {
  /** `chosen` hears of a line that the user wants to see in the text. */
  constructor({ holder, title, stale, none, chosen }) {
    Object.assign(this, { holder, title, stale, none, chosen });
    this.pages = [];
    this.zoom = 1;
    this.observer = new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries) {
        target.near = isIntersecting;
        if (isIntersecting) this.fill(target);
      }
    }, { root: holder, rootMargin: "500% 0px" });
    holder.addEventListener("click", (event) => {
      const line = event.target.closest?.(".line");
      if (line) this.choose(line);
    });
    holder.addEventListener("keydown", (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!step || !event.target.matches(".line")) return;
      event.preventDefault();
      const beside = this.holder.children[Number(event.target.dataset.page) + step];
      if (beside) this.fill(beside);
      const lines = [...holder.querySelectorAll(".line")];
      this.focus(lines[lines.indexOf(event.target) + step]);
    });
  }

  choose(line) {
    this.enter(line);
    this.show([line]);
    this.chosen(this.placeOf(line));
  }

  placeOf(line) {
    return this.pages[line.dataset.page].lines[line.dataset.line].at;
  }

  /** Only one line is in the order of the tab key; arrows lead to the others. */
  enter(line) {
    for (const other of this.holder.querySelectorAll(".line[tabindex='0']")) other.tabIndex = -1;
    line.tabIndex = 0;
  }

  focus(line) {
    if (!line) return;
    this.enter(line);
    line.focus();
  }

  /** Moves the focus to the lines: to the one that is shown, or the first. */
  begin() {
    this.focus(this.holder.querySelector(".line.here") ?? this.holder.querySelector(".line"));
  }

  /** Shows the pages of a file; without one those of before stay, and are called what they are. */
  open(file, another) {
    if (another) {
      this.observer.disconnect();
      this.holder.replaceChildren();
      this.holder.scrollTop = 0;
      this.pages = [];
    }
    this.stale.hidden = Boolean(file) || this.pages.length === 0;
    this.none.hidden = Boolean(file) || this.pages.length > 0;
    this.holder.classList.toggle("of-before", !this.stale.hidden);
    if (file) {
      const { scrollTop, scrollLeft } = this.holder;
      this.pages = file.pages;
      [...this.holder.children].slice(file.pages.length).forEach((figure) => this.remove(figure));
      file.pages.forEach((page, index) => this.page(page, index));
      Object.assign(this.holder, { scrollTop, scrollLeft });
    }
    this.name();
  }

  /** Says how many pages there are, and which each is. */
  name() {
    this.title.textContent = this.pages.length ? count("count", this.pages.length) : say("pages");
    [...this.holder.children].forEach((figure, index) => {
      const [image, layer] = figure.children;
      image.alt = say("page", { n: index + 1, of: this.pages.length });
      layer.setAttribute("aria-label", image.alt);
    });
  }

  remove(figure) {
    this.observer.unobserve(figure);
    figure.remove();
  }

  page({ width, height }, index) {
    let figure = this.holder.children[index];
    if (!figure) {
      figure = document.createElement("figure");
      figure.className = "page";
      figure.append(document.createElement("img"), document.createElement("div"));
      figure.lastChild.className = "lines";
      figure.lastChild.setAttribute("role", "group");
      this.holder.append(figure);
      this.observer.observe(figure);
    }
    figure.dataset.page = index;
    figure.style.setProperty("--shape", width / height);
    if (figure.near) this.fill(figure);
  }

  /** Draws a page and its lines, if they are not the ones that are there. */
  fill(figure) {
    const index = Number(figure.dataset.page);
    const page = this.pages[index];
    if (!page || figure.dataset.digest === page.digest) return;
    figure.dataset.digest = page.digest;
    const [image, layer] = figure.children;
    fetchInto(image, `/pages/${page.digest}`, () => figure.dataset.digest === page.digest);
    this.lines(page, index, layer);
  }

  lines(page, index, layer) {
    const focused = layer.contains(document.activeElement) ? Number(document.activeElement.dataset.line) : -1;
    const first = [...layer.children].findIndex((line) => line.tabIndex === 0);
    page.lines.forEach((line, number) => {
      const button = layer.children[number] ?? layer.appendChild(document.createElement("button"));
      button.type = "button";
      button.className = "line";
      button.tabIndex = number === first ? 0 : -1;
      button.dataset.page = index;
      button.dataset.line = number;
      button.setAttribute("aria-label", line.text);
      const percent = (length, whole) => `${(length / whole) * 100}%`;
      button.style.left = percent(line.x, page.width);
      button.style.top = percent(line.y, page.height);
      button.style.width = percent(line.width, page.width);
      button.style.height = percent(line.height, page.height);
    });
    [...layer.children].slice(page.lines.length).forEach((line) => line.remove());
    if (focused >= 0) layer.children[Math.min(focused, page.lines.length - 1)]?.focus({ preventScroll: true });
    if (!this.holder.querySelector(".line[tabindex='0']") && layer.firstChild) layer.firstChild.tabIndex = 0;
  }

  /** Follows a change of the text. */
  shift(move) {
    for (const page of this.pages) {
      for (const line of page.lines) line.at = move(line.at);
    }
  }

  /** The line on which a place of the text stands; beside words, the last before them. */
  lineAt(place) {
    let best = null;
    this.pages.forEach(({ lines }, page) => lines.forEach(({ at: [first, end] }, line) => {
      const within = first <= place && place < end;
      const near = { page, line, within, far: within ? end - first : first > place ? Infinity : place - end };
      if (!best || (near.within && !best.within) || (near.within === best.within && near.far < best.far)) best = near;
    }));
    if (!best || best.far === Infinity) return null;
    const figure = this.holder.children[best.page];
    if (figure) this.fill(figure);
    return figure?.querySelector(`.line[data-line="${best.line}"]`) ?? null;
  }

  /** Shows where a place of the text is on the pages; brings it into view if asked to. */
  point(place, into) {
    const line = this.lineAt(place);
    this.show(line ? [line] : []);
    if (!line) return;
    this.enter(line);
    const [box, view] = [line.getBoundingClientRect(), this.holder.getBoundingClientRect()];
    if (into && view.height && (box.top < view.top + 16 || box.bottom > view.bottom - 16)) {
      const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
      const top = this.holder.scrollTop + box.top - view.top - view.height / 3;
      this.holder.scrollTo({ top, behavior: calm ? "auto" : "smooth" });
    }
  }

  show(lines) {
    for (const line of this.holder.querySelectorAll(".line.here")) line.classList.remove("here");
    for (const line of lines) line.classList.add("here");
  }

  /** Makes the pages larger or smaller; 1 is the width of the pane. */
  setZoom(zoom) {
    this.zoom = Math.min(4, Math.max(0.4, zoom));
    this.holder.style.setProperty("--zoom", this.zoom);
    return this.zoom;
  }
}

/** Puts a drawing in the place of another when it is there, so that nothing flickers. */
function fetchInto(image, address, wanted) {
  const next = new Image();
  next.src = address;
  const put = () => {
    if (wanted()) image.src = address;
  };
  // One that cannot be drawn ahead is put there all the same.
  next.decode().then(put, put);
}
