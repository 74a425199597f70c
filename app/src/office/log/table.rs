//! The table of acts: each with what was before and what is after, in words where there are words.

use dioxus::prelude::*;
use shared::moment::moment;
use shared::wire::{Account, Act, ActKind, CampaignSummary, Fact, Facts, Phase, Role, Stage, Status};

use crate::address::{Address, LogAddress, STATUSES};
use crate::office::frame::{TableFrame, stage_key, status_key};
use crate::office::name;
use crate::ui::{LANGUAGE, date, number, t, tp};
use crate::zone::{VIET_NAM, local};

/// Who did it where no account did.
fn nobody(kind: ActKind) -> &'static str {
    if kind == ActKind::BallotErased { "log.respondent" } else { "log.command" }
}

/// The table of acts.
#[component]
pub fn ActTable(
    view: LogAddress,
    acts: Vec<Act>,
    accounts: Vec<Account>,
    campaigns: Vec<CampaignSummary>,
) -> Element {
    let title = |id: &str| {
        let found = campaigns.iter().find(|campaign| campaign.id == id);
        found.map_or_else(|| id.to_owned(), |one| name::title(&campaigns, one, LANGUAGE()))
    };
    let person = |username: &str| {
        let found = accounts.iter().find(|account| account.username == username);
        found.map_or_else(|| username.to_owned(), |account| name::person(&account.name, username))
    };
    rsx! {
        TableFrame { label: t("office.log"), tall: true,
            table { class: "office-table", "data-table": "acts",
                caption { class: "visually-hidden", {t("office.log")} }
                thead {
                    tr {
                        th { scope: "col", {t("log.at")} }
                        th { scope: "col", {t("log.kind")} }
                        th { scope: "col", {t("log.subject")} }
                        th { scope: "col", {t("office.campaign")} }
                        th { scope: "col", {t("log.by")} }
                        th { scope: "col", {t("log.before")} }
                        th { scope: "col", {t("log.after")} }
                    }
                }
                tbody {
                    for act in acts {
                        tr { key: "{act.position}", "data-act": act.kind.code(),
                            th { scope: "row", class: "moment", {local(act.at, VIET_NAM)} }
                            td { {t(act.kind.text_key())} }
                            td {
                                Link { to: Address::Log { view: LogAddress { subject: Some(act.subject.clone()), ..view.clone() } },
                                    {subject(&act, title, person)}
                                }
                            }
                            td { {act.campaign.as_deref().map_or_else(|| t("log.no-campaign"), title)} }
                            td { {act.by.as_deref().map_or_else(|| t(nobody(act.kind)), person)} }
                            td { Told { facts: act.before } }
                            td { Told { facts: act.after } }
                        }
                    }
                }
            }
        }
    }
}

/// To what it was done: a campaign by its title, a ballot by its number, a phase by its name, an account by its person.
fn subject(act: &Act, title: impl Fn(&str) -> String, person: impl Fn(&str) -> String) -> String {
    match &act.campaign {
        Some(campaign) if *campaign == act.subject => title(campaign),
        Some(_) => {
            numbered(act).unwrap_or_else(|| of_phase(&act.subject).unwrap_or_else(|| person(&act.subject)))
        }
        None => person(&act.subject),
    }
}

/// What has a number of its own.
fn numbered(act: &Act) -> Option<String> {
    let key = match act.kind {
        ActKind::Reviewed | ActKind::BallotErased | ActKind::AnswersErased => "log.ballot",
        ActKind::NonresponseReviewed => "log.nonresponse",
        ActKind::RunMade => "log.run",
        ActKind::Published => "log.version",
        ActKind::PapersIssued | ActKind::PapersReturned => "log.batch",
        _ => return None,
    };
    act.subject.parse::<i64>().ok().map(|_| tp(key, &[("number", &act.subject)]))
}

/// A phase, perhaps of a unit.
fn of_phase(subject: &str) -> Option<String> {
    let (unit, code) = subject.rsplit_once(' ').map_or((None, subject), |(unit, code)| (Some(unit), code));
    let phase = t(Phase::ALL.into_iter().find(|phase| phase.code() == code)?.text_key());
    Some(unit.map_or_else(|| phase.clone(), |unit| format!("{unit}, {phase}")))
}

#[component]
fn Told(facts: Facts) -> Element {
    rsx! {
        if facts.is_empty() {
            span { class: "none", "–" }
        }
        for (fact , value) in facts {
            p { key: "{value}",
                span { class: "below", {t(fact.text_key())} }
                {in_words(fact, &value)}
            }
        }
    }
}

/// A value in the reader's words.
fn in_words(fact: Fact, value: &str) -> String {
    match fact {
        Fact::Role => Role::from_code(value).map_or_else(|| value.to_owned(), |role| t(role.key())),
        Fact::Status => {
            let known = STATUSES.into_iter().find(|status: &Status| status.code() == value);
            known.map_or_else(|| value.to_owned(), |status| t(status_key(status)))
        }
        Fact::Stage => {
            let known = Stage::ALL.into_iter().find(|stage| stage.code() == value);
            known.map_or_else(|| value.to_owned(), |stage| t(stage_key(stage)))
        }
        Fact::Generation
        | Fact::Ballots
        | Fact::Assessments
        | Fact::Points
        | Fact::Invitations
        | Fact::Told
        | Fact::Spoiled => number(value),
        Fact::Package | Fact::Run => value.chars().take(12).collect(),
        Fact::From | Fact::Until => moment(value).map_or_else(|| value.to_owned(), |at| local(at, VIET_NAM)),
        Fact::Day | Fact::Kept => date(value),
        Fact::Finding if value == "excused" => t("appraisal.do-excuse"),
        Fact::Finding => t("appraisal.taken-back"),
        Fact::Places => value.replace(' ', ", "),
        Fact::Name
        | Fact::File
        | Fact::Files
        | Fact::Domain
        | Fact::Text
        | Fact::Request
        | Fact::Reason
        | Fact::Decision => value.to_owned(),
    }
}
