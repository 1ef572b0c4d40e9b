// The page: what is open, what is typed, what is saved, and the keys.

import { Editor } from "./editor.js";
import { Findings } from "./findings.js";
import { difference, shifted } from "./highlight.js";
import { List } from "./list.js";
import { Pages } from "./pages.js";
import * as server from "./server.js";
import { begin, language, say, speak } from "./words.js";

const at = (id) => document.getElementById(id);
const narrow = matchMedia("(max-width: 899px)");

// The document that is open: { id, base, saved (its text on the disk), sheet }.
let open = null;
// Texts of other documents that are not saved, by their ids.
const drafts = new Map();
// Whether a text is being set, and whether another one waits.
let setting = false;
let waiting = null;

const list = new List({ holder: at("documents"), filter: at("filter") });
const editor = new Editor({
  field: at("source"),
  backdrop: at("backdrop"),
  scroller: at("scroller"),
  changed: typed,
  moved: (place) => pages.point(place, true),
});
const pages = new Pages({
  holder: at("pages"),
  title: at("page-count"),
  stale: at("stale"),
  chosen: (place) => {
    choose("text");
    editor.select([place[0], place[0]]);
  },
});
const findings = new Findings({
  holder: at("findings"),
  counts: [at("finding-count"), at("tab-count")],
  chosen: ({ at: place }) => {
    if (!place) return;
    choose("text");
    pages.point(place[0], true);
    editor.select(place);
  },
});

function tell(words) {
  at("status").textContent = words;
}

function failed(error) {
  tell(say("failed", { why: error.message }));
}

// ---- what is open

async function show(id) {
  keep();
  if (!id) return;
  let answer;
  try {
    answer = await server.open(id);
  } catch (error) {
    return error.status === 404 ? tell(say("gone")) : failed(error);
  }
  if (decodeURIComponent(location.hash.slice(1)) !== id) return;
  const draft = drafts.get(id);
  open = { id, base: draft?.base ?? answer.base, saved: draft?.saved ?? answer.text, sheet: null };
  head(answer.document);
  list.choose(id);
  notice(false);
  if (answer.text === null) {
    editor.close();
    tell(say("unread"));
  } else {
    editor.open(draft?.text ?? answer.text, []);
  }
  take(answer.sheet, answer.text ?? "", true);
  if (draft) {
    if (draft.base !== answer.base) notice(true);
    setDraft();
  }
  tellSaved();
  if (narrow.matches && document.body.dataset.tab === "list") choose("text", false);
}

/** Keeps what is not saved of the document that is left. */
function keep() {
  if (!open) return;
  if (isUnsaved()) drafts.set(open.id, { text: editor.text, base: open.base, saved: open.saved });
  else drafts.delete(open.id);
}

function head({ reference, subject, file }) {
  at("reference").textContent = reference || file;
  at("subject").textContent = subject;
  document.title = `${reference || file} – greffe`;
}

const isUnsaved = () => open !== null && open.saved !== null && editor.text !== open.saved;

/** Shows what came of a text, which may not be the one in the editor any more. */
function take(sheet, text, another = false) {
  const change = difference(text, editor.text);
  const move = (place) => shifted(place, change);
  sheet.keywords = sheet.keywords.map(move);
  for (const finding of sheet.findings) finding.at &&= move(finding.at);
  for (const page of sheet.file?.pages ?? []) {
    for (const line of page.lines) line.at = move(line.at);
  }
  open.sheet = sheet;
  // Where an error keeps the clauses from being read, their keywords are taken for those of before.
  const unread = !another && !sheet.file && sheet.keywords.length === 0;
  const former = unread ? editor.marks.filter(([, , name]) => name === "keyword") : [];
  editor.mark([...former, ...marks(sheet)]);
  findings.open(sheet.findings);
  pages.open(sheet.file, another);
  at("pdf").hidden = !sheet.file;
  if (sheet.file) at("pdf").href = sheet.file.url;
  if (!another) pages.point(editor.field.selectionStart, false);
}

function marks({ keywords, findings }) {
  const keyword = keywords.map(([first, end]) => [first, end, "keyword"]);
  const found = findings.filter(({ at }) => at).map(({ at: [first, end], severity }) => [first, end, severity]);
  return [...keyword, ...found];
}

// ---- what is typed

function typed(change) {
  const move = (place) => shifted(place, change);
  pages.shift(move);
  findings.shift(move);
  tellSaved();
  setDraft();
}

/** Sets the text as it stands; while one is being set, only the last of those that follow waits. */
async function setDraft() {
  if (setting) {
    waiting = true;
    return;
  }
  setting = true;
  do {
    waiting = null;
    const [{ id }, text] = [open, editor.text];
    try {
      const { sheet } = await server.draft(id, text);
      if (open.id === id) take(sheet, text);
    } catch (error) {
      if (open.id === id) failed(error);
    }
  } while (waiting);
  setting = false;
}

function tellSaved(key = isUnsaved() ? "saved.no" : "saved.yes") {
  const chip = at("saved");
  chip.hidden = !open || open.saved === null;
  chip.textContent = say(key);
  chip.dataset.key = key;
  at("save").disabled = !isUnsaved();
  if (open) list.setUnsaved(open.id, isUnsaved());
}

// ---- what is saved

async function save(overwrite = false) {
  if (!open || open.saved === null || (!isUnsaved() && !overwrite)) return;
  const [{ id, base }, text] = [open, editor.text];
  tellSaved("saved.now");
  try {
    const answer = await server.save(id, text, base, overwrite);
    drafts.delete(id);
    if (open.id !== id) return list.setUnsaved(id, false);
    Object.assign(open, { base: answer.base, saved: text });
    notice(false);
    tellSaved();
    tell(say("saved.yes"));
  } catch (error) {
    if (open.id !== id) return;
    tellSaved("saved.failed");
    at("save").disabled = false;
    if (error.status === 409) notice(true);
    else failed(error);
  }
}

function notice(shown) {
  at("notice").hidden = !shown;
  if (shown) at("notice-words").textContent = say("conflict");
}

/** Takes the file of the disk, and gives up what was typed. */
async function reload() {
  const { id } = open;
  drafts.delete(id);
  open.saved = editor.text;
  await follow(id);
  notice(false);
  editor.field.focus({ preventScroll: true });
}

/** The open document has been set anew: its text or what it is set with is another. */
async function follow(id) {
  let answer;
  try {
    answer = await server.open(id);
  } catch {
    return tell(say("gone"));
  }
  if (open?.id !== id) return;
  head(answer.document);
  if (answer.text === null) return take(answer.sheet, editor.text);
  if (isUnsaved() && answer.text !== editor.text) {
    if (answer.base !== open.base) notice(true);
    return setDraft();
  }
  if (answer.text !== editor.text) {
    const change = difference(editor.text, answer.text);
    pages.shift((place) => shifted(place, change));
    editor.field.disabled = false;
    editor.replace(answer.text);
    tell(say("shown"));
  }
  Object.assign(open, { base: answer.base, saved: answer.text });
  take(answer.sheet, answer.text);
  tellSaved();
}

// ---- panes, colours, words

function choose(tab, focus = true) {
  document.body.dataset.tab = tab;
  for (const button of document.querySelectorAll("[role=tab]")) {
    const chosen = button.id === `tab-${tab}`;
    button.setAttribute("aria-selected", String(chosen));
    button.tabIndex = chosen ? 0 : -1;
  }
  if (!focus) return;
  if (tab === "list") (list.links().find((link) => link.ariaCurrent) ?? at("filter")).focus();
  if (tab === "text") editor.field.focus({ preventScroll: true });
  if (tab === "findings") at("findings").querySelector("button")?.focus();
  if (tab === "pages") pages.begin();
}

const THEMES = ["auto", "light", "dark"];

function setTheme(theme) {
  document.documentElement.dataset.theme = theme;
  const button = at("theme");
  button.textContent = { auto: "◐", light: "☀", dark: "☾" }[theme];
  button.title = say(`theme.${theme}`);
  button.setAttribute("aria-label", button.title);
  remember("theme", theme);
}

function setLanguage(code) {
  speak(code);
  at("language").textContent = code === "fr" ? "EN" : "FR";
  setTheme(document.documentElement.dataset.theme);
  list.draw();
  pages.name();
  if (open?.sheet) findings.open(open.sheet.findings);
  if (open) tellSaved();
  else at("subject").textContent = say("choose");
  drawKeys();
}

// A browser that keeps nothing is asked again the next time.
function remember(name, value) {
  try {
    localStorage.setItem(`greffe-${name}`, value);
  } catch {}
}

function remembered(name) {
  try {
    return localStorage.getItem(`greffe-${name}`);
  } catch {
    return null;
  }
}

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

function drawKeys() {
  at("keys").replaceChildren(...KEYS.flatMap(([keys, words]) => {
    const [term, meaning] = [document.createElement("dt"), document.createElement("dd")];
    term.append(...keys.map((key) => Object.assign(document.createElement("kbd"), { textContent: key })));
    meaning.textContent = say(words);
    return [term, meaning];
  }));
}

addEventListener("keydown", (event) => {
  const done = (action) => {
    event.preventDefault();
    action();
  };
  const writing = event.target.matches?.("input, textarea");
  if (at("shortcuts").open) return;
  if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "s") return done(() => save());
  if (event.altKey && !event.ctrlKey && !event.metaKey) {
    const pane = { Digit1: "list", Digit2: "text", Digit3: "pages", Digit4: "findings" }[event.code];
    if (pane) return done(() => choose(pane));
    if (event.code === "KeyJ") {
      return done(() => {
        choose("pages", false);
        pages.point(editor.field.selectionStart, true);
        pages.begin();
      });
    }
  }
  if (event.key === "F8") return done(() => findings.step(event.shiftKey ? -1 : 1));
  if (event.key === "F1" || (event.key === "?" && !writing)) return done(() => at("shortcuts").showModal());
  if (event.key === "/" && !writing) {
    return done(() => {
      choose("list", false);
      at("filter").focus();
    });
  }
});

document.querySelector("[role=tablist]").addEventListener("keydown", (event) => {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  const tabs = [...document.querySelectorAll("[role=tab]")];
  const next = tabs[(tabs.indexOf(document.activeElement) + step + tabs.length) % tabs.length];
  choose(next.id.slice("tab-".length), false);
  next.focus();
});
for (const tab of document.querySelectorAll("[role=tab]")) {
  tab.addEventListener("click", () => choose(tab.id.slice("tab-".length), false));
}

at("save").addEventListener("click", () => save());
at("reload").addEventListener("click", reload);
at("overwrite").addEventListener("click", async () => {
  await save(true);
  editor.field.focus({ preventScroll: true });
});
at("help").addEventListener("click", () => at("shortcuts").showModal());
at("theme").addEventListener("click", () => {
  setTheme(THEMES[(THEMES.indexOf(document.documentElement.dataset.theme) + 1) % THEMES.length]);
});
at("language").addEventListener("click", () => {
  setLanguage(language() === "fr" ? "en" : "fr");
  remember("language", language());
});
const zoom = (factor) => {
  at("fit").textContent = `${Math.round(pages.setZoom(factor) * 100)} %`;
};
at("smaller").addEventListener("click", () => zoom(pages.zoom / 1.2));
at("larger").addEventListener("click", () => zoom(pages.zoom * 1.2));
at("fit").addEventListener("click", () => zoom(1));
addEventListener("beforeunload", (event) => {
  keep();
  if (drafts.size > 0) event.preventDefault();
});
const hash = () => show(decodeURIComponent(location.hash.slice(1)));
addEventListener("hashchange", hash);

// ---- the beginning

const start = await server.start();
await begin([start.language, remembered("language"), start["system-language"], ...navigator.languages]);
document.documentElement.dataset.theme = THEMES.find((theme) => theme === remembered("theme")) ?? "auto";
setLanguage(language());
choose("list", false);
const readList = async () => list.open(await server.list());
server.listen({
  list: async () => {
    await readList();
    if (open) follow(open.id);
  },
  document: (summary) => {
    list.update(summary);
    if (open?.id === summary.id && summary.state !== "building") follow(summary.id);
  },
  lost: () => tell(say("lost")),
  back: () => tell(say("back")),
});
await readList();
list.choose(null);
await hash();
document.documentElement.dataset.ready = "yes";
