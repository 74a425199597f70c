//! `/api/campaigns`

pub mod acceptances;
pub mod assessments;
pub mod ballots;
pub mod changes;
pub mod closing;
pub mod counts;
pub mod duties;
pub mod extensions;
pub mod index;
pub mod leaves;
pub mod list;
pub mod minutes;
pub mod next;
pub mod notices;
pub mod objections;
pub mod package;
pub mod phases;
pub mod publications;
pub mod runs;
pub mod survey;
pub mod units;
pub mod what_if;
pub mod whole;
pub mod workbooks;
pub mod worklist;
