//! What forms and places are called; pages that are narrowed to a place and what lies below it, and the way back up.

use maud::{Markup, html};
use shared::campaign::Campaign;

use super::Reader;
use crate::service::flags::lies;

/// What a place is called, with what it lies in.
pub fn called(reader: &Reader, campaign: &Campaign, place: &str) -> String {
    let name = lies(campaign, place).get(reader.language.code()).to_owned();
    if name.is_empty() { place.to_owned() } else { name }
}

/// A form, and whom it asks.
pub fn asks(reader: &Reader, campaign: &Campaign, form: &str) -> Markup {
    let group = campaign.forms.iter().find(|it| it.form == form).map_or("", |it| &it.group);
    let name =
        campaign.groups.iter().find(|it| it.code == group).map(|it| it.name.get(reader.language.code()));
    html! { (form) @if let Some(name) = name { small { (name) } } }
}

/// The address of a page at a place; of all without one.
pub fn narrowed(reader: &Reader, page: &str, place: Option<&str>) -> String {
    let supposed = place.map(|place| ("place".to_owned(), place.to_owned())).into_iter().collect();
    let reader = Reader { supposed, ..reader.clone() };
    reader.with_supposed(reader.to_newest(&[page]))
}

/// Where one looks, and the way back up.
pub fn way(reader: &Reader, campaign: &Campaign, page: &str, at: Option<&str>) -> Markup {
    let Some(place) = at else { return html! {} };
    let mut up: Vec<_> = campaign.places.up(place).skip(1).collect();
    up.reverse();
    html! { p.way {
        a href=(narrowed(reader, page, None)) { (reader.say("board.everywhere")) }
        @for above in up { " › " a href=(narrowed(reader, page, Some(&above.code))) { (above.name) } }
        " › " strong { (campaign.place(place).map_or(place, |it| &it.name)) }
    } }
}
