//! A unit's year: what it may say of a leaf, what appraisers may say of that, in which phase, and what stands in the end. The
//! app, the server and the command line check by these same functions.

mod appraise;
mod enter;
mod file;
mod may;
mod phase;
mod progress;
mod said;
mod settle;
mod step;
mod version;

pub use appraise::{answer_faults, appraisal_faults, question_faults};
pub use enter::{MOST_EVIDENCE, entry_faults, points_of};
pub use file::AssessmentFile;
pub use may::{Barred, Situation, Task, may, shows_appraisals};
pub use phase::{is_open, open_phases, stage, window};
pub use progress::{missing, progress, total};
pub use said::Said;
pub use settle::{line, settled, undecided};
pub use step::{allows, down};
pub use version::{standing, the_one, unseen};
