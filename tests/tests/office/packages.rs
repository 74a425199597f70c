//! A campaign without a terminal, by keyboard alone: an admin of an empty server sends a package with a fault, sees it, sends the right
//! one, imports it, opens a phase, and gives one unit longer.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::Path;

use anyhow::Context;
use jiff::tz::{TimeZone, offset};
use jiff::{Timestamp, ToSpan as _};
use shared::wire::{Calendar, Phase};
use tempfile::TempDir;
use tests::browser::Browser;
use tests::client::Client;
use tests::demo::CLOSED;
use tests::hand::sign_in;
use tests::keyboard::{ask, key, tab_to, wait_on};
use tests::office::SOON;
use tests::sample;
use tests::served::Served;
use thirtyfour::Key;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// The sample as people zip it: with the folder around it.
fn zipped(to: &Path) -> anyhow::Result<()> {
    let mut zip = ZipWriter::new(File::create(to)?);
    for name in names() {
        zip.start_file(format!("bac-kan/{name}"), SimpleFileOptions::default())?;
        zip.write_all(&fs::read(sample::package().join(&name))?)?;
    }
    zip.finish()?;
    Ok(())
}

fn names() -> Vec<String> {
    let forms = (1..=7).map(|n| format!("forms/P{n}.xlsx"));
    ["campaign.xlsx".to_owned()].into_iter().chain(forms).collect()
}

/// An empty server with its first admin in a window as wide as a desk, and the admin's password.
pub async fn begin() -> anyhow::Result<(Served, Browser, String)> {
    let served = Served::start_empty();
    let printed = served.command(&["account", "add", "quan-tri", "--role", "admin"]);
    let password = printed.split_once("Mật khẩu: ").and_then(|(_, rest)| rest.split(' ').next());
    let password = password.context("a password is printed")?.to_owned();
    let browser = Browser::open().await?;
    browser.set_size(1440, 900).await?;
    browser.goto(served.url()).await?;
    sign_in(&browser, "quan-tri", &password).await?;
    browser.find("[data-do=to-packages]").await?;
    Ok((served, browser, password))
}

/// Chooses files where the keyboard is, as the browser's own dialog would.
async fn choose(browser: &Browser, files: &[String]) -> anyhow::Result<()> {
    tab_to(browser, "#package-file").await?;
    Ok(browser.driver().active_element().await?.send_keys(files.join("\n")).await?)
}

pub async fn there(browser: &Browser, css: &str) -> anyhow::Result<()> {
    Ok(browser.wait_until(&format!("document.querySelector(\"{css}\")"), SOON).await?)
}

#[tokio::test]
#[expect(clippy::disallowed_methods, reason = "phases are opened by the server's clock")]
async fn an_admin_brings_a_campaign_in_and_opens_its_year_by_keyboard_alone() -> anyhow::Result<()> {
    let (served, browser, password) = begin().await?;
    tab_to(&browser, "[data-do=to-packages]").await?;
    key(&browser, Key::Enter).await?;
    browser.find("[data-do=sample]").await?;

    // The files chosen together, but for one.
    let all: Vec<String> =
        names().iter().map(|it| sample::package().join(it).display().to_string()).collect();
    choose(&browser, &all[..7]).await?;
    there(&browser, "[data-checked=wrong]").await?;
    wait_on(&browser, "#package-checked").await?;
    let fault = browser.find("[data-fault='forms.file_missing']").await?.text().await?;
    for told in ["campaign.xlsx", "trang forms", "cột file", "dòng 8", "forms/P7.xlsx"] {
        assert!(fault.contains(told), "{told}: {fault}");
    }
    assert_eq!(ask(&browser, "document.querySelectorAll('[data-do=import]').length").await?, "0");

    // The right one, as a .zip with a folder around it.
    let folder = TempDir::new()?;
    let zip = folder.path().join("Gói 2019.zip");
    zipped(&zip)?;
    browser.refresh().await?;
    browser.find("[data-do=sample]").await?;
    choose(&browser, &[zip.display().to_string()]).await?;
    there(&browser, "[data-checked=right]").await?;
    wait_on(&browser, "#package-checked").await?;
    let units = browser.find("[data-sheet=units]").await?.text().await?;
    assert!(units.contains("thêm 27 dòng"), "{units}");
    tab_to(&browser, "[data-do=import]").await?;
    key(&browser, Key::Enter).await?;
    there(&browser, &format!("[data-imported='{CLOSED}']")).await?;
    there(&browser, &format!("[data-kept='{CLOSED}']")).await?;

    // Its year: a phase opens, with a last day and a reason that is asked for.
    tab_to(&browser, "[data-do=to-phases]").await?;
    key(&browser, Key::Enter).await?;
    let card = "[data-phase=self_scoring]";
    there(&browser, &format!("{card}[data-standing=never]")).await?;
    let proposed = browser.find(card).await?.text().await?;
    assert!(proposed.contains("20/12/2019"), "what the package proposes: {proposed}");
    tab_to(&browser, &format!("{card} [data-do=open]")).await?;
    key(&browser, Key::Enter).await?;
    wait_on(&browser, "dialog[open] *").await?;
    tab_to(&browser, "#phase-closes").await?;
    let today = Timestamp::now().to_zoned(TimeZone::fixed(offset(7)));
    let last = today.checked_add(5.days())?;
    key(&browser, last.strftime("%m%d%Y").to_string()).await?;
    tab_to(&browser, "[data-do=set-open]").await?;
    key(&browser, Key::Enter).await?;
    wait_on(&browser, "#phase-reason").await?;
    there(&browser, "#phase-reason-error").await?;
    key(&browser, "Theo kế hoạch năm").await?;
    tab_to(&browser, "[data-do=set-open]").await?;
    key(&browser, Key::Enter).await?;
    there(&browser, &format!("{card}[data-standing=open]")).await?;
    wait_on(&browser, "#phase-self_scoring").await?;
    let left = browser.find(&format!("{card} [data-left]")).await?.text().await?;
    assert!(left.starts_with("Còn 5 ngày, đến hết ngày"), "{left}");

    // A phase whose turn has not come asks whether it is meant.
    tab_to(&browser, "[data-phase=explanation] [data-do=open]").await?;
    key(&browser, Key::Enter).await?;
    wait_on(&browser, "dialog[open] *").await?;
    there(&browser, "[data-skipped=appraisal]").await?;
    key(&browser, Key::Escape).await?;
    browser.wait_until("!document.querySelector('dialog[open]')", tests::office::SOON).await?;

    // One unit gets longer.
    tab_to(&browser, &format!("{card} [data-do=extend]")).await?;
    key(&browser, Key::Enter).await?;
    wait_on(&browser, "dialog[open] *").await?;
    tab_to(&browser, "#phase-unit").await?;
    key(&browser, "Sở Nội").await?;
    tab_to(&browser, "#phase-until").await?;
    let longer = today.checked_add(9.days())?;
    key(&browser, longer.strftime("%m%d%Y").to_string()).await?;
    tab_to(&browser, "#phase-reason").await?;
    key(&browser, "Lũ lụt").await?;
    tab_to(&browser, "[data-do=set-extend]").await?;
    key(&browser, Key::Enter).await?;
    there(&browser, &format!("{card} [data-extension=SNV]")).await?;
    let said = browser.find(&format!("{card} [data-extension=SNV]")).await?.text().await?;
    assert!(said.contains(&longer.strftime("%d/%m/%Y").to_string()) && said.contains("Lũ lụt"), "{said}");

    // It is asked back before it closes; then nobody has it but the unit.
    tab_to(&browser, &format!("{card} [data-do=close]")).await?;
    key(&browser, Key::Enter).await?;
    wait_on(&browser, "dialog[open] *").await?;
    key(&browser, Key::Escape).await?;
    browser.wait_until("!document.querySelector('dialog[open]')", SOON).await?;
    there(&browser, &format!("{card}[data-standing=open]")).await?;
    wait_on(&browser, "#phase-self_scoring").await?;
    tab_to(&browser, &format!("{card} [data-do=close]")).await?;
    key(&browser, Key::Enter).await?;
    wait_on(&browser, "dialog[open] *").await?;
    tab_to(&browser, "#phase-reason").await?;
    key(&browser, "Đủ rồi").await?;
    tab_to(&browser, "[data-do=set-close]").await?;
    key(&browser, Key::Enter).await?;
    there(&browser, &format!("{card}[data-standing=over] [data-extension=SNV]")).await?;

    let admin = Client::sign_in_with(&served, "quan-tri", &password).await?;
    let calendar = admin.get(&format!("/api/campaigns/{CLOSED}/phases")).await?;
    let calendar: Calendar = serde_json::from_value(calendar)?;
    assert!(calendar.phases.iter().all(|row| row.phase == Phase::SelfScoring) && calendar.phases.len() == 2);
    assert_eq!((calendar.extensions.len(), &*calendar.extensions[0].reason), (1, "Lũ lụt"));
    let complaints = browser.complaints().await?;
    assert!(complaints.is_empty(), "{complaints:?}");
    browser.close_all().await
}

#[tokio::test]
async fn the_sample_is_loaded_and_what_a_package_would_change_is_shown() -> anyhow::Result<()> {
    let (_served, browser, _) = begin().await?;
    browser.press("[data-do=to-packages]").await?;
    browser.press("[data-do=sample]").await?;
    browser.press("[data-do=import]").await?;
    there(&browser, &format!("[data-imported='{CLOSED}']")).await?;
    browser.press("[data-do=sample]").await?;
    there(&browser, "[data-checked=right] [data-same]").await?;

    // The same form under its version is refused with the way on; a raised version is a change.
    for (raised, css) in
        [(false, "[data-fault='import.version_changed']"), (true, "[data-sheet=forms] [data-row=P7]")]
    {
        let label = ("Phiếu 7 - Người dân, tổ chức, doanh nghiệp", "Phiếu 7 - Người dân");
        let version = ("<t>2019.1</t>", "<t>2019.2</t>");
        let replaced = if raised { vec![label, version] } else { vec![label] };
        let package = tests::edition::changed("P7", &replaced)?;
        let files: Vec<String> =
            names().iter().map(|it| package.path().join(it).display().to_string()).collect();
        let input = browser.driver().find(thirtyfour::By::Css("#package-file")).await?;
        input.send_keys(files.join("\n")).await?;
        there(&browser, css).await?;
    }
    // What was said of one choice goes with the next, also where that cannot be checked: two archives are no package.
    let folder = tempfile::TempDir::new()?;
    let archives = ["a.zip", "b.zip"].map(|name| folder.path().join(name));
    for archive in &archives {
        std::fs::write(archive, "no archive")?;
    }
    let input = browser.driver().find(thirtyfour::By::Css("#package-file")).await?;
    input.send_keys(archives.map(|it| it.display().to_string()).join("\n")).await?;
    there(&browser, "[data-refused]").await?;
    let left = browser.driver().find_all(thirtyfour::By::Css("[data-checked]")).await?;
    assert!(left.is_empty(), "the check of the package before is still there");
    let complaints = browser.complaints().await?;
    assert!(complaints.is_empty(), "{complaints:?}");
    browser.close_all().await
}
