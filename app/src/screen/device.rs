//! This device: who uses it, what it keeps and how safely, which versions it runs.

use dioxus::prelude::*;

use shared::problem::Problem;
use shared::wire::mark;

use crate::address::Address;
use crate::device;
use crate::device::protocol::CampaignCard;
use crate::platform;
use crate::ui::{
    Button, Dialog, Glyph, GuideLink, InstallButton, LANGUAGE, Look, Notice, PACKAGES, SESSION, STORE, SYNC,
    StoreStatus, StoreTrouble, TYPED, Tone, Typed, UPDATE, all_typed, date_time, leave, number, problem_text,
    t, tp, use_title, with_apart,
};

/// A megabyte, as storage is counted.
const MEGABYTE: f64 = 1_000_000.0;

/// What the browser says about its storage, and the campaigns kept in it.
#[derive(Clone, PartialEq)]
struct Kept {
    persisted: bool,
    usage: Option<(f64, f64)>,
    /// What the office's list of tablets calls this one.
    mark: Option<String>,
    campaigns: Vec<CampaignCard>,
}

async fn kept() -> Kept {
    let mut campaigns = device::campaigns().await.map(|kept| kept.rows).unwrap_or_default();
    // Nobody has to wait for the package of a campaign in which they take no ballots.
    campaigns.retain(|card| card.summary.assigned || card.package.is_some());
    let mark = device::state().await.ok().map(|state| mark(state.device));
    Kept { persisted: platform::is_persisted().await, usage: platform::usage().await, mark, campaigns }
}

/// Facts about the device, each in words.
#[component]
pub fn Device() -> Element {
    let mut found = use_resource(|| async {
        let _ = (STORE.read().clone(), PACKAGES());
        kept().await
    });
    let mut refused = use_signal(|| false);
    let (unsent, apart) = (SYNC.read().ballots(), SYNC.read().apart);
    let has_store = *STORE.read() == StoreStatus::Ready;
    let persisted = found.read().as_ref().map(|kept| kept.persisted);
    use_title(t("common.device"));
    rsx! {
        h1 { {t("common.device")} }
        StoreTrouble {}
        if persisted == Some(false) && has_store {
            Notice { tone: Tone::Warning, title: t("common.not-persisted"),
                p { {t("kept.not-persisted-text")} }
                Button {
                    "data-do": "ask-persist",
                    onclick: move |_| async move {
                        refused.set(!platform::ask_to_persist().await);
                        found.restart();
                    },
                    {t("kept.ask-persist")}
                }
                p { role: "status",
                    if refused() {
                        span { "data-answer": "refused", {t("kept.persist-refused")} }
                    }
                }
            }
        }
        dl { class: "facts",
            dt { {t("common.person")} }
            dd { {SESSION.read().person().map(|person| format!("{} ({})", person.name, person.username))} }
            if *STORE.read() != StoreStatus::Absent {
                Unsent { ballots: unsent, apart }
            }
            if let Some(kept) = &*found.read() {
                if let Some(mark) = &kept.mark {
                    dt { {t("kept.mark")} }
                    dd { "data-fact": "mark", "{mark}" }
                }
                Storage { kept: kept.clone() }
            }
            dt { {t("common.app-version")} }
            dd { "data-fact": "app-version",
                {tp("common.version-build", &[("version", env!("CARGO_PKG_VERSION")), ("build", &platform::build())])}
                br {}
                if UPDATE().kept {
                    {t("common.kept-offline")}
                } else {
                    {t("common.not-kept-offline")}
                }
            }
        }
        Actions { unsent, apart, oninstalled: move |()| found.restart() }
    }
}

/// What waits here to be sent: ballots, and what was typed at a desk, each where there is a place for it.
#[component]
fn Unsent(ballots: u32, apart: u32) -> Element {
    let (at_desk, typed) = (cfg!(feature = "desk"), all_typed());
    rsx! {
        if !at_desk || ballots + apart > 0 {
            dt { {t("kept.unsent-title")} }
            dd { "data-fact": "unsent", {with_apart("kept.unsent", ballots, apart)} }
        }
        if at_desk || typed > 0 {
            dt { {t("kept.typed-title")} }
            dd { "data-fact": "typed", "data-n": "{typed}",
                if typed == 0 {
                    "0"
                }
                ul { class: "plain-list",
                    for (person , n) in TYPED() {
                        li { key: "{person}", "{person}: {n}" }
                    }
                }
            }
        }
    }
}

/// What is kept, and how safely.
#[component]
fn Storage(kept: Kept) -> Element {
    let megabytes = |bytes: f64| number(format!("{:.1}", bytes / MEGABYTE));
    rsx! {
        dt { {t("common.storage")} }
        dd { "data-fact": "persistence", "data-persisted": "{kept.persisted}",
            if kept.persisted {
                {t("common.persisted")}
            } else {
                {t("common.not-persisted")}
            }
            if let Some((used, quota)) = kept.usage {
                br {}
                {tp("common.storage-used", &[("used", &megabytes(used)), ("quota", &megabytes(quota))])}
            }
        }
        if !kept.campaigns.is_empty() {
            dt { {t("common.campaigns")} }
            dd {
                ul { class: "plain-list",
                    for card in &kept.campaigns {
                        li { key: "{card.summary.id}",
                            {card.summary.title.get(LANGUAGE().code())}
                            br {}
                            span { class: "soft", "data-fact": "campaign-version", {version(card)} }
                        }
                    }
                }
                Refresh {}
            }
        }
    }
}

/// Brings the campaigns up to date now; by itself that happens whenever there is a network.
#[component]
fn Refresh() -> Element {
    let mut busy = use_signal(|| false);
    let mut trouble = use_signal(|| None::<Problem>);
    rsx! {
        Button {
            look: Look::Quiet,
            glyph: Glyph::Again,
            disabled: busy(),
            "data-do": "refresh",
            onclick: move |_| async move {
                busy.set(true);
                trouble.set(device::refresh_packages().await.err());
                busy.set(false);
            },
            {t("kept.refresh")}
        }
        if let Some(problem) = trouble() {
            Notice { tone: Tone::Warning,
                p { {problem_text(&problem)} }
            }
        }
    }
}

/// The version of a campaign is the beginning of its package's digest: short enough to be read out over the phone.
fn version(card: &CampaignCard) -> String {
    match (card.package, card.fetched_at) {
        (Some(digest), Some(at)) => {
            tp("kept.campaign-version", &[("version", &digest.to_string()[..8]), ("at", &date_time(at))])
        }
        _ => t("kept.campaign-not-kept"),
    }
}

/// What lies in the page and nowhere else, in words.
#[cfg(not(feature = "store"))]
fn in_page() -> Option<String> {
    crate::ui::IN_PAGE.peek()()
}

/// All lies in the store.
#[cfg(feature = "store")]
fn in_page() -> Option<String> {
    None
}

/// Installing; signing out, which asks back, and says what becomes of ballots that are not sent.
#[component]
fn Actions(unsent: u32, apart: u32, oninstalled: EventHandler<()>) -> Element {
    let mut asking = use_signal(|| false);
    let navigator = use_navigator();
    rsx! {
        div { class: "card-actions",
            InstallButton { oninstalled }
            GuideLink {}
            Link { class: "button", to: Address::Password, "data-do": "own-password", {t("common.password-change")} }
            Button {
                look: Look::Danger,
                glyph: Glyph::Leave,
                "data-do": "sign-out",
                onclick: move |_| asking.set(true),
                {t("common.sign-out")}
            }
        }
        if asking() {
            Dialog {
                title: t("common.sign-out-ask"),
                onclose: move |()| asking.set(false),
                actions: rsx! {
                    Button { onclick: move |_| asking.set(false), {t("common.cancel")} }
                    Button {
                        look: Look::Danger,
                        "data-do": "sign-out-now",
                        onclick: move |_| {
                            leave();
                            navigator.replace(Address::Home);
                        },
                        {t("common.sign-out")}
                    }
                },
                if unsent + apart > 0 {
                    Notice { tone: Tone::Warning,
                        p { "data-count": "unsent", "data-n": "{unsent}",
                            {with_apart("kept.sign-out-unsent", unsent, apart)}
                        }
                    }
                }
                Typed { of: TYPED() }
                if let Some(words) = in_page() {
                    Notice { tone: Tone::Warning,
                        p { "data-count": "in-page", "{words}" }
                    }
                } else {
                    p { {t("common.sign-out-text")} }
                }
            }
        }
    }
}
