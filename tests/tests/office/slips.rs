//! Slips for new accounts from a file: chosen by keyboard, on A4 as they are cut and folded.

use anyhow::Context;
use serde_json::json;
use tests::office::{Office, name_the_office};
use thirtyfour::prelude::*;

/// How many stand on a page.
const ON_A_PAGE: usize = 4;
/// More than two pages of them, with the longest names that people have.
const SLIPS: usize = 9;

fn list() -> String {
    let row = |n| format!("dtv9{n};Nguyễn Công Tằng Tôn Nữ Hoàng Thị Ngọc Phương Thảo {n};interviewer;\n");
    format!("username;name;role;places\n{}", (1..=SLIPS).map(row).collect::<String>())
}

#[tokio::test]
async fn slips_come_from_a_file_and_lie_whole_on_a4() -> anyhow::Result<()> {
    let mut office = Office::open("admin").await?;
    name_the_office(&mut office.served)?;
    office.goto("/admin/accounts?new=list").await?;
    office.browser.find(".file-choice").await?;
    // No word of the browser's own, and reached by keyboard, where it is seen.
    let hidden = "getComputedStyle(document.querySelector('#list-file')).opacity";
    assert_eq!(office.ask(hidden).await?, "0");
    for _ in 0..80 {
        if office.is_on("#list-file").await? {
            break;
        }
        office.key(Key::Tab).await?;
    }
    let ring = "document.activeElement.id === 'list-file' &&
        getComputedStyle(document.querySelector('.file-choice')).outlineStyle";
    assert_eq!(office.ask(ring).await?, "solid");

    let folder = tempfile::tempdir()?;
    let file = folder.path().join("danh sách.csv");
    // As Excel writes it: with a mark before the first letter.
    std::fs::write(&file, format!("\u{feff}{}", list()))?;
    let input = office.browser.driver().find(By::Css("#list-file")).await?;
    input.send_keys(file.display().to_string()).await?;
    office.wait_for("[data-file='danh sách.csv']", true).await?;
    office.browser.press("[data-do=make-list]").await?;
    office.wait_for(&format!(".slip[data-account=dtv9{SLIPS}]"), true).await?;

    // Four to a page, none over two: more paper than that means that one was too tall for its quarter.
    let printed =
        office.browser.devtools_answer("Page.printToPDF", json!({ "preferCSSPageSize": true })).await?;
    let read = "const text = atob(arguments[0]);
        return [...text.matchAll(/\\/Type\\s*\\/Page\\b/g)].length + ' ' + text.match(/MediaBox\\s*\\[([^\\]]*)\\]/)[1]";
    let pages = office.browser.driver().execute(read, vec![printed["data"].clone()]).await?;
    let pages = pages.json().as_str().unwrap_or_default().to_owned();
    let (count, size) = pages.split_once(' ').context("pages and their size")?;
    assert_eq!(count, SLIPS.div_ceil(ON_A_PAGE).to_string(), "{pages}");
    let a4: Vec<f64> = size.split_whitespace().filter_map(|side| side.parse().ok()).collect();
    assert!((a4[2] - 595.0).abs() < 1.0 && (a4[3] - 842.0).abs() < 1.0, "{size}");

    // At the width of the paper nothing of a slip lies outside of it, and it says whose server it is.
    office.browser.set_print(true).await?;
    office.browser.set_size(703, 1032).await?;
    let cut = "[...document.querySelectorAll('.slip')].filter(slip => {
        const box = slip.getBoundingClientRect();
        return box.right > innerWidth || [...slip.querySelectorAll('*')].some(part => {
            const at = part.getBoundingClientRect();
            return at.right > box.right + 1 || at.bottom > box.bottom + 1 || part.scrollWidth > part.clientWidth + 1
                && getComputedStyle(part).display !== 'inline';
        });
    }).map(slip => slip.dataset.account).join(' ')";
    assert_eq!(office.ask(cut).await?, "");
    assert_eq!(office.text(".slip-host").await?, "Tỉnh Bắc Kạn\nSở Nội vụ tỉnh Bắc Kạn");
    office.close().await
}
