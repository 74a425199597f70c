//! The tour through all screens, as an interviewer and as an admin.

use std::time::Duration;

use tests::browser::Browser;
use tests::demo::{CLOSED, COMMUNE, DISTRICT, INTERVIEWER, PRACTICE};
use tests::hand::{begin, fill_the_rest, go_on_to_units, sign_in, turn};
use tests::served::Served;

use crate::{SIZES, axe, guides, picture};

/// Targets in tables that a finger would miss, and a screen without a heading.
const SMALL: &str = "
    const targets = [...document.querySelectorAll('table a, table button, table input, table select')];
    const small = targets.map(e => [e, e.getBoundingClientRect()])
        .filter(([, box]) => box.width > 0 && (box.width < 24 || box.height < 24))
        .map(([e, box]) => `${e.outerHTML.slice(0, 80)} ${box.width} × ${box.height}`);
    return small.slice(0, 3).concat(document.querySelector('h1') ? [] : ['no h1']).join('; ')";

/// A phone draws none over what it shows.
const WITHOUT_SCROLL_BARS: &str = "
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('* { scrollbar-width: none !important; }');
    document.adoptedStyleSheets = [sheet]";

/// A screen: its name, its path, and what is there when it is ready.
pub type Stop<'a> = (&'a str, String, &'a str);

#[tokio::test]
async fn interviewers_screens_have_nothing_serious() -> anyhow::Result<()> {
    let served = Served::start();
    served.command(&["account", "assign", INTERVIEWER, "--campaign", PRACTICE, COMMUNE, DISTRICT]);
    let browser = Browser::open().await?;
    browser.goto(served.url()).await?;
    let mut faults =
        look(&browser, &served, &[("sign-in", "/sign-in".into(), "input[name=username]")]).await?;
    sign_in(&browser, INTERVIEWER, &served.password(INTERVIEWER)?).await?;
    browser.press(&format!("[data-campaign='{PRACTICE}']")).await?;
    let board = format!("/c/{PRACTICE}");
    let stops = [
        ("home", "/".into(), "[data-campaign]"),
        ("board", board.clone(), "[data-do=begin]"),
        ("outbox", "/outbox".into(), "main h1"),
        ("device", "/device".into(), "main h1"),
    ];
    faults.extend(look(&browser, &served, &stops).await?);
    for (form, name) in [("P7", "interview"), ("P6", "interview-own-unit")] {
        browser.goto(format!("{}{board}", served.url())).await?;
        browser.press(&format!("[data-form='{form}'] [data-do=begin]")).await?;
        browser.find("[data-screen]").await?;
        let path = browser.driver().current_url().await?.path().to_owned();
        faults.extend(look(&browser, &served, &[(name, path, "[data-screen]")]).await?);
    }
    faults.extend(look_at_the_part_about_units(&browser, &served, &board).await?);
    faults.extend(look_at_the_end(&browser, &served, &board).await?);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    browser.close_all().await
}

/// Judging 19 units in both ways.
async fn look_at_the_part_about_units(
    browser: &Browser,
    served: &Served,
    board: &str,
) -> anyhow::Result<Vec<String>> {
    let mut faults = Vec::new();
    browser.goto(format!("{}{board}", served.url())).await?;
    begin(browser, "P4", DISTRICT).await?;
    go_on_to_units(browser).await?;
    let path = browser.driver().current_url().await?.path().to_owned();
    for (way, name) in [("question", "interview-units"), ("unit", "interview-unit")] {
        turn(browser, way).await?;
        faults.extend(look(browser, served, &[(name, path.clone(), "[data-screen]")]).await?);
    }
    Ok(faults)
}

/// The last screen before a ballot is sealed.
async fn look_at_the_end(browser: &Browser, served: &Served, board: &str) -> anyhow::Result<Vec<String>> {
    browser.goto(format!("{}{board}", served.url())).await?;
    begin(browser, "P7", COMMUNE).await?;
    fill_the_rest(browser, "no").await?;
    let path = browser.driver().current_url().await?.path().to_owned();
    look(browser, served, &[("interview-review", path, "[data-do=finish]")]).await
}

#[tokio::test]
async fn office_screens_have_nothing_serious() -> anyhow::Result<()> {
    let served = Served::start();
    let browser = Browser::open().await?;
    browser.goto(served.url()).await?;
    sign_in(&browser, "admin", &served.password("admin")?).await?;
    browser.find("[data-campaign]").await?;
    let office = format!("/office/{CLOSED}");
    let stops = [
        ("office-home", "/".into(), "[data-campaign]"),
        ("fieldwork", office.clone(), "[data-table=counts] tr[data-form]"),
        ("ballots", format!("{office}/ballots"), "tr[data-key]"),
        ("ballot", format!("{office}/ballots/1"), "#history-title"),
        ("survey", format!("{office}/survey"), "[data-table=survey] tr[data-unit]"),
        ("index", format!("{office}/index"), "[data-table=index] tr[data-unit]"),
        ("index-opened", format!("{office}/index?type=department&unit=SNV"), ".opened tr[data-heading]"),
        ("index-practice", format!("/office/{PRACTICE}/index"), ".incomplete tr[data-unit]"),
        ("survey-practice", format!("/office/{PRACTICE}/survey"), "[data-table=survey] tr[data-unit]"),
        ("accounts", "/admin/accounts".into(), "main table"),
        ("account-list", "/admin/accounts?new=list".into(), "#list-rows"),
        ("account", "/admin/accounts?user=dtv01".into(), "[data-do=give-role]"),
        ("phases", format!("{office}/phases"), "[data-phase=publication]"),
        ("packages", "/admin/packages".into(), "[data-kept]"),
        ("log", "/admin/log".into(), "[data-table=acts]"),
        ("password", "/password".into(), "#password-old"),
    ];
    let faults = look(&browser, &served, &stops).await?;
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    browser.close_all().await
}

/// Visits each stop in each size, theme and language; returns what is wrong.
pub async fn look(browser: &Browser, served: &Served, stops: &[Stop<'_>]) -> anyhow::Result<Vec<String>> {
    let mut faults = Vec::new();
    for (name, path, ready) in stops {
        browser.goto(format!("{}{path}", served.url())).await?;
        for language in ["vi", "en"] {
            browser
                .wait_until(&format!("document.querySelector('{ready}')"), Duration::from_secs(30))
                .await?;
            if browser.driver().execute("return document.documentElement.lang", vec![]).await?.json()
                != language
            {
                browser.press(&format!("[data-language={language}]")).await?;
                browser
                    .wait_until(
                        &format!("document.documentElement.lang === '{language}'"),
                        Duration::from_secs(10),
                    )
                    .await?;
            }
            faults.extend(seen(browser, name, language).await?);
        }
        browser.press("[data-language=vi]").await?;
        faults
            .extend(browser.complaints().await?.into_iter().map(|complaint| format!("{name}: {complaint}")));
    }
    browser.set_dark(false).await?;
    browser.set_size(SIZES[1].0, SIZES[1].1).await?;
    Ok(faults)
}

/// Looks at the page that is there, in each size and theme; returns what is wrong.
pub async fn seen(browser: &Browser, name: &str, language: &str) -> anyhow::Result<Vec<String>> {
    let mut faults = Vec::new();
    for dark in [false, true] {
        browser.set_dark(dark).await?;
        for size in SIZES {
            browser.set_size(size.0, size.1).await?;
            let wide =
                "return document.documentElement.scrollWidth > document.documentElement.clientWidth + 1";
            if browser.driver().execute(wide, vec![]).await?.json() == true {
                faults.push(format!("{name} {language} is wider than {}", size.0));
            }
            let small = browser.driver().execute(SMALL, vec![]).await?.json().clone();
            if small != "" {
                faults.push(format!("{name} {language} {}: under 24 pixels: {small}", size.0));
            }
            let paper =
                "return [...document.querySelectorAll('.on-paper')].some(line => line.checkVisibility())";
            if browser.driver().execute(paper, vec![]).await?.json() == true {
                faults.push(format!("{name} {language} {}: shows what is for paper alone", size.0));
            }
            browser.driver().execute(WITHOUT_SCROLL_BARS, vec![]).await?;
            let file = picture(name, size, dark, language);
            std::fs::create_dir_all(file.parent().expect("a folder"))?;
            browser.driver().screenshot(&file).await?;
            browser.driver().execute("document.adoptedStyleSheets = []", vec![]).await?;
            if !dark {
                faults.extend(guides::compare(browser, name, size.0, language, &file).await?);
            }
        }
        let serious = axe::serious(browser).await?;
        faults.extend(serious.into_iter().map(|fault| format!("{name} {language} dark={dark}: {fault}")));
    }
    Ok(faults)
}
