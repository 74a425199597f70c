//! The table of counts: a line for each form, place of a level, place, quota or interviewer, and their sum.

use dioxus::prelude::*;
use jiff::Timestamp;
use shared::wire::{Counts, Figures};
use std::collections::{BTreeMap, BTreeSet};

use super::change::changed;
use super::line::Line;
use super::narrow::by_key;
use super::order::order;
use super::row::{Row, headline};
use crate::address::{Address, Count, FieldworkAddress, Grouping, Sort};
use crate::office::frame::{ByPointer, Share, SortHead, TableFrame, aria, use_followed};
use crate::platform::name_key;
use crate::ui::{LANGUAGE, number, t};

/// The text of a column's head.
fn count_key(column: Count) -> &'static str {
    match column {
        Count::Name => "office.count.name",
        Count::Planned => "office.count.planned",
        Count::Received => "office.count.received",
        Count::Valid => "office.count.valid",
        Count::ScreenedOut => "office.count.screened_out",
        Count::Pending => "office.count.pending",
        Count::Rejected => "office.count.rejected",
        Count::Share => "office.count.share",
        Count::LastSent => "office.count.last_sent",
    }
}

/// The table of counts.
#[component]
pub fn CountTable(
    campaign: String,
    counts: ByPointer<Counts>,
    view: FieldworkAddress,
    lines: ReadSignal<Vec<Line>>,
    sum: Figures,
) -> Element {
    let followed = use_followed();
    let marked = use_changed(lines);
    let interviewers = view.by == Grouping::Interviewer;
    let mut shown = lines.read().clone();
    let last_sent: BTreeMap<String, Option<Timestamp>> =
        counts.interviewers.iter().map(|row| (row.username.clone(), row.last_sent)).collect();
    if let Some(sort) = view.sort {
        let campaign = followed.campaign.read();
        let names = shown
            .iter()
            .map(|line| (line.key.code(), name_key(&headline(&campaign, &counts, LANGUAGE(), &line.key).0)))
            .collect();
        order(&mut shown, sort, &names, &last_sent);
    }
    let head = |column: Count| Address::Fieldwork {
        campaign: campaign.clone(),
        view: FieldworkAddress { sort: Sort::pressed(view.sort, column), ..view.clone() },
    };
    let caption = format!("{} – {}", t("office.fieldwork"), t(by_key(view.by)));
    rsx! {
        TableFrame { label: caption.clone(), tall: true,
            table { class: "office-table", "data-table": "counts",
                caption { class: "visually-hidden", "{caption}" }
                thead {
                    tr {
                        SortHead {
                            label: t(by_key(view.by)),
                            aria: aria(view.sort, Count::Name),
                            to: head(Count::Name),
                        }
                        for column in Count::NUMBERS {
                            SortHead {
                                key: "{count_key(column)}",
                                label: t(count_key(column)),
                                aria: aria(view.sort, column),
                                to: head(column),
                                numeric: true,
                            }
                        }
                        SortHead {
                            label: t(count_key(Count::Share)),
                            aria: aria(view.sort, Count::Share),
                            to: head(Count::Share),
                        }
                        if interviewers {
                            SortHead {
                                label: t(count_key(Count::LastSent)),
                                aria: aria(view.sort, Count::LastSent),
                                to: head(Count::LastSent),
                            }
                        }
                    }
                }
                tbody {
                    for line in shown {
                        Row {
                            key: "{line.key.code()}",
                            campaign: campaign.clone(),
                            counts: counts.clone(),
                            view: view.clone(),
                            marked: marks(&marked.read(), &line),
                            line,
                        }
                    }
                }
                // Interviewers may share a place, so their plans do not add up to the campaign's.
                if !interviewers {
                    tfoot {
                        tr { "data-total": "true",
                            th { scope: "row", {t("office.total")} }
                            for column in Count::NUMBERS {
                                td { key: "{count_key(column)}", class: "num", "data-count": column_code(column),
                                    "{number(number_of(sum, column))}"
                                }
                            }
                            td { Share { percent: sum.share() } }
                        }
                    }
                }
            }
        }
    }
}

/// The name of a column in hooks.
pub fn column_code(column: Count) -> &'static str {
    crate::address::Column::code(column)
}

/// The number of a column.
pub fn number_of(figures: Figures, column: Count) -> u32 {
    match column {
        Count::Planned => figures.planned,
        Count::Received => figures.received(),
        Count::Valid => figures.valid,
        Count::ScreenedOut => figures.screened_out,
        Count::Pending => figures.pending,
        Count::Rejected => figures.rejected,
        Count::Name | Count::Share | Count::LastSent => 0,
    }
}

/// The cells that the last answer changed; none after another view was chosen.
fn use_changed(lines: ReadSignal<Vec<Line>>) -> Signal<BTreeSet<(String, Count)>> {
    let mut before = use_signal(Vec::<Line>::new);
    let mut marked = use_signal(BTreeSet::new);
    use_effect(move || {
        let now = lines();
        let old = before.replace(now.clone());
        let same_view = old.len() == now.len() && old.iter().zip(&now).all(|(old, new)| old.key == new.key);
        marked.set(if same_view { changed(&old, &now) } else { BTreeSet::new() });
    });
    marked
}

fn marks(marked: &BTreeSet<(String, Count)>, line: &Line) -> Vec<Count> {
    let code = line.key.code();
    Count::NUMBERS.into_iter().filter(|column| marked.contains(&(code.clone(), *column))).collect()
}
