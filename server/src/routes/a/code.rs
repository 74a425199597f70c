//! `/a/{code}`: the page of an invitation, whatever stands under it; `POST` is a step of its respondent, which leads back here. A step
//! that comes twice, or too late, changes nothing.

use std::collections::BTreeMap;

use axum::extract::Request;
use axum::response::{IntoResponse as _, Redirect, Response};
use shared::form::Instance;
use shared::interview::{REVIEW, Way, find, lay_out};

use super::answer::{Coming, sent};
use super::claimed::claimed;
use super::door::shut;
use crate::http::{Answer, At, AtQuery, Filled};
use crate::pages::respond::{
    Guest, SEEN, Told, answered, answers, early, most_bytes, over, question, review, welcome, withdrawn,
};
use crate::service::respond::{self, CHANGED, Interview, Said, Standing};
use crate::service::{Error, Kind};

pub(super) type Fields = BTreeMap<String, String>;

/// Shows it.
pub async fn show(
    mut coming: Coming,
    At(typed): At<String>,
    AtQuery(fields): AtQuery<Fields>,
) -> Answer<Response> {
    let Some((code, visit)) = coming.found(&typed).await? else { return Ok(shut(&coming, &typed)) };
    coming.came(code, &visit);
    let guest = &coming.guest;
    Ok(match &visit.standing {
        Standing::Asked => sent(welcome(guest, &visit)),
        Standing::Answered { open } => sent(answered(guest, &visit, *open, None)),
        Standing::Withdrawn => sent(withdrawn(guest, &visit)),
        Standing::Early(day) => sent(early(guest, &visit, *day)),
        Standing::Over => sent(over(guest, &visit)),
        Standing::Begun(interview) => {
            let screens = lay_out(&interview.instance, Way::ByQuestion);
            let at = fields.get("at").and_then(|at| find(&screens, at));
            let here = at.or_else(|| find(&screens, &interview.position)).unwrap_or(0);
            let told = fields.get("told").and_then(|told| Told::of(told));
            match screens[here].key == REVIEW {
                true => {
                    let claim = coming.claim();
                    let page = review(guest, &visit, interview, &claim, told);
                    coming.keeping(&claim, page)
                }
                false => {
                    let page = question(guest, &visit, interview, &screens, here, told);
                    if interview.asks_who(&screens[here].paths) {
                        coming.telling_on(page)
                    } else {
                        sent(page)
                    }
                }
            }
        }
    })
}

/// Takes a step.
pub async fn step(mut coming: Coming, At(typed): At<String>, request: Request) -> Answer<Response> {
    let found = coming.found(&typed).await;
    let Ok(Some((code, visit))) = found else {
        coming.server.bodies.heard_out(request.into_body()).await;
        return found.map(|_| shut(&coming, &typed));
    };
    // What a page lets somebody write is taken, and no more.
    let most = if let Standing::Begun(it) = &visit.standing { most_bytes(&it.instance) } else { 0 };
    let Filled(filled) = Filled::with_room(request, &coming.server, most).await?;
    coming.came(code.clone(), &visit);
    if let Some(answer) = claimed(&coming, &code, &visit, &filled).await? {
        return Ok(answer);
    }
    let site = &coming.server.site;
    let step = filled.get("step").map_or("", String::as_str);
    let done = match (step, visit.standing) {
        ("agree", _) => respond::begin(site, code).await.map(|()| None),
        ("refuse", _) => respond::refuse(site, code).await.map(|()| None),
        ("next" | "back", Standing::Begun(interview)) => {
            let (before, is_told) = (interview.said, interview.is_told());
            match after(*interview, &filled, step == "back", coming.guest.told_here) {
                After::Changed { at } => Ok(Some((at, Some(Told::Changed)))),
                After::Kept { answers, tells, there, told } => {
                    let told_on = (tells && !is_told).then(|| coming.telling());
                    let said = Said { before, answers, position: there.clone(), told_on };
                    respond::keep(site, code, said).await.map(|()| Some((there, told)))
                }
            }
        }
        _ => Ok(None),
    };
    let query = match done {
        Ok(query) => query,
        // Somebody else was quicker, and this page may be among what they changed.
        Err(Error::Refused(Kind::Conflict, why)) if why.code == CHANGED => {
            filled.get("at").map(|at| (at.clone(), Some(Told::Changed)))
        }
        // Something else came first: the page says what stands now.
        Err(Error::Refused(Kind::Conflict, _)) => None,
        Err(error) => return Err(error.into()),
    };
    Ok(onto(&coming.guest, query))
}

/// Leads to their page: to a screen of it, which may say something first.
pub(super) fn onto(guest: &Guest, to: Option<(String, Option<Told>)>) -> Response {
    let there = match &to {
        None => guest.to(&[]),
        Some((at, None)) => guest.to(&[("at", at)]),
        Some((at, Some(told))) => guest.to(&[("at", at), ("told", told.code())]),
    };
    Redirect::to(&there).into_response()
}

/// What a form leads to.
enum After {
    /// Its answers are kept, and this screen comes next, which may say what is missing: nobody goes on over it, nor past a question that
    /// was not there before.
    Kept {
        answers: Vec<(String, String)>,
        /// Whether they tell who somebody is.
        tells: bool,
        there: String,
        told: Option<Told>,
    },
    /// It would write over what its page never showed: that is shown first, and nothing is kept.
    Changed { at: String },
}

fn after(mut interview: Interview, filled: &Fields, back: bool, told_here: bool) -> After {
    let at = filled.get("at").unwrap_or(&interview.position).clone();
    let before = lay_out(&interview.instance, Way::ByQuestion);
    let shown = find(&before, &at).map(|here| before[here].paths.clone()).unwrap_or_default();
    let seen = filled.get(SEEN).is_none_or(|seen| *seen == interview.said_to(&shown).to_string());
    let instance = &mut interview.instance;
    let mut kept = answers(instance, filled);
    let mut tells = false;
    kept.retain(|(path, answer)| {
        let is_personal = instance.asked(path).is_some_and(|asked| asked.question.personal);
        tells |= is_personal && !answer.is_empty();
        // What was not shown was not taken away.
        !is_personal || told_here || !answer.is_empty()
    });
    let value = |instance: &Instance, path: &str| instance.asked(path).map(|asked| asked.value.to_owned());
    let mut writes_over = false;
    // What is no question here was on no page of ours.
    kept.retain(|(path, answer)| {
        let was = value(instance, path);
        let is_asked = instance.set(path, Some(answer)).is_ok();
        writes_over |= is_asked && was != value(instance, path);
        is_asked
    });
    if writes_over && !seen {
        return After::Changed { at };
    }
    let screens = lay_out(instance, Way::ByQuestion);
    let here = find(&screens, &at).unwrap_or(0);
    let screen = &screens[here];
    let wrong = |path: &String| instance.asked(path).is_some_and(|asked| asked.defect.is_some());
    let (there, told) = if back {
        (here.saturating_sub(1), None)
    } else if screen.paths.iter().any(|path| !shown.contains(path)) {
        (here, None)
    } else if screen.paths.iter().any(wrong) {
        (here, Some(Told::Missing))
    } else {
        ((here + 1).min(screens.len() - 1), None)
    };
    After::Kept { answers: kept, tells, there: screens[there].key.clone(), told }
}
