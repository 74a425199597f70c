//! Every screen in both themes, both languages and three sizes: axe finds nothing serious, nothing breaks the security
//! policy, nothing is wider than the window. Screenshots are left in target/screenshots for people to look at.

mod appraisal;
mod aside;
mod axe;
mod desk;
mod guides;
mod headings;
mod keying;
mod large_letters;
mod notices;
mod packages;
mod page;
mod province;
mod public;
mod results;
mod tour;

use std::path::PathBuf;

use tests::binary::root;

/// The sizes that people look at: a phone, the tablet, a desk.
pub const SIZES: [(u32, u32); 3] = [(390, 844), (800, 1280), (1440, 900)];

/// Where a screenshot goes.
pub fn picture(screen: &str, (width, _): (u32, u32), dark: bool, language: &str) -> PathBuf {
    let theme = if dark { "dark" } else { "light" };
    root().join("target/screenshots").join(format!("{screen}-{width}-{theme}-{language}.png"))
}
