//! A unit's year: what it may say of a leaf, what appraisers may say of that, in which phase, and what stands in the end. The
//! app, the server and the command line check by these same functions.

mod adjust;
mod appraise;
mod enter;
mod file;
mod flag;
mod framework;
mod inbox;
mod may;
mod phase;
mod progress;
mod said;
mod settle;
mod step;
mod unfit;
mod version;
mod work;

pub use adjust::{
    AdjustmentFile, AdjustmentLine, adjusted, adjusting_faults, beyond_bounds, unfit_adjustments,
};
pub use appraise::{answer_faults, appraisal_faults, question_faults, stood};
pub use enter::{MOST_EVIDENCE, claimed, entry_faults, points_of};
pub use file::AssessmentFile;
pub use flag::{MANY_LEAVES, Proofs, SHARED};
pub use framework::Framework;
pub use inbox::{Year, inbox};
pub use may::{Barred, Situation, Task, may, shows_appraisals};
pub use phase::{
    Standing, end, extension, has_opened, is_open, open_phases, return_needs_reason, stage, window,
};
pub use progress::{missing, progress, total, unappraised};
pub use said::Said;
pub use settle::{decided, line, settled, undecided};
pub use step::{allowed, allows, down};
pub use unfit::unfit;
pub use version::{standing, the_one, unseen};
pub use work::{Frameworks, appraisers, domain, last_year, row, unanswered};
