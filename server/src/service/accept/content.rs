//! What the content of a ballot tells by itself: is it what this version of the form, at this place, could have given?

use shared::ballot::Ballot;
use shared::check::Checked;

use crate::service::KnownCampaign;

/// Checks the content. Of an unknown campaign nothing can be said here.
pub fn check(known: Option<&KnownCampaign>, ballot: &Ballot) -> Checked {
    known.map_or_else(Checked::right, |known| known.forms.check(&known.campaign, ballot))
}
