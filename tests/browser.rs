//! The preview in a real browser: what a clerk does with it, from choosing a document to saving it.
//!
//! It needs Chromium and its driver, and says so where they are missing. `GREFFE_SCREENSHOTS` names a folder for
//! pictures of the page.

#[path = "browser/driver.rs"]
mod driver;
#[path = "browser/story.rs"]
mod story;

fn main() {
    let Some(programs) = driver::Programs::find() else {
        println!("skipped: no Chromium here (install the packages chromium and chromium-driver)");
        return;
    };
    for (name, told) in story::STORIES {
        println!("{name} …");
        story::tell(&programs, told);
        println!("{name} … ok");
    }
}
