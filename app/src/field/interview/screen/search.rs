//! The search of the units on the screen.

use dioxus::prelude::*;

use super::dom;
use super::interview::Interview;
use crate::search::MANY;
use crate::ui::{SearchField, number, t, tp};

/// The field, where there are many units, with the number of those found.
#[component]
pub fn UnitSearch() -> Element {
    let interview = use_context::<Interview>();
    let sought = interview.sought.read().clone();
    let course = interview.course.peek();
    let paths = &course.screen().paths;
    if paths.len() <= MANY {
        return rsx! {};
    }
    let first = paths.iter().find(|path| interview.is_found(path)).map(|path| dom::row_id(path));
    let found = paths.iter().filter(|path| interview.is_found(path)).count();
    rsx! {
        SearchField {
            id: "unit-search",
            label: t("field.search-unit"),
            sought,
            found: tp("field.search-found", &[("n", &number(found))]),
            none: (found == 0).then(|| t("field.search-none")),
            onsearch: move |sought: String| interview.search(&sought),
            onenter: move |()| {
                if let Some(row) = &first {
                    dom::focus_inside(row);
                }
            },
        }
    }
}
