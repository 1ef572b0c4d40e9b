// The text: a text field, and beneath it the same text with what is made visible in it.
//
// Both stand in one cell of a grid, so that each line is at the same place in both; the backdrop gives the height, and
// what is around them scrolls.

import { difference, parts, shifted } from "./highlight.js";
import { say } from "./words.js";

export class Editor {
  /** `changed` hears of each change that is typed, `moved` of each place that the caret is brought to by hand. */
  constructor({ field, backdrop, scroller, place, changed, moved }) {
    Object.assign(this, { field, backdrop, scroller, place });
    this.known = "";
    this.rows = [];
    this.marks = [];
    field.addEventListener("input", () => {
      const change = difference(this.known, field.value);
      this.follow(change);
      changed(change);
      this.showCaretLine();
    });
    const told = () => {
      this.showCaretLine();
      moved(field.selectionStart);
    };
    field.addEventListener("click", told);
    field.addEventListener("keyup", (event) => {
      if (/^(Arrow|Page|Home|End)/.test(event.key)) told();
    });
    // A key that is held moves the caret before it is let go.
    document.addEventListener("selectionchange", () => {
      if (document.activeElement === field) this.showCaretLine();
    });
    field.addEventListener("focus", () => this.showCaretLine());
  }

  get text() {
    return this.field.value;
  }

  /** Shows another text. */
  open(text) {
    this.field.disabled = false;
    this.field.value = text;
    this.known = text;
    this.marks = [];
    this.field.setSelectionRange(0, 0);
    this.scroller.scrollTop = 0;
    this.draw();
    this.showCaretLine();
  }

  /** Shows nothing. */
  close() {
    this.open("");
    this.field.disabled = true;
  }

  /** Takes what was saved elsewhere; the caret stays in its words, and what is in view stays there. */
  replace(text) {
    const change = difference(this.known, text);
    const caret = shifted([this.field.selectionStart, this.field.selectionEnd], change);
    const top = this.scroller.scrollTop;
    this.field.disabled = false;
    this.field.value = text;
    this.field.setSelectionRange(...caret);
    this.follow(change);
    this.scroller.scrollTop = top;
  }

  /** Shows other marks: [first, end, class]. */
  mark(marks) {
    this.marks = marks;
    this.draw();
  }

  follow(change) {
    this.known = this.field.value;
    this.marks = this.marks.map(([first, end, name]) => [...shifted([first, end], change), name]);
    this.draw();
  }

  /** Draws the lines that are not as they were. */
  draw() {
    const text = this.known;
    const wanted = [];
    const marks = [...this.marks].sort((one, other) => one[0] - other[0]);
    let at = 0;
    let next = 0;
    let fences = 0;
    // The marks that reach into the line; those that ended before it are let go.
    let near = [];
    for (const line of text.split("\n")) {
      const end = at + line.length;
      const within = [];
      near = near.filter(([first, last]) => Math.max(last, first + 1) > at);
      while (next < marks.length && marks[next][0] <= end) near.push(marks[next++]);
      for (const [first, last, name] of near) {
        // What is found at a place without width is shown at the sign beside it.
        const [from, to] = last > first ? [first, last] : [Math.max(at, Math.min(first, end - 1)), first + 1];
        if (to > at) within.push([from - at, to - at, name]);
      }
      if (line.trim() === "+++") fences++;
      const front = fences === 1 || (fences === 2 && line.trim() === "+++");
      const key = `${front}|${JSON.stringify(within)}|${line}`;
      wanted.push({ key, line, within, front, start: at });
      at = end + 1;
    }
    let head = 0;
    while (head < Math.min(wanted.length, this.rows.length) && wanted[head].key === this.rows[head].key) head++;
    let tail = 0;
    while (
      tail < Math.min(wanted.length, this.rows.length) - head &&
      wanted[wanted.length - 1 - tail].key === this.rows[this.rows.length - 1 - tail].key
    ) tail++;
    const elements = [...this.backdrop.children];
    const following = elements[this.rows.length - tail] ?? null;
    for (const element of elements.slice(head, this.rows.length - tail)) element.remove();
    for (const row of wanted.slice(head, wanted.length - tail)) this.backdrop.insertBefore(this.row(row), following);
    this.rows = wanted;
    if (this.caretRow && !this.caretRow.isConnected) this.showCaretLine();
  }

  row({ line, within, front }) {
    const row = document.createElement("div");
    row.className = front ? "row front" : "row";
    row.dir = "auto";
    for (const [first, end, names] of parts(line, within, front)) {
      const part = document.createElement("span");
      part.textContent = line.slice(first, end);
      if (names) part.className = names;
      row.append(part);
    }
    // A line without words has its height all the same.
    if (!line) row.append(document.createElement("br"));
    return row;
  }

  /** The line of a place, from 0. */
  lineOf(place) {
    let low = 0;
    let high = this.rows.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.rows[middle].start <= place) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  showCaretLine() {
    this.tellPlace();
    const row = this.backdrop.children[this.lineOf(this.field.selectionStart)];
    if (row === this.caretRow) return;
    this.caretRow?.classList.remove("caret");
    row?.classList.add("caret");
    this.caretRow = row;
  }

  /** Says at which line and column the caret is, as findings do. */
  tellPlace() {
    const line = this.lineOf(this.field.selectionStart);
    const start = this.rows[line]?.start ?? 0;
    const column = [...this.known.slice(start, this.field.selectionStart)].length;
    this.place.textContent = this.field.disabled ? "" : say("place", { line: line + 1, column: column + 1 });
  }

  /** Selects a place and brings it into view. */
  select([first, end]) {
    this.field.focus({ preventScroll: true });
    this.field.setSelectionRange(first, end);
    this.showCaretLine();
    const box = this.boxOf(first);
    const view = this.scroller.getBoundingClientRect();
    if (box && (box.top < view.top + 24 || box.bottom > view.bottom - 24)) {
      this.scroller.scrollTop += box.top - view.top - view.height / 3;
    }
  }

  /** Where a place is on the screen. */
  boxOf(place) {
    const index = this.lineOf(place);
    const row = this.backdrop.children[index];
    if (!row) return null;
    let left = place - this.rows[index].start;
    for (const part of row.querySelectorAll("span")) {
      const length = part.textContent.length;
      if (left <= length && part.firstChild) {
        const range = document.createRange();
        range.setStart(part.firstChild, left);
        range.setEnd(part.firstChild, Math.min(length, left + 1));
        return range.getBoundingClientRect();
      }
      left -= length;
    }
    return row.getBoundingClientRect();
  }
}
