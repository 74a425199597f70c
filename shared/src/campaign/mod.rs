//! A campaign: what is judged, by whom, with which points. Data, versioned by year; never code.

mod advice;
#[cfg(not(target_arch = "wasm32"))]
mod backcheck;
mod basis;
mod change;
mod for_tablet;
mod framework;
mod hints;
mod instruction;
mod lineage;
mod model;
mod next;
mod notice;
mod practice;
mod questionnaires;
mod read;
mod references;
mod rows;
mod settings;
mod sheets;
mod surroundings;
#[cfg(test)]
mod tests;

pub use crate::places::{PROVINCE, Place, PlaceKind};
#[cfg(not(target_arch = "wasm32"))]
pub use backcheck::{Backcheck, question as question_again};
pub use change::{CellChange, RowChange, RowChangeKind, SheetChange, changes};
pub use instruction::Instruction;
pub use lineage::{Extent, Lineage, LineageKind};
pub use model::*;
pub use next::next_year;
pub use notice::Notice;
pub use practice::practice;
pub use read::{form_files, read};
pub use settings::{Limit, Limits, is_id, setting_at};
