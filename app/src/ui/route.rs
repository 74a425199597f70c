//! The app's addresses. Each state of a view that is worth sending to a colleague has one.

use dioxus::prelude::*;

use uuid::Uuid;

use super::needs_store::NeedsStore;
use super::shell::Shell;
use crate::field::{BoardScreen, InterviewScreen, OutboxScreen};
use crate::office::{
    Accounts, AccountsView, Ballot, Ballots, BallotsView, Fieldwork, FieldworkView, Index, IndexPlace,
    OfficeFrame, Survey, SurveyPlace,
};
use crate::screen::{Device, Home, NotFound, PasswordScreen, SignInScreen};

/// An address inside the app. Those inside `NeedsStore` are shown only while this tab owns the tablet's store.
#[derive(Clone, Debug, PartialEq, Routable)]
#[rustfmt::skip]
pub enum Route {
    #[layout(Shell)]
        /// The campaigns.
        #[route("/")]
        Home {},
        /// Signing in.
        #[route("/sign-in")]
        SignInScreen {},
        /// What this device keeps and how safely.
        #[route("/device")]
        Device {},
        /// One's own password.
        #[route("/password")]
        PasswordScreen {},
        #[layout(NeedsStore)]
            /// What an interviewer has to do in a campaign.
            #[route("/c/:campaign")]
            BoardScreen {
                /// The campaign.
                campaign: String,
            },
            /// An interview.
            #[route("/c/:campaign/interview/:draft")]
            InterviewScreen {
                /// The campaign.
                campaign: String,
                /// The interview.
                draft: Uuid,
            },
            /// The finished ballots on this tablet.
            #[route("/outbox")]
            OutboxScreen {},
        #[end_layout]
        #[layout(OfficeFrame)]
            /// How the fieldwork stands.
            #[route("/office/:campaign?:..view")]
            Fieldwork {
                /// The campaign's id.
                campaign: String,
                /// Grouping, filters, order.
                view: FieldworkView,
            },
            /// The ballots.
            #[route("/office/:campaign/ballots?:..view")]
            Ballots {
                /// The campaign's id.
                campaign: String,
                /// Filters.
                view: BallotsView,
            },
            /// One ballot.
            #[route("/office/:campaign/ballots/:number?:..view")]
            Ballot {
                /// The campaign's id.
                campaign: String,
                /// The ballot's key.
                number: i64,
                /// The filters of the list that one came from.
                view: BallotsView,
            },
            /// Survey points.
            #[route("/office/:campaign/survey?:..view")]
            Survey {
                /// The campaign's id.
                campaign: String,
                /// Unit type, and the cell that is open.
                view: SurveyPlace,
            },
            /// The index.
            #[route("/office/:campaign/index?:..view")]
            Index {
                /// The campaign's id.
                campaign: String,
                /// Unit type, order, and the unit that is open.
                view: IndexPlace,
            },
            /// People and what they may do.
            #[route("/admin/accounts?:..view")]
            Accounts {
                /// The account that is open.
                view: AccountsView,
            },
        #[end_layout]
        /// Any other address.
        #[route("/:..segments")]
        NotFound {
            /// The parts of the address.
            segments: Vec<String>,
        },
}

impl Route {
    /// The address that is shown, whether its screen is up yet or not.
    pub fn here() -> Option<Self> {
        web_sys::window()?.location().pathname().ok()?.parse().ok()
    }

    /// Whether somebody is interviewed there: the app is not switched to a new version meanwhile.
    pub fn is_interview(&self) -> bool {
        matches!(self, Self::InterviewScreen { .. })
    }

    /// The campaign that an office screen is about.
    pub fn office_campaign(&self) -> Option<String> {
        match self {
            Self::Fieldwork { campaign, .. }
            | Self::Ballots { campaign, .. }
            | Self::Ballot { campaign, .. }
            | Self::Survey { campaign, .. }
            | Self::Index { campaign, .. } => Some(campaign.clone()),
            _ => None,
        }
    }
}
