//! The interviewer's hand: signs in, begins, answers, finishes, on whatever screen is shown.

use std::time::Duration;

use serde_json::Value;
use shared::wire::Role;
use thirtyfour::prelude::*;

use crate::browser::Browser;
use crate::served::Served;

const SHORT: Duration = Duration::from_secs(20);

/// Signs in on the screen that is shown, as somebody who was here before.
pub async fn sign_in(browser: &Browser, username: &str, password: &str) -> WebDriverResult<()> {
    for role in Role::ALL {
        let met = format!("localStorage.setItem('parindex.met.{}', '')", role.code());
        browser.driver().execute(&met, vec![]).await?;
    }
    sign_in_first(browser, username, password).await
}

/// Signs in on the screen that is shown, for the first time on this device.
pub async fn sign_in_first(browser: &Browser, username: &str, password: &str) -> WebDriverResult<()> {
    browser.type_into("input[name=username]", username).await?;
    browser.type_into("input[name=password]", password).await?;
    browser.press("[data-do=sign-in]").await
}

/// Signs in at the start page, waits until the app can do without network, and goes to the board of a campaign.
pub async fn begin_work(
    browser: &Browser,
    served: &Served,
    username: &str,
    campaign: &str,
) -> anyhow::Result<()> {
    browser.goto(served.url()).await?;
    sign_in(browser, username, &served.password(username)?).await?;
    browser.find(&format!("[data-campaign='{campaign}']")).await?;
    browser.wait_until("navigator.serviceWorker.controller", Duration::from_secs(30)).await?;
    Ok(browser.press(&format!("[data-campaign='{campaign}']")).await?)
}

/// Begins an interview from the board, where the words of thanks after one lead back to. Whoever is asked agrees, where the campaign asks.
pub async fn begin(browser: &Browser, form: &str, place: &str) -> WebDriverResult<()> {
    if browser.driver().find(By::Css("[data-do=board]")).await.is_ok() {
        browser.press("[data-do=board]").await?;
    }
    browser.press(&format!("[data-form='{form}'][data-place='{place}'] [data-do=begin]")).await?;
    let first = browser.find("[data-screen], [data-do=agree]").await?;
    if first.attr("data-do").await?.is_some() {
        browser.press("[data-do=agree]").await?;
        browser.find("[data-screen]").await?;
    }
    Ok(())
}

/// The screen that is shown.
pub async fn screen(browser: &Browser) -> WebDriverResult<String> {
    Ok(browser.find("[data-screen]").await?.attr("data-screen").await?.unwrap_or_default())
}

/// Presses an option and waits until the screen says that it is on the disk.
pub async fn choose(browser: &Browser, path: &str, answer: &str) -> WebDriverResult<()> {
    browser.press(&format!("[data-path='{path}'][data-answer='{answer}']")).await?;
    saved(browser, path).await
}

/// Goes to the outbox, from the board or the words of thanks.
pub async fn outbox(browser: &Browser) -> WebDriverResult<()> {
    if browser.driver().find(By::Css("[data-do=board]")).await.is_ok() {
        browser.press("[data-do=board]").await?;
    }
    browser.press("a[href='/outbox']").await?;
    browser.find(".outbox-head").await?;
    Ok(())
}

/// Whether an option of the screen is the one that was chosen.
pub async fn is_chosen(browser: &Browser, path: &str, answer: &str) -> WebDriverResult<bool> {
    let option = browser.find(&format!("[data-path='{path}'][data-answer='{answer}']")).await?;
    Ok(option.attr("aria-checked").await?.as_deref() == Some("true"))
}

/// Types an answer and waits until the screen says that it is on the disk.
pub async fn type_answer(browser: &Browser, path: &str, text: &str) -> WebDriverResult<()> {
    browser.type_into(&format!("input[data-path='{path}'],textarea[data-path='{path}']"), text).await?;
    saved(browser, path).await
}

/// Puts a text into a field at once, as pasting does, and waits until the screen says that it is on the disk.
pub async fn paste(browser: &Browser, path: &str, text: &str) -> WebDriverResult<()> {
    paste_only(browser, path, text).await?;
    saved(browser, path).await
}

/// Puts a text into a field at once.
pub async fn paste_only(browser: &Browser, path: &str, text: &str) -> WebDriverResult<()> {
    let field = browser.find(&format!("input[data-path='{path}'],textarea[data-path='{path}']")).await?;
    let script = "arguments[0].value = arguments[1];
        arguments[0].dispatchEvent(new Event('input', { bubbles: true }));";
    browser.driver().execute(script, vec![field.to_json()?, text.into()]).await?;
    Ok(())
}

async fn saved(browser: &Browser, path: &str) -> WebDriverResult<()> {
    browser.wait_until(&format!("document.querySelector(\"[data-saved='{path}']\")"), SHORT).await
}

/// Goes to the next screen and waits for it.
pub async fn next(browser: &Browser) -> WebDriverResult<()> {
    let before = screen(browser).await?;
    browser.press("[data-do=next]").await?;
    let moved = format!(
        "!document.querySelector('[data-screen]') || document.querySelector('[data-screen]').dataset.screen !== '{before}'"
    );
    browser.wait_until(&moved, SHORT).await
}

/// Goes to the screen before and waits for it.
pub async fn back(browser: &Browser) -> WebDriverResult<()> {
    let before = screen(browser).await?;
    browser.press("[data-do=back]").await?;
    let moved = format!("document.querySelector('[data-screen]')?.dataset.screen !== '{before}'");
    browser.wait_until(&moved, SHORT).await
}

/// Goes on to the screen with this path, with `answer` to every question on the way.
pub async fn go_to(browser: &Browser, path: &str, answer: &str) -> WebDriverResult<()> {
    while screen(browser).await? != path {
        answer_what_is_left(browser, answer).await?;
        next(browser).await?;
    }
    Ok(())
}

/// Goes on to the part that judges several units, with `A` to every question on the way.
pub async fn go_on_to_units(browser: &Browser) -> WebDriverResult<()> {
    while browser.driver().find(By::Css(".ask-units, [data-do=next-missing]")).await.is_err() {
        answer_what_is_left(browser, "A").await?;
        next(browser).await?;
    }
    drawn(browser).await
}

/// Goes through parts about several units one `question` or one `unit` a screen.
pub async fn turn(browser: &Browser, way: &str) -> WebDriverResult<()> {
    browser.press("[data-do=jump]").await?;
    browser.press(&format!("[data-way={way}]")).await?;
    browser.press("dialog .dialog-actions button").await
}

/// Waits until all units of the screen are drawn.
pub async fn drawn(browser: &Browser) -> WebDriverResult<()> {
    browser.wait_until("!document.querySelector('.units[aria-busy]')", SHORT).await
}

/// The radio groups of the screen that have no answer yet: one path for each.
pub async fn unanswered(browser: &Browser) -> WebDriverResult<Vec<String>> {
    drawn(browser).await?;
    let script = "
        const groups = new Map();
        for (const option of document.querySelectorAll('[data-screen] [role=radio][data-path][data-answer], [data-screen] input[type=radio][data-path]')) {
            const chosen = option.getAttribute('aria-checked') === 'true' || option.checked === true;
            groups.set(option.dataset.path, (groups.get(option.dataset.path) || false) || chosen);
        }
        return [...groups].filter(([, chosen]) => !chosen).map(([path]) => path);";
    let paths = browser.driver().execute(script, vec![]).await?;
    Ok(paths.json().as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect())
}

/// Gives `answer`, or the first option where there is no such answer, to every question of the screen that has none.
pub async fn answer_what_is_left(browser: &Browser, answer: &str) -> WebDriverResult<()> {
    for path in unanswered(browser).await? {
        let script = format!(
            "const options = [...document.querySelectorAll(\"[data-path='{path}'][data-answer]\")];
             return (options.find(o => o.dataset.answer === '{answer}') || options[0]).dataset.answer;"
        );
        let offered = browser.driver().execute(&script, vec![]).await?;
        choose(browser, &path, offered.json().as_str().unwrap_or(answer)).await?;
    }
    Ok(())
}

/// Answers all screens from here to the last.
pub async fn fill_the_rest(browser: &Browser, answer: &str) -> WebDriverResult<()> {
    loop {
        answer_what_is_left(browser, answer).await?;
        if browser.driver().find(By::Css("[data-do=finish]")).await.is_ok() {
            return Ok(());
        }
        next(browser).await?;
    }
}

/// Answers all screens from here to the last, then finishes.
pub async fn fill_the_rest_and_finish(browser: &Browser, answer: &str) -> WebDriverResult<()> {
    fill_the_rest(browser, answer).await?;
    browser.press("[data-do=finish]").await?;
    browser.wait_until("!document.querySelector('[data-screen]')", SHORT).await
}

/// Signs out on the device's screen, and reads what is said there of ballots that are not sent.
pub async fn sign_out(browser: &Browser) -> WebDriverResult<u32> {
    browser.press("header a[href='/device']").await?;
    browser.press("[data-do=sign-out]").await?;
    browser.find("dialog [data-do=sign-out-now]").await?;
    let said = browser.driver().find(By::Css("dialog [data-count=unsent]")).await;
    let unsent = match said {
        Ok(said) => said.attr("data-n").await?.and_then(|n| n.parse().ok()).unwrap_or(u32::MAX),
        Err(_) => 0,
    };
    browser.press("dialog [data-do=sign-out-now]").await?;
    browser.find("[data-do=sign-in]").await?;
    Ok(unsent)
}

/// Waits until the header says that so many ballots are not sent.
pub async fn wait_unsent(browser: &Browser, n: u32) -> WebDriverResult<()> {
    let there = format!("document.querySelector('header [data-count=unsent]')?.dataset.n === '{n}'");
    browser.wait_until(&there, Duration::from_secs(60)).await
}

/// How many ballots the header says are not sent.
pub async fn unsent(browser: &Browser) -> WebDriverResult<u32> {
    let element = browser.find("header [data-count=unsent]").await?;
    Ok(element.attr("data-n").await?.and_then(|n| n.parse().ok()).unwrap_or(u32::MAX))
}
