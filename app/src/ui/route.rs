//! The app's addresses. Each state of a view that is worth sending to a colleague has one.

use dioxus::prelude::*;

use uuid::Uuid;

use super::shell::{NeedsStore, Shell};
use crate::field::{BoardScreen, InterviewScreen, OutboxScreen};
use crate::screen::{Device, Home, NotFound, SignInScreen};

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
        #[layout(NeedsStore)]
            /// What this tablet keeps and how safely.
            #[route("/device")]
            Device {},
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
        /// Any other address.
        #[route("/:..segments")]
        NotFound {
            /// The parts of the address.
            segments: Vec<String>,
        },
}
