//! `GET /api/campaigns/{campaign}/flags?rule=&form=&interviewer=&place=&all=&after=`: ballots with flags, the newest first, 50 a page.

use axum::extract::State;
use axum::{Extension, Json};
use shared::flags::Rule;
use shared::wire::FlagPage;

use crate::http::{Answer, At, AtQuery, Refusal, Server};
use crate::service::flags::{self, Asked, QUARANTINE};
use crate::service::session::Caller;

/// Which ballots; an empty field asks for all.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Query {
    /// The rule that they meet, or [`QUARANTINE`].
    pub rule: String,
    /// Their form.
    pub form: String,
    /// Who asked.
    pub interviewer: String,
    /// Where, or below.
    pub place: String,
    /// Anything: also those that were decided about.
    pub all: String,
    /// Only before this one.
    pub after: String,
}

impl Query {
    /// What is asked for; refused where the rule or the number is none.
    pub fn asked(&self) -> Answer<Asked> {
        let given = |field: &String| (!field.trim().is_empty()).then(|| field.trim().to_owned());
        let rule = |code: String| Rule::named(&code).ok_or_else(|| Refusal::unreadable(code));
        let quarantined = self.rule.trim() == QUARANTINE;
        Ok(Asked {
            rule: given(&self.rule).filter(|_| !quarantined).map(rule).transpose()?,
            quarantined,
            form: given(&self.form),
            interviewer: given(&self.interviewer),
            place: given(&self.place),
            all: given(&self.all).is_some(),
            before: given(&self.after).map(|key| key.parse().map_err(Refusal::unreadable)).transpose()?,
        })
    }
}

/// Lists them.
pub async fn handle(
    State(server): State<Server>,
    At(campaign): At<String>,
    Extension(caller): Extension<Caller>,
    AtQuery(query): AtQuery<Query>,
) -> Answer<Json<FlagPage>> {
    Ok(Json(flags::list(&server.site, caller, campaign, query.asked()?).await?.page))
}
