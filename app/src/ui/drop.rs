//! A place to drop files on, and the browser's own control to choose them by.

use dioxus::prelude::*;
use dioxus::web::WebEventExt;
use wasm_bindgen::JsCast;
use web_sys::{File, FileList, HtmlElement, HtmlInputElement};

/// The place; what is dropped on it goes to `ondrop`.
#[component]
pub fn Drop(ondrop: EventHandler<DragEvent>, children: Element) -> Element {
    let mut over = use_signal(|| false);
    rsx! {
        div {
            class: "drop",
            class: if over() { "is-over" },
            ondragover: move |event| {
                event.prevent_default();
                over.set(true);
            },
            ondragleave: move |_| over.set(false),
            ondrop: move |event| {
                event.prevent_default();
                over.set(false);
                ondrop.call(event);
            },
            {children}
        }
    }
}

fn control(event: &FormEvent) -> Option<HtmlInputElement> {
    event.as_web_event().target()?.dyn_into().ok()
}

fn listed(files: Option<FileList>) -> Vec<File> {
    let Some(files) = files else { return Vec::new() };
    (0..files.length()).filter_map(|nth| files.get(nth)).collect()
}

/// The files that were dropped.
pub fn dropped(event: &DragEvent) -> Vec<File> {
    let transfer = event.as_web_event().unchecked_into::<web_sys::DragEvent>().data_transfer();
    listed(transfer.and_then(|it| it.files()))
}

/// The files that were chosen by a control, which is ready for the same ones again.
pub fn chosen(event: &FormEvent) -> Vec<File> {
    let files = listed(control(event).and_then(|control| control.files()));
    forget(event);
    files
}

/// Opens the browser's own dialog of a control that is not seen.
pub fn press(id: &str) {
    let found = web_sys::window().and_then(|window| window.document()?.get_element_by_id(id));
    if let Some(field) = found.and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
        field.click();
    }
}

/// Lets the control forget what was chosen: a file of the same name, mended, would else be no change to it.
pub fn forget(event: &FormEvent) {
    if let Some(control) = control(event) {
        control.set_value("");
    }
}
