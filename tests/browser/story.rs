//! What is done with the page, and what must be seen then.

use std::fs;

use serde_json::json;

use crate::driver::{ALT, CONTROL, DOWN, ENTER, F8, Programs, SHIFT};
use crate::page::{OPEN, Page};

/// What is done with a page.
type Story = fn(&Page);

/// What happens, by its name.
pub(crate) const STORIES: [(&str, Story); 7] = [
    ("a mistake is seen, mended and saved", mends),
    ("what is saved elsewhere is shown, and nothing is overwritten unasked", follows),
    ("the page and the text lead to one another, by the keys alone too", leads),
    ("it is there on a narrow screen, in the dark and in French", adapts),
    ("what is not saved is kept, whatever becomes of the file", keeps),
    ("a server that ends and begins again is found again", reconnects),
    ("of many pages only those in sight are drawn", lengthens),
];

/// Tells a story, and that nothing went wrong beside it.
pub(crate) fn tell(programs: &Programs, story: Story) {
    let page = Page::open(programs);
    story(&page);
    page.nothing_else();
}

fn mends(page: &Page) {
    page.browser.picture("list");
    page.choose();
    page.until("document.querySelector('.row .keyword')?.textContent === 'Rappelant'");
    page.until("document.querySelector('#findings .sound')");
    page.browser.picture("light");
    // Scrolled pages stay where they are, and a mark on the page's own window tells that it was never loaded anew.
    page.browser.run("window.same = true");
    let digests = "[...document.querySelectorAll('.page')].map((figure) => figure.dataset.digest)";
    page.browser.run(&format!("window.digests = {digests}"));
    page.caret_behind("Ayant examiné");
    page.browser.keys(" <b>");
    page.until("document.querySelector('.finding.error')");
    page.until("!document.querySelector('#stale').hidden && document.querySelector('#saved').dataset.key === 'saved.no'");
    page.until("document.querySelector('.row .error')");
    page.browser.picture("mistake");
    assert!(!page.read().contains("<b>"), "nothing is saved unasked");
    page.browser.click(".finding.error");
    let chosen = "document.querySelector('#source').value.slice(document.querySelector('#source').selectionStart).startsWith('<b>')";
    page.until(chosen);
    page.until("document.activeElement.id === 'source'");
    page.caret_behind("Ayant examiné <b>");
    // The finding has led the pages to its place; from there they are moved by hand.
    page.browser.run("document.querySelector('#pages').scrollTo({ top: 700, behavior: 'instant' })");
    page.browser.keys(&"\u{e003}".repeat(4));
    page.browser.keys(" avec soin");
    page.until("document.querySelector('#findings .sound') && document.querySelector('#stale').hidden");
    page.until(&format!("window.digests[0] !== {digests}[0]"));
    assert_eq!(
        page.browser.run(&format!(
            "return window.digests.slice(2).every((digest, at) => digest === {digests}[at + 2])"
        )),
        true
    );
    page.browser.keys(&format!("{CONTROL}s"));
    page.until("document.querySelector('#saved').dataset.key === 'saved.yes' && document.querySelector('#save').disabled");
    assert!(page.read().contains("Ayant examiné avec soin le texte"));
    page.until("window.same && Math.abs(document.querySelector('#pages').scrollTop - 700) < 2");
}

fn follows(page: &Page) {
    page.choose();
    page.browser.run("window.same = true; document.querySelector('#pages').scrollTop = 500;");
    page.save(&page.read().replace("Ayant examiné", "Ayant lu"));
    page.until("document.querySelector('#source').value.includes('Ayant lu')");
    page.until("[...document.querySelectorAll('.line')].some((line) => line.ariaLabel.includes('Ayant lu'))");
    page.until("window.same && Math.abs(document.querySelector('#pages').scrollTop - 500) < 2");
    // A text that is typed is not lost when the file changes, nor is the file.
    page.caret_behind("Ayant lu");
    page.browser.keys(" ici");
    page.until("document.querySelector('#saved').dataset.key === 'saved.no'");
    page.save(&page.read().replace("Ayant lu", "Ayant relu"));
    page.until("!document.querySelector('#notice').hidden");
    page.browser.keys(&format!("{CONTROL}s"));
    page.until("document.querySelector('#saved').dataset.key === 'saved.failed'");
    assert!(page.read().contains("Ayant relu"));
    page.browser.click("#overwrite");
    page.until("document.querySelector('#saved').dataset.key === 'saved.yes' && document.querySelector('#notice').hidden");
    assert!(page.read().contains("Ayant lu ici"));
    page.until("document.activeElement.id === 'source'");
    page.browser.keys(" encore");
    page.until("document.querySelector('#saved').dataset.key === 'saved.no'");
    page.save(&page.read().replace("Ayant lu ici", "Ayant vu"));
    page.until("!document.querySelector('#notice').hidden");
    page.browser.click("#reload");
    page.until("document.querySelector('#source').value.includes('Ayant vu')");
    page.until("document.querySelector('#saved').dataset.key === 'saved.yes' && document.querySelector('#notice').hidden");
    // A style that is wrong for a moment is a finding.
    let style = page.folder.path().join("templates/archipels/style.toml");
    let sound = fs::read_to_string(&style).expect("a style");
    fs::write(&style, format!("{sound}\nnonsense = = 1\n")).expect("a style");
    page.until("document.querySelector('.finding.error .place').textContent.startsWith('style.toml')");
    fs::write(&style, sound).expect("a style");
    page.until("document.querySelector('#findings .sound')");
    // A new document.
    let text =
        page.read().replace("AA/12/RES/1\"", "AA/12/RES/9\"").replace("number    = 1", "number    = 9");
    fs::write(page.file().with_file_name("009-neuf.fr.md"), text).expect("a file");
    page.until("document.querySelector(\"a[data-id$='009-neuf.fr.md'][data-state]:not(.building)\")");
}

fn leads(page: &Page) {
    let line =
        "[...document.querySelectorAll('.line')].find((line) => line.ariaLabel.includes('Notant avec'))";
    page.choose();
    page.browser.run(&format!("{line}.id = 'wanted'"));
    page.browser.click("#wanted");
    let at =
        "document.querySelector('#source').value.slice(document.querySelector('#source').selectionStart)";
    page.until(&format!("document.activeElement.id === 'source' && {at}.startsWith('Notant avec')"));
    page.until("document.querySelector('.row.caret').textContent.startsWith('Notant avec')");
    page.until("document.querySelector('.line.here').ariaLabel.includes('Notant avec')");
    // From the text to the page.
    page.browser.keys(&DOWN.to_string().repeat(3));
    page.until("document.querySelector('.line.here').ariaLabel.includes('Ayant examiné')");
    // Without the mouse: filter, choose, type, go to a finding, to the page and back.
    page.browser.keys(&format!("{ALT}1"));
    page.browser.keys("/");
    page.until("document.activeElement.id === 'filter'");
    page.browser.keys("002 budget.fr");
    page.until("document.querySelectorAll('#documents a').length === 1");
    page.browser.keys(&format!("{DOWN}{ENTER}"));
    page.until("document.querySelector('#reference').textContent === 'AA/12/RES/2'");
    page.browser.keys(&format!("{ALT}2"));
    page.until("document.activeElement.id === 'source'");
    page.browser.keys("x");
    page.until("document.querySelector('.finding.error')");
    page.browser.keys(&F8.to_string());
    page.browser.keys("\u{e003}");
    page.until("document.querySelector('#source').selectionStart === 0");
    page.browser.keys(&format!("{ALT}4"));
    page.until("document.activeElement.closest('#pane-findings, body')");
    page.browser.keys(&format!("{ALT}3"));
    page.until("document.activeElement.matches('.line')");
    let first = page.browser.run("return document.activeElement.dataset.line");
    page.browser.keys(&DOWN.to_string());
    page.until(&format!(
        "document.activeElement.matches('.line') && document.activeElement.dataset.line !== {first}"
    ));
    page.browser.keys(&ENTER.to_string());
    page.until("document.activeElement.id === 'source'");
    page.browser.keys(&format!("{ALT}1"));
    page.browser.keys(&format!("{SHIFT}?"));
    page.until("document.querySelector('#shortcuts').open");
    page.browser.picture("keys");
    page.browser.keys(&ENTER.to_string());
    page.until("!document.querySelector('#shortcuts').open");
}

fn adapts(page: &Page) {
    let dark = json!({ "features": [{ "name": "prefers-color-scheme", "value": "dark" }] });
    page.browser.chrome("Emulation.setEmulatedMedia", &dark);
    page.choose();
    let light =
        "((rgb) => Number(rgb.match(/\\d+/)[0]) > 128)(getComputedStyle(document.body).backgroundColor)";
    page.until(&format!("!{light}"));
    page.browser.picture("dark");
    page.browser.click("#theme");
    page.until(light);
    page.browser.click("#language");
    page.until("document.documentElement.lang === 'fr' && document.querySelector('#save').textContent === 'Enregistrer'");
    page.browser.click("#language");
    page.until("document.querySelector('#save').textContent === 'Save'");
    page.browser.click("#language");
    page.browser.resize(390, 844);
    page.until("getComputedStyle(document.querySelector('.tabs')).display === 'flex'");
    let shown = "[...document.querySelectorAll('.pane')].filter((pane) => getComputedStyle(pane).display !== 'none').map((pane) => pane.id).join()";
    for (tab, pane) in
        [("list", "pane-list"), ("text", "pane-text"), ("findings", "pane-findings"), ("pages", "pane-pages")]
    {
        page.browser.click(&format!("#tab-{tab}"));
        page.until(&format!(
            "{shown} === '{pane}' && document.querySelector('#tab-{tab}').ariaSelected === 'true'"
        ));
        page.until("document.documentElement.scrollWidth <= 390");
        // A finger needs room.
        let small = "[...document.querySelectorAll('.bar :is(button, a), .tabs button, .pane :is(button:not(.line), a, input)')].filter((one) => one.checkVisibility()).map((one) => one.getBoundingClientRect()).filter(({ width, height }) => width < 40 || height < 40)";
        page.until(&format!("{small}.length === 0"));
        page.browser.picture(&format!("phone-{tab}"));
    }
    // A line of the page leads to the text there too.
    page.browser.click(".line[data-line='8']");
    page.until(&format!("{shown} === 'pane-text' && document.activeElement.id === 'source'"));
    // What was chosen is remembered.
    page.browser.go(&page.address);
    page.until("document.documentElement.dataset.ready && document.documentElement.lang === 'fr'");
    page.until("document.documentElement.dataset.theme === 'light'");
}

fn keeps(page: &Page) {
    let other = "a[data-id='12-port-brume-2031/002-budget.fr.md']";
    let unsaved = |link: &str| format!("!document.querySelector(\"{link} .unsaved\").hidden");
    page.choose();
    page.caret_behind("Ayant examiné");
    page.browser.keys(" avec soin");
    page.until("document.querySelector('#saved').dataset.key === 'saved.no'");
    // Another document has its own text; this one's is kept, and the list says of which it is.
    page.browser.click(other);
    page.until("document.querySelector('#reference').textContent === 'AA/12/RES/2'");
    page.until("document.querySelector('#saved').dataset.key === 'saved.yes'");
    page.until(&format!("{} && !({})", unsaved(OPEN), unsaved(other)));
    page.browser.click(OPEN);
    page.until("document.querySelector('#source').value.includes('Ayant examiné avec soin')");
    page.until("document.querySelector('#saved').dataset.key === 'saved.no'");
    // A file that goes away takes no text with it.
    let away = page.folder.path().join("away.md");
    fs::rename(page.file(), &away).expect("moved");
    page.until("document.querySelector('#notice').dataset.key === 'gone'");
    page.until(&format!("!document.querySelector(\"{OPEN}\")"));
    fs::rename(&away, page.file()).expect("moved");
    page.until("document.querySelector('#notice').hidden");
    page.until("document.querySelector('#reference').textContent === 'AA/12/RES/1'");
    page.until("document.querySelector('#source').value.includes('Ayant examiné avec soin')");
    page.browser.keys(&format!("{CONTROL}s"));
    page.until("document.querySelector('#saved').dataset.key === 'saved.yes'");
    assert!(page.read().contains("Ayant examiné avec soin"));
    // A session that is wrong for a moment is a finding.
    let session = page.file().with_file_name("session.toml");
    let sound = fs::read_to_string(&session).expect("a session");
    fs::write(&session, format!("{sound}\nnonsense = = 1\n")).expect("a session");
    page.until("document.querySelector('.finding.error .place').textContent.startsWith('session.toml')");
    fs::write(&session, sound).expect("a session");
    page.until("document.querySelector('#findings .sound')");
}

fn reconnects(page: &Page) {
    page.choose();
    page.caret_behind("Ayant examiné");
    page.browser.keys(" avec soin");
    page.until("document.querySelector('#saved').dataset.key === 'saved.no'");
    page.server.stop();
    page.until("document.querySelector('#status.shown').textContent.includes('is lost')");
    page.browser.keys(" ici");
    page.server.start(page.folder.path(), page.port());
    page.until("document.querySelector('#status').textContent === 'Connected again.'");
    page.until(
        "[...document.querySelectorAll('.line')].some((line) => line.ariaLabel.includes('avec soin ici'))",
    );
    page.browser.keys(&format!("{CONTROL}s"));
    page.until("document.querySelector('#saved').dataset.key === 'saved.yes'");
    assert!(page.read().contains("Ayant examiné avec soin ici"));
}

fn lengthens(page: &Page) {
    // Dozens of pages: what is far away is not fetched, and is there when it is gone to.
    let text = page.read();
    let clause =
        "Notant que la pluie ne cesse pas au large des îles, et que nul ne sait quand elle cessera,\n\n";
    let at = text.find("Rappelant").expect("a clause");
    page.save(&format!("{}{}{}", &text[..at], clause.repeat(1200), &text[at..]));
    page.browser.click(OPEN);
    page.until("document.querySelectorAll('.page').length > 40");
    page.until("document.querySelector('.page img').naturalWidth > 0");
    page.until("document.querySelectorAll('.page img[src]').length < 20");
    page.caret_behind("Ayant examiné");
    page.browser.keys(&DOWN.to_string());
    page.until("document.querySelector('.line.here').closest('.page').querySelector('img').naturalWidth > 0");
    page.until("Number(document.querySelector('.line.here').dataset.page) > 40");
}
