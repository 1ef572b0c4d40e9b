//! The preview in a real browser: what a clerk does with it, from choosing a document to saving it.
//!
//! It needs Chromium and its driver, and says so where they are missing. `GREFFE_SCREENSHOTS` names a folder for
//! pictures of the page.

#[path = "browser/driver.rs"]
mod driver;
#[path = "browser/page.rs"]
mod page;
#[path = "browser/story.rs"]
mod story;

fn main() {
    let Some(programs) = driver::Programs::find() else {
        println!("skipped: no Chromium here (install the packages chromium and chromium-driver)");
        return;
    };
    // As elsewhere, words of the command line choose among the tests.
    let wanted: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    let chosen = |name: &str| wanted.is_empty() || wanted.iter().any(|word| name.contains(word.as_str()));
    for (name, told) in story::STORIES.into_iter().filter(|(name, _)| chosen(name)) {
        println!("{name} …");
        story::tell(&programs, told);
        println!("{name} … ok");
    }
}
