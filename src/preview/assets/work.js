// The work on a document: what is open, what is typed, what is saved, and what the disk has meanwhile.

import { difference, shifted } from "./highlight.js";
import * as server from "./server.js";
import { tell } from "./status.js";
import { say } from "./words.js";

const at = (id) => document.getElementById(id);

export class Work {
  /** `opened` is called when another document is shown. */
  constructor({ list, editor, pages, findings, opened }) {
    Object.assign(this, { list, editor, pages, findings, opened });
    // The document that is open: { id, document, base, saved (its text on the disk), sheet }.
    this.open = null;
    // Texts of other documents that are not saved, by their ids.
    this.drafts = new Map();
    // Whether a text is being set, and whether another one waits.
    this.setting = false;
    this.waiting = false;
    at("save").addEventListener("click", () => this.save());
    at("reload").addEventListener("click", () => this.reload());
    at("overwrite").addEventListener("click", async () => {
      await this.save(true);
      this.editor.field.focus({ preventScroll: true });
    });
    addEventListener("beforeunload", (event) => {
      this.keep();
      if (this.drafts.size > 0) event.preventDefault();
    });
  }

  get isUnsaved() {
    return this.open !== null && this.open.saved !== null && this.editor.text !== this.open.saved;
  }

  // ---- what is open

  /** Shows a document, as long as `isWanted` still says so when it is there. */
  async show(id, isWanted) {
    let answer;
    try {
      answer = await server.open(id);
    } catch (error) {
      return this.failed(error);
    }
    if (!isWanted()) return;
    this.keep();
    const draft = this.drafts.get(id);
    const { document, base, text, sheet } = answer;
    this.open = { id, document, base: draft?.base ?? base, saved: draft?.saved ?? text, sheet: null };
    this.head();
    this.list.choose(id);
    this.notice(null);
    if (text === null) {
      this.editor.close();
      tell(say("unread"));
    } else {
      this.editor.open(draft?.text ?? text);
    }
    this.take(sheet, text ?? "", true);
    if (draft) {
      if (draft.base !== base) this.notice("conflict");
      this.setDraft();
    }
    this.tellSaved();
    this.opened();
  }

  /** Keeps what is not saved of the document that is left. */
  keep() {
    if (!this.open) return;
    const { id, base, saved } = this.open;
    if (this.isUnsaved) this.drafts.set(id, { text: this.editor.text, base, saved });
    else this.drafts.delete(id);
  }

  /** Names the open document. */
  head() {
    if (!this.open) return;
    const { reference, subject, file } = this.open.document;
    at("reference").textContent = reference || file;
    at("subject").textContent = subject;
    at("file").textContent = file;
    document.title = `${reference || file} – greffe`;
  }

  /** Says everything anew in another language. */
  speak() {
    this.head();
    if (!this.open) return;
    this.findings.open(this.open.sheet.findings);
    this.tellSaved();
    if (!at("notice").hidden) this.notice(at("notice").dataset.key);
  }

  /** Shows what came of a text, which may not be the one in the editor any more. */
  take(sheet, text, another = false) {
    const change = difference(text, this.editor.text);
    const move = (place) => shifted(place, change);
    sheet.keywords = sheet.keywords.map(move);
    for (const finding of sheet.findings) finding.at &&= move(finding.at);
    for (const page of sheet.file?.pages ?? []) {
      for (const line of page.lines) line.at = move(line.at);
    }
    this.open.sheet = sheet;
    // Where an error keeps the clauses from being read, their keywords are taken for those of before.
    const unread = !another && !sheet.file && sheet.keywords.length === 0;
    const former = unread ? this.editor.marks.filter(([, , name]) => name === "keyword") : [];
    this.editor.mark([...former, ...marks(sheet)]);
    this.findings.open(sheet.findings);
    this.pages.open(sheet.file, another);
    at("pdf").hidden = !sheet.file;
    if (sheet.file) at("pdf").href = sheet.file.url;
    if (!another) this.pages.point(this.editor.field.selectionStart, false);
  }

  // ---- what is typed

  typed(change) {
    const move = (place) => shifted(place, change);
    this.pages.shift(move);
    this.findings.shift(move);
    this.tellSaved();
    this.setDraft();
  }

  /** Sets the text as it stands; while one is being set, only the last of those that follow waits. */
  async setDraft() {
    this.waiting = true;
    if (this.setting) return;
    this.setting = true;
    while (this.waiting) {
      this.waiting = false;
      const [{ id }, text] = [this.open, this.editor.text];
      try {
        const { sheet } = await server.draft(id, text);
        if (this.open.id === id) this.take(sheet, text);
      } catch (error) {
        if (this.open.id === id) this.failed(error, id);
      }
    }
    this.setting = false;
  }

  tellSaved(key = this.isUnsaved ? "saved.no" : "saved.yes") {
    const chip = at("saved");
    chip.hidden = !this.open || this.open.saved === null;
    chip.textContent = say(key);
    chip.dataset.key = key;
    at("save").disabled = !this.isUnsaved;
    if (this.open) this.list.setUnsaved(this.open.id, this.isUnsaved);
  }

  // ---- what is saved

  async save(overwrite = false) {
    if (!this.open || this.open.saved === null || (!this.isUnsaved && !overwrite)) return;
    const [{ id, base }, text] = [this.open, this.editor.text];
    this.tellSaved("saved.now");
    try {
      const answer = await server.save(id, text, base, overwrite);
      const { open, drafts } = this;
      if (open.id !== id) {
        // What was typed before the document was left is a draft of what is saved now.
        const draft = drafts.get(id);
        if (draft?.text === text) drafts.delete(id);
        else if (draft) Object.assign(draft, { base: answer.base, saved: text });
        return this.list.setUnsaved(id, drafts.has(id));
      }
      Object.assign(open, { base: answer.base, saved: text });
      this.notice(null);
      this.tellSaved();
      tell(say("saved.yes"));
    } catch (error) {
      if (this.open.id !== id) return this.failed(error);
      this.tellSaved("saved.failed");
      at("save").disabled = false;
      if (error.status === 409) this.notice("conflict");
      else this.failed(error, id);
    }
  }

  /** Takes the file of the disk, and gives up what was typed. */
  async reload() {
    if (!(await this.follow(this.open.id, true))) return;
    this.notice(null);
    this.editor.field.focus({ preventScroll: true });
  }

  // ---- what the disk has

  /** The open document has been set anew: its text or what it is set with is another. Whether it is shown. */
  async follow(id, gives = false) {
    let answer;
    try {
      answer = await server.open(id);
    } catch (error) {
      if (this.open?.id === id) this.failed(error, id);
      return false;
    }
    const { open, editor } = this;
    if (open?.id !== id) return false;
    const { text, base } = answer;
    open.document = answer.document;
    this.head();
    if (at("notice").dataset.key === "gone") this.notice(null);
    if (text === null) {
      this.take(answer.sheet, editor.text);
      return false;
    }
    if (this.isUnsaved && text !== editor.text && !gives) {
      if (base !== open.base) this.notice("conflict");
      this.setDraft();
      return false;
    }
    if (text !== editor.text) {
      const change = difference(editor.text, text);
      this.pages.shift((place) => shifted(place, change));
      editor.replace(text);
      tell(say("shown"));
    }
    Object.assign(open, { base, saved: text });
    this.take(answer.sheet, text);
    this.tellSaved();
    return true;
  }

  /** Says above the text what has become of its file. */
  notice(key) {
    at("notice").hidden = key === null;
    at("notice").dataset.key = key ?? "";
    at("notice-words").textContent = key ? say(key) : "";
    at("choices").hidden = key !== "conflict";
  }

  /** Says why something did not come about; with an id, of the open document. */
  failed(error, id) {
    if (error.status === 404) {
      if (id) this.notice("gone");
      else tell(say("missing"));
    } else if (error.status) {
      tell(say("failed", { why: error.message }));
    } else {
      tell(say("lost"), { stays: true });
    }
  }
}

function marks({ keywords, findings }) {
  const keyword = keywords.map(([first, end]) => [first, end, "keyword"]);
  const found = findings.filter(({ at }) => at).map(({ at: [first, end], severity }) => [first, end, severity]);
  return [...keyword, ...found];
}
