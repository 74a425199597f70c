//! The scan that the head signed: chosen before the self-assessment is submitted, and on its way like any other file.

use dioxus::prelude::*;
use shared::ballot::Digest;
use shared::problem::Problem;
use shared::wire::{Condition, FileKind};

use crate::desk::context::{Desk, use_desk};
use crate::desk::leaf::file::Whereabouts;
use crate::desk::leaf::given::{OpenFile, given};
use crate::device;
use crate::ui::drop::{Drop, chosen, dropped, press};
use crate::ui::{Button, Glyph, problem_text, t};

/// The id of the browser's own control.
const FILE: &str = "choose-scan";

/// A file that was chosen: its digest, and what it was called.
pub type Scan = Option<(Digest, String)>;

/// Whether the server has a file that can be the signed scan.
pub fn is_given(desk: Desk, scan: &Scan) -> bool {
    let file = scan.as_ref().and_then(|(digest, _)| given(desk, *digest));
    file.is_some_and(|file| file.kind.is_scan() && file.condition == Condition::Sound)
}

/// The field.
#[component]
pub fn ScanField(scan: Signal<Scan>) -> Element {
    let desk = use_desk();
    let mut refused = use_signal(|| None::<Problem>);
    let take = move |files: Vec<web_sys::File>| async move {
        let Some(file) = files.into_iter().next() else { return };
        let (name, mut scan) = (file.name(), scan);
        if !FileKind::of_name(&name).is_scan() {
            return refused.set(Some(Problem::new("assessments.scan_wrong").with("name", name)));
        }
        match device::give_file(&desk.campaign(), &desk.unit(), &file).await {
            Ok(parcel) => {
                refused.set(None);
                scan.set(Some((parcel.key.digest, parcel.name)));
            }
            Err(problem) => refused.set(Some(problem)),
        }
    };
    let file = scan.read().as_ref().and_then(|(digest, _)| given(desk, *digest));
    let wrong = file.as_ref().filter(|_| !is_given(desk, &scan.read()));
    let wrong = wrong.map(|file| Problem::new("assessments.scan_wrong").with("name", &file.name));
    rsx! {
        Drop { ondrop: move |event: DragEvent| take(dropped(&event)),
            h3 { {t("desk.scan")} }
            p { {t("desk.scan-text")} }
            div { class: "card-actions",
                Button { glyph: Glyph::File, "data-do": "choose-scan", onclick: move |_| press(FILE), {t("desk.scan-choose")} }
                if let Some(file) = file {
                    OpenFile { file }
                }
            }
            input {
                id: FILE,
                r#type: "file",
                hidden: true,
                accept: ".pdf,image/*",
                onchange: move |event: FormEvent| take(chosen(&event)),
            }
            div { class: "year-scan", role: "status",
                if let Some((digest, name)) = scan() {
                    Whereabouts { digest, name }
                }
                if let Some(problem) = refused().or(wrong) {
                    p { class: "field-error", "data-error": "scan", {problem_text(&problem)} }
                }
            }
        }
    }
}
