//! An address inside the app.

use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

use uuid::Uuid;

use super::query::{escaped, unescaped};
use super::{
    AccountsAddress, AppraisalAddress, BallotsAddress, DeskAddress, FieldworkAddress, IndexAddress,
    LogAddress, Part, SurveyAddress,
};

/// An address inside the app.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Address {
    /// The campaigns.
    Home,
    /// Signing in.
    SignIn,
    /// What this device keeps and how safely.
    Device,
    /// One's own password.
    Password,
    /// What an interviewer has to do in a campaign.
    Board {
        /// The campaign.
        campaign: String,
    },
    /// An interview.
    Interview {
        /// The campaign.
        campaign: String,
        /// The interview.
        draft: Uuid,
    },
    /// The finished ballots on this tablet.
    Outbox,
    /// How the fieldwork stands.
    Fieldwork {
        /// The campaign's id.
        campaign: String,
        /// Grouping, filters, order.
        view: FieldworkAddress,
    },
    /// The ballots.
    Ballots {
        /// The campaign's id.
        campaign: String,
        /// Filters.
        view: BallotsAddress,
    },
    /// One ballot.
    Ballot {
        /// The campaign's id.
        campaign: String,
        /// The ballot's key.
        number: i64,
        /// The filters of the list that one came from.
        view: BallotsAddress,
    },
    /// Survey points.
    Survey {
        /// The campaign's id.
        campaign: String,
        /// Unit type, and the cell that is open.
        view: SurveyAddress,
    },
    /// The index.
    Index {
        /// The campaign's id.
        campaign: String,
        /// Unit type, order, and the unit that is open.
        view: IndexAddress,
    },
    /// What units say of themselves, for appraisers.
    Appraisal {
        /// The campaign's id.
        campaign: String,
        /// The list, and what is open in it.
        view: AppraisalAddress,
    },
    /// The year of a unit, for its own people.
    Desk {
        /// The campaign's id.
        campaign: String,
        /// The unit's code.
        unit: String,
        /// Which screen of it.
        view: DeskAddress,
    },
    /// Papers that are keyed in.
    Keying {
        /// The campaign's id.
        campaign: String,
        /// The batch; without one the list of all.
        batch: Option<i64>,
    },
    /// People and what they may do.
    Accounts {
        /// The account that is open.
        view: AccountsAddress,
    },
    /// The packages of campaigns: sent, checked, imported, taken away.
    Packages,
    /// The phases of a campaign's year.
    Phases {
        /// The campaign's id.
        campaign: String,
    },
    /// What was done.
    Log {
        /// Filters.
        view: LogAddress,
    },
    /// Any other address.
    NotFound {
        /// The parts of the address.
        segments: Vec<String>,
    },
}

impl Address {
    /// Whether somebody is interviewed there: the app is not switched to a new version meanwhile.
    pub fn is_interview(&self) -> bool {
        matches!(self, Self::Interview { .. })
    }

    /// The part that alone holds its screen; `None` where each part does.
    pub fn part(&self) -> Option<Part> {
        match self {
            Self::Home | Self::SignIn | Self::Device | Self::Password | Self::NotFound { .. } => None,
            Self::Board { .. } | Self::Interview { .. } | Self::Outbox => Some(Part::Tablet),
            Self::Fieldwork { .. }
            | Self::Ballots { .. }
            | Self::Ballot { .. }
            | Self::Survey { .. }
            | Self::Index { .. }
            | Self::Phases { .. }
            | Self::Appraisal { .. }
            | Self::Accounts { .. }
            | Self::Packages
            | Self::Log { .. } => Some(Part::Office),
            Self::Desk { .. } => Some(Part::Desk),
            Self::Keying { .. } => Some(Part::Keying),
        }
    }

    /// The campaign that an office screen is about.
    pub fn office_campaign(&self) -> Option<String> {
        match self {
            Self::Fieldwork { campaign, .. }
            | Self::Ballots { campaign, .. }
            | Self::Ballot { campaign, .. }
            | Self::Survey { campaign, .. }
            | Self::Index { campaign, .. }
            | Self::Appraisal { campaign, .. }
            | Self::Phases { campaign } => Some(campaign.clone()),
            _ => None,
        }
    }
}

impl FromStr for Address {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        let text = text.split('#').next().unwrap_or_default();
        let (path, view) = text.split_once('?').unwrap_or((text, ""));
        let parts: Vec<String> = path.split('/').filter(|part| !part.is_empty()).map(unescaped).collect();
        let names: Vec<&str> = parts.iter().map(String::as_str).collect();
        let campaign = names.get(1).copied().unwrap_or_default().to_owned();
        let lost = || Self::NotFound { segments: parts.clone() };
        Ok(match names[..] {
            [] => Self::Home,
            ["sign-in"] => Self::SignIn,
            ["device"] => Self::Device,
            ["password"] => Self::Password,
            ["c", _] => Self::Board { campaign },
            ["c", _, "interview", draft] => {
                draft.parse().map_or_else(|_| lost(), |draft| Self::Interview { campaign, draft })
            }
            ["outbox"] => Self::Outbox,
            ["office", _] => Self::Fieldwork { campaign, view: view.into() },
            ["office", _, "ballots"] => Self::Ballots { campaign, view: view.into() },
            ["office", _, "ballots", number] => number
                .parse()
                .map_or_else(|_| lost(), |number| Self::Ballot { campaign, number, view: view.into() }),
            ["office", _, "survey"] => Self::Survey { campaign, view: view.into() },
            ["office", _, "phases"] => Self::Phases { campaign },
            ["office", _, "index"] => Self::Index { campaign, view: view.into() },
            ["office", _, "appraisal"] => Self::Appraisal { campaign, view: view.into() },
            ["unit", _, unit] => Self::Desk { campaign, unit: unit.to_owned(), view: DeskAddress::Year },
            ["unit", _, unit, "leaves"] => {
                Self::Desk { campaign, unit: unit.to_owned(), view: DeskAddress::Leaves }
            }
            ["unit", _, unit, "leaves", leaf] => {
                Self::Desk { campaign, unit: unit.to_owned(), view: DeskAddress::Leaf(leaf.to_owned()) }
            }
            ["paper", _] => Self::Keying { campaign, batch: None },
            ["paper", _, batch] => {
                batch.parse().map_or_else(|_| lost(), |batch| Self::Keying { campaign, batch: Some(batch) })
            }
            ["admin", "accounts"] => Self::Accounts { view: view.into() },
            ["admin", "packages"] => Self::Packages,
            ["admin", "log"] => Self::Log { view: view.into() },
            _ => lost(),
        })
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Home => f.write_str("/"),
            Self::SignIn => f.write_str("/sign-in"),
            Self::Device => f.write_str("/device"),
            Self::Password => f.write_str("/password"),
            Self::Board { campaign } => write!(f, "/c/{}", escaped(campaign)),
            Self::Interview { campaign, draft } => write!(f, "/c/{}/interview/{draft}", escaped(campaign)),
            Self::Outbox => f.write_str("/outbox"),
            Self::Fieldwork { campaign, view } => office(f, campaign, "", view),
            Self::Ballots { campaign, view } => office(f, campaign, "/ballots", view),
            Self::Ballot { campaign, number, view } => {
                office(f, campaign, &format!("/ballots/{number}"), view)
            }
            Self::Survey { campaign, view } => office(f, campaign, "/survey", view),
            Self::Index { campaign, view } => office(f, campaign, "/index", view),
            Self::Appraisal { campaign, view } => office(f, campaign, "/appraisal", view),
            Self::Phases { campaign } => office(f, campaign, "/phases", &""),
            Self::Packages => f.write_str("/admin/packages"),
            Self::Desk { campaign, unit, view } => {
                write!(f, "/unit/{}/{}", escaped(campaign), escaped(unit))?;
                match view {
                    DeskAddress::Year => Ok(()),
                    DeskAddress::Leaves => f.write_str("/leaves"),
                    DeskAddress::Leaf(leaf) => write!(f, "/leaves/{}", escaped(leaf)),
                }
            }
            Self::Keying { campaign, batch: None } => write!(f, "/paper/{}", escaped(campaign)),
            Self::Keying { campaign, batch: Some(batch) } => {
                write!(f, "/paper/{}/{batch}", escaped(campaign))
            }
            Self::Accounts { view } => write!(f, "/admin/accounts{}", shown(view)),
            Self::Log { view } => write!(f, "/admin/log{}", shown(view)),
            Self::NotFound { segments } => {
                segments.iter().try_for_each(|segment| write!(f, "/{}", escaped(segment)))
            }
        }
    }
}

/// The address of an office screen. Not generic, as every tablet carries it.
fn office(f: &mut fmt::Formatter, campaign: &str, screen: &str, view: &dyn fmt::Display) -> fmt::Result {
    write!(f, "/office/{}{screen}{}", escaped(campaign), shown(view))
}

/// The part behind the `?`; none where the view is as it opens.
fn shown(view: &dyn fmt::Display) -> String {
    let text = view.to_string();
    if text.is_empty() { text } else { format!("?{text}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::address::ROOMS;

    fn read(text: &str) -> Address {
        text.parse().unwrap_or_else(|never| match never {})
    }

    fn is_lost(text: &str) -> bool {
        matches!(read(text), Address::NotFound { .. })
    }

    #[test]
    fn an_address_is_read_back_as_it_was_written() {
        let known = [
            "/",
            "/sign-in",
            "/device",
            "/password",
            "/c/sample-2019",
            "/c/sample-2019/interview/0190f0a0-0000-7000-8000-000000000001",
            "/outbox",
            "/office/sample-2019",
            "/office/sample-2019?by=commune&form=P7",
            "/office/sample-2019/ballots?status=pending",
            "/office/sample-2019/ballots/12",
            "/office/sample-2019/ballots/12?form=P7",
            "/office/sample-2019/survey?type=commune&unit=X&leaf=1.6.1",
            "/office/sample-2019/index?sort=-survey",
            "/office/sample-2019/appraisal",
            "/office/sample-2019/appraisal?by=unit&unit=SNV",
            "/unit/sample-2019/SNV",
            "/unit/sample-2019/SNV/leaves",
            "/unit/sample-2019/SNV/leaves/1.1.1",
            "/paper/sample-2019",
            "/paper/sample-2019/12",
            "/admin/accounts?user=dtv01",
            "/office/sample-2019/phases",
            "/admin/packages",
            "/admin/log?kind=closed",
        ];
        for text in known {
            assert!(!is_lost(text), "{text}");
            assert_eq!(read(text).to_string(), text);
            // The script that starts the page knows but the first name.
            let room = text.split(['/', '?']).nth(1);
            let part = ROOMS.iter().find(|(name, _)| Some(*name) == room).map(|(_, part)| *part);
            assert_eq!(read(text).part(), part, "{text}");
        }
    }

    #[test]
    fn whatever_a_name_holds_it_outlasts_the_address() {
        for name in ["Đợt 1", "a/b?c#d", "100%", "%2f", "P1&status=valid", "a+b = c"] {
            let view = BallotsAddress { place: Some(name.to_owned()), ..BallotsAddress::default() };
            let address = Address::Ballots { campaign: name.to_owned(), view };
            assert_eq!(read(&address.to_string()), address, "{address}");
        }
    }

    #[test]
    fn a_slash_at_the_end_or_a_mark_within_the_page_is_the_same_address() {
        assert_eq!(read("/office/x/ballots/?form=P7#content"), read("/office/x/ballots?form=P7"));
        assert_eq!(read("/#content"), Address::Home);
    }

    #[test]
    fn what_leads_nowhere_is_said_to() {
        for text in [
            "/unit/x",
            "/c",
            "/c/x/interview/odd",
            "/c/x/interview",
            "/office",
            "/office/x/ballots/odd",
            "/paper",
            "/paper/x/odd",
            "/more",
        ] {
            assert!(is_lost(text), "{text}");
            assert_eq!(read(text).to_string(), text);
        }
    }
}
