//! What bodies look like: which types a route takes and gives as JSON.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde_json::Value;
use shared::campaign::Campaign;
use shared::run::{Beside, Change, Run};
use shared::wire::{
    Acceptance, Accepting, Account, AccountChange, ActPage, Adjusting, Answer, Appraisal, BallotDetail,
    BallotPage, BatchAnswer, Calendar, CampaignSummary, CheckedPackage, Closing, Counts, Duty, DutyChange,
    Entry, EvidenceList, Extension, FlagPage, Health, ImportedPackage, Inbox, InboxCount, IndexView,
    LeafRecord, LeafWork, ManyReviews, NewAccount, NewObjection, NewPaperBatch, NewReply, NewToken,
    Objection, PackageImport, PaperBatch, PaperCancel, PaperDifference, PaperEntry, PaperKept, PaperReturn,
    PaperWork, PasswordChange, Person, PhaseChange, Publication, PublicationRequest, Question, Receipt,
    Review, Roster, RunHead, Saying, SignIn, Submitting, SurveyView, TabletPackage, Token, TokenRequest,
    UnitProgress, UnitRecord, UnknownCampaign, Upload, Version, Way, WorkRow,
};

use super::schema::schema;
use crate::http::Access;

/// Learns a type.
type Learn = Option<fn() -> Value>;

/// Method, path, what is taken and what is given.
const ROUTES: &[(&str, &str, Learn, Learn)] = &[
    ("GET", "/api/version", None, Some(schema::<Version>)),
    ("GET", "/api/health", None, Some(schema::<Health>)),
    ("POST", "/api/session", Some(schema::<SignIn>), Some(schema::<Person>)),
    ("GET", "/api/session", None, Some(schema::<Person>)),
    ("PUT", "/api/session/password", Some(schema::<PasswordChange>), None),
    ("POST", "/api/session/token", None, Some(schema::<Person>)),
    ("GET", "/api/campaigns", None, Some(schema::<Vec<CampaignSummary>>)),
    ("GET", "/api/campaigns/{campaign}", None, Some(schema::<Campaign>)),
    ("GET", "/api/campaigns/{campaign}/package", None, Some(schema::<TabletPackage>)),
    ("PUT", "/api/campaigns/{campaign}/ballots/{ballot}", None, Some(schema::<Receipt>)),
    ("POST", "/api/campaigns/{campaign}/ballots", None, Some(schema::<BatchAnswer>)),
    ("POST", "/api/campaigns/{campaign}/backchecks/{check}", None, Some(schema::<Way>)),
    ("GET", "/api/campaigns/{campaign}/ballots", None, Some(schema::<BallotPage>)),
    ("GET", "/api/campaigns/{campaign}/ballots/{ballot}", None, Some(schema::<BallotDetail>)),
    (
        "POST",
        "/api/campaigns/{campaign}/ballots/{ballot}/reviews",
        Some(schema::<Review>),
        Some(schema::<BallotDetail>),
    ),
    ("POST", "/api/campaigns/{campaign}/reviews", Some(schema::<ManyReviews>), Some(schema::<usize>)),
    ("GET", "/api/campaigns/{campaign}/flags", None, Some(schema::<FlagPage>)),
    ("GET", "/api/campaigns/{campaign}/paper", None, Some(schema::<Vec<PaperBatch>>)),
    ("POST", "/api/campaigns/{campaign}/paper", Some(schema::<NewPaperBatch>), Some(schema::<PaperBatch>)),
    ("GET", "/api/campaigns/{campaign}/paper/{batch}", None, Some(schema::<PaperWork>)),
    (
        "POST",
        "/api/campaigns/{campaign}/paper/{batch}/returns",
        Some(schema::<PaperReturn>),
        Some(schema::<PaperBatch>),
    ),
    (
        "POST",
        "/api/campaigns/{campaign}/paper/{batch}/cancellation",
        Some(schema::<PaperCancel>),
        Some(schema::<PaperBatch>),
    ),
    ("GET", "/api/campaigns/{campaign}/paper/{batch}/{paper}/entry", None, Some(schema::<PaperEntry>)),
    (
        "PUT",
        "/api/campaigns/{campaign}/paper/{batch}/{paper}/entries/{id}",
        Some(schema::<PaperEntry>),
        Some(schema::<PaperKept>),
    ),
    (
        "GET",
        "/api/campaigns/{campaign}/paper/{batch}/{paper}/difference",
        None,
        Some(schema::<PaperDifference>),
    ),
    (
        "PUT",
        "/api/campaigns/{campaign}/paper/{batch}/{paper}/decisions/{id}",
        Some(schema::<PaperEntry>),
        Some(schema::<PaperKept>),
    ),
    ("GET", "/api/campaigns/{campaign}/counts", None, Some(schema::<Counts>)),
    ("GET", "/api/campaigns/{campaign}/survey", None, Some(schema::<SurveyView>)),
    ("GET", "/api/campaigns/{campaign}/index", None, Some(schema::<IndexView>)),
    ("GET", "/api/campaigns/{campaign}/runs", None, Some(schema::<Vec<RunHead>>)),
    ("POST", "/api/campaigns/{campaign}/runs", None, Some(schema::<RunHead>)),
    ("GET", "/api/campaigns/{campaign}/runs/{run}", None, Some(schema::<Run>)),
    ("POST", "/api/campaigns/{campaign}/what-if", Some(schema::<Change>), Some(schema::<Vec<Beside>>)),
    ("POST", "/api/campaigns/{campaign}/closing", Some(schema::<Closing>), Some(schema::<CampaignSummary>)),
    ("GET", "/api/campaigns/{campaign}/phases", None, Some(schema::<Calendar>)),
    ("POST", "/api/campaigns/{campaign}/phases", Some(schema::<PhaseChange>), Some(schema::<Calendar>)),
    ("POST", "/api/campaigns/{campaign}/extensions", Some(schema::<Extension>), Some(schema::<Calendar>)),
    ("GET", "/api/campaigns/{campaign}/assessments", None, Some(schema::<Vec<UnitProgress>>)),
    ("GET", "/api/campaigns/{campaign}/units/{unit}/assessment", None, Some(schema::<UnitRecord>)),
    (
        "POST",
        "/api/campaigns/{campaign}/units/{unit}/submissions",
        Some(schema::<Submitting>),
        Some(schema::<UnitRecord>),
    ),
    (
        "PUT",
        "/api/campaigns/{campaign}/units/{unit}/leaves/{leaf}/entries/{id}",
        Some(schema::<Saying<Entry>>),
        Some(schema::<LeafRecord>),
    ),
    (
        "PUT",
        "/api/campaigns/{campaign}/units/{unit}/leaves/{leaf}/appraisals/{id}",
        Some(schema::<Saying<Appraisal>>),
        Some(schema::<LeafRecord>),
    ),
    (
        "PUT",
        "/api/campaigns/{campaign}/units/{unit}/leaves/{leaf}/questions/{id}",
        Some(schema::<Saying<Question>>),
        Some(schema::<LeafRecord>),
    ),
    (
        "PUT",
        "/api/campaigns/{campaign}/units/{unit}/leaves/{leaf}/answers/{id}",
        Some(schema::<Saying<Answer>>),
        Some(schema::<LeafRecord>),
    ),
    (
        "PUT",
        "/api/campaigns/{campaign}/units/{unit}/adjustments/{id}",
        Some(schema::<Adjusting>),
        Some(schema::<UnitRecord>),
    ),
    ("GET", "/api/campaigns/{campaign}/units/{unit}/files", None, Some(schema::<EvidenceList>)),
    ("GET", "/api/campaigns/{campaign}/units/{unit}/files/{digest}/upload", None, Some(schema::<Upload>)),
    ("PUT", "/api/campaigns/{campaign}/units/{unit}/files/{digest}/upload", None, Some(schema::<Upload>)),
    ("POST", "/api/packages", None, Some(schema::<CheckedPackage>)),
    ("POST", "/api/packages/sample", None, Some(schema::<CheckedPackage>)),
    (
        "POST",
        "/api/packages/{digest}/imports",
        Some(schema::<PackageImport>),
        Some(schema::<ImportedPackage>),
    ),
    ("GET", "/api/campaigns/{campaign}/leaves", None, Some(schema::<Vec<LeafWork>>)),
    ("GET", "/api/campaigns/{campaign}/worklist", None, Some(schema::<Vec<WorkRow>>)),
    (
        "POST",
        "/api/campaigns/{campaign}/acceptances",
        Some(schema::<Accepting>),
        Some(schema::<Vec<Acceptance>>),
    ),
    ("GET", "/api/campaigns/{campaign}/duties", None, Some(schema::<Vec<Duty>>)),
    ("POST", "/api/campaigns/{campaign}/duties", Some(schema::<DutyChange>), Some(schema::<Vec<Duty>>)),
    ("GET", "/api/inbox", None, Some(schema::<Inbox>)),
    ("GET", "/api/inbox/count", None, Some(schema::<InboxCount>)),
    ("GET", "/api/unknown-campaigns", None, Some(schema::<Vec<UnknownCampaign>>)),
    ("GET", "/api/accounts", None, Some(schema::<Vec<Account>>)),
    ("POST", "/api/accounts", Some(schema::<AccountChange>), Some(schema::<Account>)),
    ("POST", "/api/accounts/bulk", Some(schema::<Roster>), Some(schema::<Vec<NewAccount>>)),
    ("PATCH", "/api/accounts/{username}", Some(schema::<AccountChange>), Some(schema::<Account>)),
    ("GET", "/api/tokens", None, Some(schema::<Vec<Token>>)),
    ("POST", "/api/tokens", Some(schema::<TokenRequest>), Some(schema::<NewToken>)),
    ("DELETE", "/api/tokens/{token}", None, Some(schema::<Token>)),
    ("GET", "/api/acts", None, Some(schema::<ActPage>)),
    ("GET", "/api/campaigns/{campaign}/publications", None, Some(schema::<Vec<Publication>>)),
    (
        "POST",
        "/api/campaigns/{campaign}/publications",
        Some(schema::<PublicationRequest>),
        Some(schema::<Publication>),
    ),
    ("GET", "/api/campaigns/{campaign}/objections", None, Some(schema::<Vec<Objection>>)),
    (
        "POST",
        "/api/campaigns/{campaign}/objections/{objection}/answer",
        Some(schema::<NewReply>),
        Some(schema::<Objection>),
    ),
    ("GET", "/api/campaigns/{campaign}/units/{unit}/objections", None, Some(schema::<Vec<Objection>>)),
    (
        "POST",
        "/api/campaigns/{campaign}/units/{unit}/objections",
        Some(schema::<NewObjection>),
        Some(schema::<Objection>),
    ),
];

/// What a route takes and gives, where that is JSON.
#[derive(Clone, Debug, Default)]
pub struct Bodies {
    /// What is sent along.
    pub takes: Option<Value>,
    /// What is answered.
    pub gives: Option<Value>,
}

/// What is taken and what is given, as text.
type Texts = [Option<Box<str>>; 2];

/// Learned once, and kept as text: values take far more room.
static BODIES: LazyLock<BTreeMap<(&str, &str), Texts>> = LazyLock::new(|| {
    let learned = |it: Learn| it.map(|learn| learn().to_string().into());
    let row = |(method, path, takes, gives): &(&'static str, &'static str, Learn, Learn)| {
        ((*method, *path), [learned(*takes), learned(*gives)])
    };
    ROUTES.iter().map(row).collect()
});

/// Those of a route.
pub fn bodies(access: &Access) -> Bodies {
    let read = |text: &Option<Box<str>>| serde_json::from_str(text.as_deref()?).ok();
    BODIES
        .get(&(access.method, access.path))
        .map(|[takes, gives]| Bodies { takes: read(takes), gives: read(gives) })
        .unwrap_or_default()
}
