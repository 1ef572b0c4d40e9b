// The page: its parts, and what leads from one to another.

import { Editor } from "./editor.js";
import { Findings } from "./findings.js";
import * as keys from "./keys.js";
import { List } from "./list.js";
import { Pages } from "./pages.js";
import { Panes } from "./panes.js";
import * as server from "./server.js";
import { remembered, Settings } from "./settings.js";
import { tell } from "./status.js";
import { Work } from "./work.js";
import { begin, say } from "./words.js";

const at = (id) => document.getElementById(id);

const start = await server.start();
await begin([start.language, remembered("language"), start["system-language"], ...navigator.languages]);

const list = new List({ holder: at("documents"), filter: at("filter") });
const editor = new Editor({
  field: at("source"),
  backdrop: at("backdrop"),
  scroller: at("scroller"),
  place: at("caret"),
  changed: (change) => work.typed(change),
  moved: (place) => pages.point(place, true),
});
const pages = new Pages({
  holder: at("pages"),
  title: at("page-count"),
  stale: at("stale"),
  none: at("no-pages"),
  chosen: (place) => {
    panes.choose("text");
    editor.select([place[0], place[0]]);
  },
});
const findings = new Findings({
  holder: at("findings"),
  counts: [at("finding-count"), at("tab-count")],
  chosen: ({ at: place }) => {
    if (!place) return;
    panes.choose("text");
    pages.point(place[0], true);
    editor.select(place);
  },
});
const panes = new Panes({
  enter: {
    list: () => list.focus(),
    text: () => editor.field.focus({ preventScroll: true }),
    pages: () => pages.begin(),
    findings: () => at("findings").querySelector("button")?.focus(),
  },
});
const opened = () => panes.isAlone("list") && panes.show("text");
const work = new Work({ list, editor, pages, findings, opened });
new Settings({
  theme: at("theme"),
  language: at("language"),
  spoken: () => {
    list.draw();
    pages.name();
    editor.tellPlace();
    work.speak();
    keys.draw(at("keys"));
  },
});

const help = () => at("shortcuts").showModal();
at("help").addEventListener("click", help);
keys.listen({
  save: () => work.save(),
  help,
  pane: (name) => panes.choose(name),
  step: (by) => findings.step(by),
  filter: () => {
    panes.show("list");
    at("filter").focus();
  },
  place: () => {
    panes.show("pages");
    pages.point(editor.field.selectionStart, true);
    pages.begin();
  },
});

const zoom = (factor) => {
  at("fit").textContent = `${Math.round(pages.setZoom(factor) * 100)} %`;
};
at("smaller").addEventListener("click", () => zoom(pages.zoom / 1.2));
at("larger").addEventListener("click", () => zoom(pages.zoom * 1.2));
at("fit").addEventListener("click", () => zoom(1));

// The address names the document, so that it can be kept, and gone back to.
function wanted() {
  try {
    return decodeURIComponent(location.hash.slice(1));
  } catch {
    return "";
  }
}
const go = async () => {
  const id = wanted();
  if (id) await work.show(id, () => wanted() === id);
};
addEventListener("hashchange", go);

const readList = async () => list.open(await server.list());
server.listen({
  list: async () => {
    await readList();
    if (work.open) await work.follow(work.open.id);
    else await go();
  },
  document: (summary) => {
    list.update(summary);
    if (work.open?.id === summary.id && summary.state !== "building") work.follow(summary.id);
  },
  lost: () => tell(say("lost"), { stays: true }),
  back: () => tell(say("back")),
});
await readList();
await go();
document.documentElement.dataset.ready = "yes";
