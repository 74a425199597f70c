//! The office with the demo behind it: one server, one browser, and ballots that arrive by other clients.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use reqwest::StatusCode;
use shared::ballot::{Ballot, Header, Sealed};
use shared::form::FormDefinition;
use shared::wire::BallotDetail;
use thirtyfour::prelude::*;
use uuid::Uuid;

use crate::browser::Browser;
use crate::client::Client;
use crate::demo::{CLOSED, COMMUNE, INTERVIEWER, PRACTICE};
use crate::hand::sign_in;
use crate::keyboard;
use crate::sample;
use crate::served::Served;

/// How long a screen may take to show what it was asked for.
pub const SOON: Duration = Duration::from_secs(20);

/// A person at a desk in the office.
pub struct Office {
    /// The server.
    pub served: Served,
    /// The person's browser.
    pub browser: Browser,
    /// Sends ballots as the interviewer of the demo.
    pub tablet: Client,
    definition: FormDefinition,
    sent: u128,
}

impl Office {
    /// Signs this account in, and makes the window as wide as a desk.
    pub async fn open(username: &str) -> anyhow::Result<Self> {
        let served = Served::start();
        let browser = Browser::open().await?;
        browser.set_size(1440, 900).await?;
        let tablet = Client::sign_in(&served, INTERVIEWER).await?;
        let definition = Client::sign_in(&served, "admin").await?.definition(PRACTICE, "P7").await?;
        browser.goto(served.url()).await?;
        sign_in(&browser, username, &served.password(username)?).await?;
        browser.find("[data-campaign]").await?;
        Ok(Self { served, browser, tablet, definition, sent: 0 })
    }

    /// Loads an address.
    pub async fn goto(&self, path: &str) -> anyhow::Result<()> {
        Ok(self.browser.goto(format!("{}{path}", self.served.url())).await?)
    }

    /// Loads an address of the practice campaign.
    pub async fn goto_practice(&self, path: &str) -> anyhow::Result<()> {
        self.goto(&format!("/office/{PRACTICE}{path}")).await
    }

    /// A ballot on P7 from the interviewer's commune, finished an hour ago; `change` makes it another.
    #[expect(clippy::disallowed_methods, reason = "a ballot is finished now, as the server's clock says")]
    pub fn ballot(&mut self, change: impl FnOnce(&mut Ballot)) -> anyhow::Result<Sealed> {
        self.sent += 1;
        let finished = Timestamp::now() - SignedDuration::from_hours(1);
        let header = Header {
            id: Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 + self.sent),
            campaign: PRACTICE.to_owned(),
            form: "P7".to_owned(),
            version: self.definition.version.clone(),
            definition: self.definition.digest(),
            place: COMMUNE.to_owned(),
            mode: shared::ballot::Mode::Tablet,
            interviewer: Some(INTERVIEWER.to_owned()),
            started: finished - SignedDuration::from_mins(20),
            finished,
            replaces: None,
            consented: None,
        };
        let mut ballot = Ballot { header, answers: sample::full_answers("P7")? };
        change(&mut ballot);
        Ok(ballot.seal())
    }

    /// Sends such a ballot; gives the status of the receipt.
    pub async fn send(&mut self, change: impl FnOnce(&mut Ballot)) -> anyhow::Result<StatusCode> {
        let sealed = self.ballot(change)?;
        Ok(self.tablet.put_ballot(PRACTICE, &sealed).await?.0)
    }

    /// Sends one that goes into quarantine: from a commune that is not assigned.
    pub async fn send_doubtful(&mut self) -> anyhow::Result<()> {
        let status = self.send(|ballot| ballot.header.place = ELSEWHERE.to_owned()).await?;
        anyhow::ensure!(status == StatusCode::ACCEPTED, "{status}");
        Ok(())
    }

    /// A ballot of the practice campaign as the server tells it.
    pub async fn detail(&self, admin: &Client, key: i64) -> anyhow::Result<BallotDetail> {
        Ok(serde_json::from_value(admin.get(&format!("/api/campaigns/{PRACTICE}/ballots/{key}")).await?)?)
    }

    /// Waits until the number in the totals row of the fieldwork table is `n`.
    pub async fn wait_for_total(&self, count: &str, n: u32, patience: Duration) -> anyhow::Result<()> {
        let shown =
            format!("document.querySelector('[data-total] [data-count={count}]')?.textContent === '{n}'");
        Ok(self.browser.wait_until(&shown, patience).await?)
    }

    /// Waits until an element is there (and gone, where `there` is false).
    pub async fn wait_for(&self, css: &str, there: bool) -> anyhow::Result<()> {
        let is = if there { "" } else { "!" };
        Ok(self.browser.wait_until(&format!("{is}document.querySelector(\"{css}\")"), SOON).await?)
    }

    /// The text of an element.
    pub async fn text(&self, css: &str) -> anyhow::Result<String> {
        Ok(self.browser.find(css).await?.text().await?)
    }

    /// Presses a key wherever the keyboard is.
    pub async fn key(&self, key: impl Into<TypingData>) -> anyhow::Result<()> {
        keyboard::key(&self.browser, key).await
    }

    /// Goes on with the Tab key until the keyboard is on an element that fits; fails where it cannot be seen there.
    pub async fn tab_to(&self, css: &str) -> anyhow::Result<()> {
        keyboard::tab_to(&self.browser, css).await
    }

    /// Whether the keyboard is on an element that fits.
    pub async fn is_on(&self, css: &str) -> anyhow::Result<bool> {
        Ok(self.ask(&format!("document.activeElement.matches(\"{css}\")")).await? == "true")
    }

    /// Waits until the keyboard is on an element that fits.
    pub async fn wait_on(&self, css: &str) -> anyhow::Result<()> {
        keyboard::wait_on(&self.browser, css).await
    }

    /// What a script says as a text.
    pub async fn ask(&self, script: &str) -> anyhow::Result<String> {
        keyboard::ask(&self.browser, script).await
    }

    /// Fails if the page complained about anything.
    pub async fn close(self) -> anyhow::Result<()> {
        let complaints = self.browser.complaints().await?;
        anyhow::ensure!(complaints.is_empty(), "{complaints:?}");
        self.browser.close_all().await
    }
}

/// Starts the server again with the sample naming an office and its province, as a package may.
pub fn name_the_office(served: &mut Served) -> anyhow::Result<()> {
    set(
        served,
        CLOSED,
        "'$.settings.office', json_object('vi', 'Sở Nội vụ tỉnh Bắc Kạn', 'en', 'Home Affairs'),
        '$.settings.province', json_object('vi', 'Tỉnh Bắc Kạn', 'en', '')",
    )
}

/// Starts the server again with the practice campaign saying what becomes of the data, as a package may.
pub fn tell_of_the_data(served: &mut Served) -> anyhow::Result<()> {
    set(
        served,
        PRACTICE,
        "'$.settings.notice.controller', json_object('vi', 'UBND tỉnh Bắc Kạn', 'en', 'People’s Committee'),
        '$.settings.notice.collected', json_object('vi', 'Ý kiến về thủ tục hành chính', 'en', 'Opinions'),
        '$.settings.notice.purpose', json_object('vi', 'Xác định Chỉ số cải cách hành chính', 'en', 'The index'),
        '$.settings.notice.contact', json_object('vi', 'Bà Lý Thị An, 0209 000 000', 'en', ''),
        '$.settings.notice.kept_until', '2099-12-31'",
    )
}

/// Starts the server again with the practice campaign asking each ballot again, as a package may.
pub fn ask_again(served: &mut Served) -> anyhow::Result<()> {
    let rule = "json_object('percent', 100, 'questions', json_array('sex'))";
    set(served, PRACTICE, &format!("'$.settings.backcheck', {rule}"))
}

/// The practice campaign's package with three instructions: for all who ask, for one question, for another form.
pub fn give_instructions(served: &mut Served) -> anyhow::Result<()> {
    let of = |key: &str, title: &str, text: &str, form: &str, question: &str| {
        format!(
            "json_object('key', '{key}', 'title', json_object('vi', '{title}', 'en', ''), 'text', json_object('vi', '{text}', 'en', ''),
             'form', {form}, 'question', {question})"
        )
    };
    let all = [
        of("refused", "Khi người trả lời từ chối", "**Cảm ơn**, không thuyết phục thêm.", "NULL", "NULL"),
        of("sex", "Giới tính", "# Không hỏi\n- Ghi theo <b>quan sát</b>", "NULL", "'sex'"),
        of("leaders", "Gặp lãnh đạo", "Hẹn trước.", "'P6'", "NULL"),
    ];
    set(served, PRACTICE, &format!("'$.instructions', json_array({})", all.join(", ")))
}

fn set(served: &mut Served, campaign: &str, what: &str) -> anyhow::Result<()> {
    served.kill();
    let store = rusqlite::Connection::open(served.file("parindex.db"))?;
    let set = format!("UPDATE campaign SET content = json_set(content, {what}) WHERE id = ?1");
    anyhow::ensure!(store.execute(&set, [campaign])? == 1, "the campaign is there");
    store.close().map_err(|(_, why)| why)?;
    served.start_again();
    Ok(())
}

/// A commune that the demo's interviewer is not assigned.
pub const ELSEWHERE: &str = "01984";
