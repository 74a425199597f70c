//! All routes of the interface, each said once: the method, the path, who may call it, and what answers. The files of the
//! app are for everybody and not in it.

use axum::handler::Handler;
use axum::routing::{self, MethodRouter};

use super::api::campaigns::{
    acceptances, assessments, backchecks, ballots, changes, closing, counts, duties, extensions, flags,
    forms, index, leaves, list, minutes, next, notices, objections, package, paper, phases, publications,
    reviews, runs, survey, units, what_if, whole, workbooks, worklist,
};
use super::api::{
    accounts, acts, health, inbox, packages, reference, session, tokens, unknown_campaigns, version,
};
use super::{a, e, odata, p, r};
use crate::http::Who::{
    Admin, Anyone, Appraiser, Batches, Clerk, Feed, Fieldwork, Keyer, Known, Lead, Office, Overview, Person,
    Reader, Respondent, SignedIn, Staff, Submitter, Year,
};
use crate::http::{Access, Server, Who};

/// A route.
pub struct Route {
    /// What is called, and who may.
    pub access: Access,
    /// What answers.
    pub handler: MethodRouter<Server>,
}

impl Route {
    /// The same with what may be asked of it behind the `?`.
    fn asks(mut self, names: &'static [&'static str]) -> Self {
        self.access.asks = names;
        self
    }
}

/// How rows of a feed are asked for.
const ROWS: &[&str] =
    &["$filter", "$select", "$orderby", "$top", "$skip", "$count", "$skiptoken", "$format", "language"];

/// How the queue of flags is narrowed down; of its page, in which language it is shown, too.
const QUEUE: &[&str] = &["rule", "form", "interviewer", "place", "all", "after", "lang"];

/// All routes.
pub fn routes() -> Vec<Route> {
    vec![
        get("/api/version", Anyone, version::handle),
        get("/api/health", Anyone, health::handle),
        get("/api/docs", Reader, reference::shown::handle).asks(&["lang"]),
        get("/api/openapi.json", Reader, reference::openapi::handle).asks(&["language"]),
        post("/api/session", Anyone, session::sign_in::handle).asks(&["bearer"]),
        get("/api/session", SignedIn, session::current::handle),
        delete("/api/session", Person, session::sign_out::handle),
        put("/api/session/password", Person, session::password::handle),
        post("/api/session/token", Person, session::token::handle),
        get("/api/campaigns", SignedIn, list::handle).asks(&[
            "device",
            "app",
            "persisted",
            "clock",
            "unsent",
            "drafts",
            "held",
        ]),
        get("/api/campaigns/{campaign}", Overview, whole::handle),
        get("/api/campaigns/{campaign}/package", SignedIn, package::handle).asks(&["read"]),
        get("/api/campaigns/{campaign}/package.zip", Admin, workbooks::handle),
        get("/api/campaigns/{campaign}/next-package.zip", Admin, next::handle),
        put("/api/campaigns/{campaign}/ballots/{ballot}", Known, ballots::put::handle),
        post("/api/campaigns/{campaign}/ballots", Known, ballots::batch::handle),
        post("/api/campaigns/{campaign}/backchecks/{check}", Person, backchecks::handle),
        get("/api/campaigns/{campaign}/ballots", Office, ballots::list::handle).asks(&[
            "status",
            "form",
            "place",
            "interviewer",
            "unit",
            "after",
        ]),
        get("/api/campaigns/{campaign}/ballots.jsonl", Office, ballots::jsonl::handle)
            .asks(&["after", "moment"]),
        get("/api/campaigns/{campaign}/ballots.csv", Office, ballots::csv::handle)
            .asks(&["repeat", "language", "bom", "after", "moment"]),
        get("/api/campaigns/{campaign}/ballots.sav", Office, ballots::statistics::sav)
            .asks(&["language", "moment"]),
        get("/api/campaigns/{campaign}/ballots.dta", Office, ballots::statistics::dta)
            .asks(&["language", "moment"]),
        get("/api/campaigns/{campaign}/ballots.xlsx", Office, ballots::statistics::xlsx)
            .asks(&["language", "moment"]),
        get("/api/campaigns/{campaign}/ballots/{ballot}", Office, ballots::detail::handle),
        post("/api/campaigns/{campaign}/ballots/{ballot}/reviews", Admin, ballots::review::handle),
        post("/api/campaigns/{campaign}/reviews", Admin, reviews::handle),
        get("/api/campaigns/{campaign}/flags", Office, flags::handle).asks(&QUEUE[..6]),
        get("/api/campaigns/{campaign}/forms/{form}/paper.pdf", Office, forms::paper::pdf)
            .asks(&["place", "language"]),
        get("/api/campaigns/{campaign}/forms/{form}/paper.html", Office, forms::paper::page)
            .asks(&["place", "language"]),
        get("/api/campaigns/{campaign}/paper", Clerk, paper::batches::list),
        post("/api/campaigns/{campaign}/paper", Admin, paper::batches::issue),
        get("/api/campaigns/{campaign}/paper/{batch}", Clerk, paper::work::handle),
        post("/api/campaigns/{campaign}/paper/{batch}/returns", Admin, paper::returns::handle),
        post("/api/campaigns/{campaign}/paper/{batch}/cancellation", Admin, paper::cancellation::handle),
        get("/api/campaigns/{campaign}/paper/{batch}/papers.pdf", Office, paper::printed::papers)
            .asks(&["from", "to", "language"]),
        get("/api/campaigns/{campaign}/paper/{batch}/cover.pdf", Office, paper::printed::cover),
        get("/api/campaigns/{campaign}/paper/{batch}/{paper}/entry", Clerk, paper::entries::own),
        put("/api/campaigns/{campaign}/paper/{batch}/{paper}/entries/{id}", Keyer, paper::entries::key),
        get(
            "/api/campaigns/{campaign}/paper/{batch}/{paper}/difference",
            Keyer,
            paper::decisions::difference,
        ),
        put(
            "/api/campaigns/{campaign}/paper/{batch}/{paper}/decisions/{id}",
            Keyer,
            paper::decisions::decide,
        ),
        get("/api/campaigns/{campaign}/counts", Office, counts::handle),
        get("/api/campaigns/{campaign}/survey", Office, survey::handle),
        get("/api/campaigns/{campaign}/index", Office, index::handle),
        get("/api/campaigns/{campaign}/runs", Office, runs::list::handle),
        post("/api/campaigns/{campaign}/runs", Office, runs::make::handle),
        get("/api/campaigns/{campaign}/runs/{run}", Office, runs::show::handle),
        post("/api/campaigns/{campaign}/what-if", Office, what_if::handle),
        post("/api/campaigns/{campaign}/closing", Admin, closing::handle),
        get("/api/campaigns/{campaign}/changes", Year, changes::handle),
        get("/api/campaigns/{campaign}/phases", Year, phases::show::handle),
        post("/api/campaigns/{campaign}/phases", Admin, phases::set::handle),
        post("/api/campaigns/{campaign}/extensions", Admin, extensions::handle),
        get("/api/campaigns/{campaign}/assessments", Overview, assessments::handle),
        get("/api/campaigns/{campaign}/units/{unit}/assessment", Year, units::assessment::handle),
        post("/api/campaigns/{campaign}/units/{unit}/submissions", Submitter, units::submissions::handle),
        get("/api/campaigns/{campaign}/units/{unit}/draft.docx", Staff, units::draft::docx),
        get("/api/campaigns/{campaign}/units/{unit}/draft.html", Staff, units::draft::page),
        get("/api/campaigns/{campaign}/units/{unit}/report.docx", Year, units::report::docx),
        get("/api/campaigns/{campaign}/units/{unit}/report.html", Year, units::report::page),
        get("/api/campaigns/{campaign}/minutes.docx", Overview, minutes::docx),
        get("/api/campaigns/{campaign}/minutes.html", Overview, minutes::page),
        put(
            "/api/campaigns/{campaign}/units/{unit}/leaves/{leaf}/entries/{id}",
            Staff,
            units::entries::handle,
        ),
        put(
            "/api/campaigns/{campaign}/units/{unit}/leaves/{leaf}/appraisals/{id}",
            Appraiser,
            units::appraisals::handle,
        ),
        put(
            "/api/campaigns/{campaign}/units/{unit}/leaves/{leaf}/questions/{id}",
            Appraiser,
            units::questions::handle,
        ),
        put(
            "/api/campaigns/{campaign}/units/{unit}/leaves/{leaf}/answers/{id}",
            Staff,
            units::answers::handle,
        ),
        put("/api/campaigns/{campaign}/units/{unit}/adjustments/{id}", Appraiser, units::adjustments::handle),
        get("/api/campaigns/{campaign}/units/{unit}/files", Year, units::files::list::handle),
        get("/api/campaigns/{campaign}/units/{unit}/files/{digest}", Year, units::files::download::handle),
        get(
            "/api/campaigns/{campaign}/units/{unit}/files/{digest}/upload",
            Staff,
            units::files::received::handle,
        ),
        put(
            "/api/campaigns/{campaign}/units/{unit}/files/{digest}/upload",
            Staff,
            units::files::append::handle,
        )
        .asks(&["from", "bytes", "name"]),
        post("/api/packages", Admin, packages::check::handle).asks(&["name"]),
        post("/api/packages/sample", Admin, packages::sample::handle),
        post("/api/packages/{digest}/imports", Admin, packages::imports::handle),
        get("/api/campaigns/{campaign}/leaves", Overview, leaves::handle),
        get("/api/campaigns/{campaign}/worklist", Overview, worklist::handle).asks(&[
            "unit",
            "unit_type",
            "leaf",
            "mine",
        ]),
        post("/api/campaigns/{campaign}/acceptances", Appraiser, acceptances::handle),
        get("/api/campaigns/{campaign}/duties", Overview, duties::list::handle),
        post("/api/campaigns/{campaign}/duties", Admin, duties::set::handle),
        get("/api/campaigns/{campaign}/notices.csv", Admin, notices::handle).asks(&["language"]),
        get("/api/inbox", SignedIn, inbox::list::handle).asks(&["language"]),
        get("/api/inbox/count", SignedIn, inbox::count::handle),
        get("/api/unknown-campaigns", Admin, unknown_campaigns::handle),
        get("/api/accounts", Admin, accounts::list::handle),
        post("/api/accounts", Admin, accounts::make::handle),
        post("/api/accounts/bulk", Admin, accounts::bulk::handle),
        patch("/api/accounts/{username}", Admin, accounts::change::handle),
        get("/api/tokens", Admin, tokens::list::handle),
        post("/api/tokens", Admin, tokens::make::handle),
        delete("/api/tokens/{token}", Admin, tokens::revoke::handle),
        get("/api/acts", Admin, acts::handle).asks(&["campaign", "kind", "by", "subject", "after"]),
        get("/api/campaigns/{campaign}/publications", Office, publications::list::handle),
        post("/api/campaigns/{campaign}/publications", Admin, publications::publish::handle),
        get("/api/campaigns/{campaign}/objections", Office, objections::list::handle),
        post("/api/campaigns/{campaign}/objections/{objection}/answer", Admin, objections::answer::handle),
        get("/api/campaigns/{campaign}/units/{unit}/objections", Year, units::objections::list),
        post("/api/campaigns/{campaign}/units/{unit}/objections", Staff, units::objections::object),
        get("/odata/{campaign}", Feed, odata::service::handle).asks(&["$format"]),
        get("/odata/{campaign}/", Feed, odata::service::handle).asks(&["$format"]),
        get("/odata/{campaign}/$metadata", Feed, odata::metadata::handle).asks(&["language"]),
        get("/odata/{campaign}/{set}", Feed, odata::rows::handle).asks(ROWS),
        get("/odata/{campaign}/{set}/{part}", Feed, odata::rows::part).asks(ROWS),
        get("/r", Anyone, r::door::home),
        post("/r", Anyone, r::door::sign_in),
        get("/r/{campaign}", Office, r::results::show).asks(&["lang", "run"]),
        post("/r/{campaign}", Office, r::results::make),
        get("/r/{campaign}/weakest", Office, r::weakest::handle).asks(&["lang", "run"]),
        get("/r/{campaign}/what-if", Office, r::what_if::handle).asks(&["lang"]),
        get("/r/{campaign}/answers", Office, r::answers::show).asks(&["lang", "form", "unit"]),
        get("/r/{campaign}/board", Fieldwork, r::board::show).asks(&["lang", "place"]),
        get("/r/{campaign}/quotas", Fieldwork, r::quotas::show).asks(&["lang", "place"]),
        post("/r/{campaign}/quotas", Lead, r::quotas::change),
        get("/r/{campaign}/flags", Fieldwork, r::flags::show).asks(QUEUE),
        post("/r/{campaign}/flags", Lead, r::flags::decide),
        get("/r/{campaign}/flags/{ballot}", Fieldwork, r::flags::ballot).asks(&["lang"]),
        get("/r/{campaign}/publications", Office, r::publications::show).asks(&["lang"]),
        post("/r/{campaign}/publications", Admin, r::publications::publish),
        get("/r/{campaign}/publications/preview", Office, r::publications::preview).asks(&["lang"]),
        post("/r/{campaign}/objections/{objection}", Admin, r::publications::answer),
        get("/r/{campaign}/units/{unit}", Office, r::units::office).asks(&["lang", "run"]),
        get("/r/{campaign}/units/{unit}/published", Year, r::units::published).asks(&["lang", "run"]),
        post("/r/{campaign}/units/{unit}/published", Staff, r::units::object),
        get("/r/{campaign}/invitations", Office, r::invitations::show).asks(&["lang"]),
        post("/r/{campaign}/invitations", Admin, r::invitations::change),
        get("/r/{campaign}/nonresponse", Fieldwork, r::nonresponse::show).asks(&["lang", "as"]),
        post("/r/{campaign}/nonresponse", Lead, r::nonresponse::change),
        get("/r/{campaign}/paper", Batches, r::paper::show).asks(&["lang", "as"]),
        post("/r/{campaign}/paper", Admin, r::paper::change),
        get("/r/{campaign}/devices", Fieldwork, r::devices::show).asks(&["lang"]),
        post("/r/{campaign}/devices", Lead, r::devices::change),
        get("/r/{campaign}/backchecks", Fieldwork, r::backchecks::show).asks(&[
            "lang",
            "as",
            "form",
            "interviewer",
            "place",
            "state",
            "after",
        ]),
        post("/r/{campaign}/backchecks", Lead, r::backchecks::change),
        get("/r/{campaign}/backchecks/{check}", Person, r::backchecks::one).asks(&["lang"]),
        post("/r/{campaign}/backchecks/{check}", Person, r::backchecks::note),
        get("/r/{campaign}/messages", Fieldwork, r::messages::show).asks(&["lang"]),
        post("/r/{campaign}/messages", Lead, r::messages::send),
        get("/r/{campaign}/supervisors", Admin, r::supervisors::show).asks(&["lang", "find"]),
        post("/r/{campaign}/supervisors", Admin, r::supervisors::change),
        get("/e/{code}", Respondent, e::code::show),
        post("/e/{code}", Respondent, e::code::enrol),
        get("/e/backcheck/{code}", Respondent, e::backcheck::show),
        post("/e/backcheck/{code}", Respondent, e::backcheck::note),
        get("/r/{campaign}/processed", Admin, r::processed::show).asks(&["lang", "as"]),
        post("/r/{campaign}/processed", Admin, r::processed::change),
        get("/a", Reader, a::door::show).asks(&["lang"]),
        post("/a", Respondent, a::door::enter),
        get("/a/{code}", Respondent, a::code::show).asks(&["lang", "at", "told"]),
        post("/a/{code}", Respondent, a::code::step),
        get("/p", Reader, p::list::handle).asks(&["lang"]),
        get("/p/{campaign}", Reader, p::newest::handle).asks(&["lang"]),
        get("/p/{campaign}/{version}", Reader, p::version::handle).asks(&["lang"]),
    ]
}

/// Who may call which route.
pub fn table() -> impl Iterator<Item = Access> {
    routes().into_iter().map(|route| route.access)
}

fn get<T: 'static>(path: &'static str, who: Who, handler: impl Handler<T, Server>) -> Route {
    Route { access: Access { method: "GET", path, who, asks: &[] }, handler: routing::get(handler) }
}

fn post<T: 'static>(path: &'static str, who: Who, handler: impl Handler<T, Server>) -> Route {
    Route { access: Access { method: "POST", path, who, asks: &[] }, handler: routing::post(handler) }
}

fn put<T: 'static>(path: &'static str, who: Who, handler: impl Handler<T, Server>) -> Route {
    Route { access: Access { method: "PUT", path, who, asks: &[] }, handler: routing::put(handler) }
}

fn patch<T: 'static>(path: &'static str, who: Who, handler: impl Handler<T, Server>) -> Route {
    Route { access: Access { method: "PATCH", path, who, asks: &[] }, handler: routing::patch(handler) }
}

fn delete<T: 'static>(path: &'static str, who: Who, handler: impl Handler<T, Server>) -> Route {
    Route { access: Access { method: "DELETE", path, who, asks: &[] }, handler: routing::delete(handler) }
}
