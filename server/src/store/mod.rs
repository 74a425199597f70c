//! What is kept, behind traits that know no SQL: services speak to these, `sqlite` answers.

mod accounts;
mod acts;
mod assessments;
mod backchecks;
mod ballots;
mod campaigns;
mod derived;
mod devices;
mod documents;
mod error;
mod evidence;
mod ground;
mod handle;
mod invitations;
mod letters;
mod messages;
mod nonresponses;
mod objections;
mod packages;
mod papers;
mod personal;
mod publications;
mod runs;
mod shares;
mod sqlite;
mod tokens;

pub use accounts::{Account, Accounts, Session};
pub use acts::{ActFilter, Acts, NewAct};
pub use assessments::{Assessments, Leaves, NewSaying};
pub use backchecks::{AnsweredAgain, BackcheckDraw, BackcheckRow, Backchecks, DrawnOf};
pub use ballots::{Ballots, EachBallot, Filter, NOBODY, NewBallot, SameId, Stored};
pub use campaigns::{Campaigns, Head, NewClosing};
pub use derived::{Counted, Derived, Standing};
pub use devices::{DeviceRow, Devices, Enrolment};
pub use documents::{Document, DocumentKind, Documents};
pub use error::StoreError;
pub use evidence::Evidence;
pub use ground::{Ground, Position, Since};
pub use handle::{Backend, Change, Store, Work};
pub use invitations::{Invitation, Invitations, Invited, Stage};
pub use letters::{Letter, Letters};
pub use messages::{Addressee, MessageRow, Messages, Unread};
pub use nonresponses::{Missed, NonresponseRow, Nonresponses};
pub use objections::Objections;
pub use packages::{PackageHead, Packages};
pub use papers::{BatchRow, KeyedRow, Papers};
pub use personal::{Personal, Told};
pub use publications::Publications;
pub use runs::{Maker, Reach, RunRow, Runs};
pub use shares::{Share, Shares};
pub use sqlite::{
    Contents, Wrong, copy, files, find_wrong, has_damaged_log, look_over, make_another, open, recounted,
    refuse_cut, set_aside,
};
pub use tokens::Tokens;

/// All repositories in one transaction.
pub trait Repositories:
    Accounts
    + Acts
    + Assessments
    + Campaigns
    + Documents
    + Evidence
    + Packages
    + Ballots
    + Ground
    + Derived
    + Tokens
    + Runs
    + Publications
    + Objections
    + Papers
    + Letters
    + Invitations
    + Devices
    + Nonresponses
    + Shares
    + Personal
    + Messages
    + Backchecks
{
}
