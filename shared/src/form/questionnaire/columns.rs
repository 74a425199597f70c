//! Which columns an XLSForm may have: those that are understood, and those that other tools know and this one refuses.

use super::kind::Line;
use crate::form::Kind;
use crate::form::sheets::SheetKind;
use crate::problem::Problem;
use crate::sheet::{Faults, Table};

/// Columns of one sheet.
pub(super) struct Columns {
    /// Of which sheet.
    pub kind: SheetKind,
    /// Understood.
    pub understood: &'static [&'static str],
    /// Understood, and there may be one for each language.
    pub translated: &'static [&'static str],
    /// Part of XLSForm, but not understood yet: refused where a cell is filled.
    pub refused: &'static [&'static str],
    /// For other tools only; without any effect on what is asked or stored.
    pub harmless: &'static [&'static str],
}

pub(super) const SURVEY: Columns = Columns {
    kind: SheetKind::Survey,
    understood: &[
        "type",
        "name",
        "required",
        "relevant",
        "constraint",
        "calculation",
        "appearance",
        "repeat_count",
        "target",
        "criterion",
        "personal",
    ],
    translated: &["label", "hint", "required_message", "constraint_message"],
    refused: &[
        "choice_filter",
        "default",
        "readonly",
        "trigger",
        "parameters",
        "guidance_hint",
        "media",
        "image",
        "big-image",
        "audio",
        "video",
        "autoplay",
        "body",
        "bind",
        "instance",
        "control",
        "query",
        "rows",
        "save_to",
        "save_incomplete",
        "intent",
        "disabled",
    ],
    harmless: &[],
};

pub(super) const CHOICES: Columns = Columns {
    kind: SheetKind::Choices,
    understood: &["list_name", "name", "percent"],
    translated: &["label"],
    refused: &["media", "image", "big-image", "audio", "video", "geometry"],
    harmless: &[],
};

pub(super) const SETTINGS: Columns = Columns {
    kind: SheetKind::Settings,
    understood: &["form_title", "form_id", "version", "default_language"],
    translated: &[],
    refused: &[
        "instance_name",
        "public_key",
        "allow_choice_duplicates",
        "namespaces",
        "instance_xmlns",
        "name",
        "prefix",
        "delimiter",
        "client_editable",
        "clean_text_values",
        "omit_instanceid",
        "sms_keyword",
        "sms_separator",
        "sms_allow_media",
        "sms_date_format",
        "sms_datetime_format",
        "sms_response",
    ],
    harmless: &["style", "submission_url", "auto_send", "auto_delete"],
};

/// Notes the heads that no tool knows, and each filled cell below a head that is refused.
pub(super) fn check(table: &Table, known: &Columns, faults: &mut Faults) {
    let base = |name: &str| name.split("::").next().unwrap_or_default().to_owned();
    for (name, written) in table.heads() {
        let is = |list: &[&str]| list.contains(&base(name).as_str());
        let plain = !name.contains("::");
        let fine = is(known.translated) || (plain && (is(known.understood) || is(known.harmless)));
        if !fine && !is(known.refused) {
            let allowed = [known.understood, known.translated].concat().join(", ");
            faults.note(table.head_at(written), Problem::new("column.unknown").with("allowed", allowed));
        }
    }
    for record in table.records() {
        for (name, spot) in record.spots() {
            if known.refused.contains(&base(name).as_str()) {
                spot.fault(Problem::new("form.column_refused"), faults);
            }
        }
    }
}

/// Whether a column means something on a row of this type.
pub(super) fn means_something(column: &str, line: &Line) -> bool {
    use Kind::{Calculate, DeviceId, End, Note, Start, Today, Username};
    let metadata = matches!(line, Line::Question(Start | End | Today | DeviceId | Username));
    let asked = matches!(line, Line::Question(kind) if !matches!(kind, Note | Calculate)) && !metadata;
    let ends = matches!(line, Line::EndGroup | Line::EndRepeat);
    let base = column.split("::").next().unwrap_or_default();
    match base {
        "type" | "name" => true,
        "label" => !ends,
        "hint" => matches!(line, Line::Question(_)),
        "required" | "required_message" | "constraint" | "constraint_message" | "personal" => asked,
        "relevant" => !ends && !metadata,
        "appearance" => !ends && !metadata && !matches!(line, Line::Question(Calculate)),
        "calculation" => matches!(line, Line::Question(Calculate)),
        "repeat_count" | "target" => matches!(line, Line::BeginRepeat),
        "criterion" => matches!(line, Line::Question(Kind::SelectOne(_) | Kind::SelectMultiple(_))),
        // Unknown and refused columns are noted once, where the heads are checked.
        _ => true,
    }
}

/// Whether a way of showing a row is understood: a group may stand on one screen.
pub(super) fn appearance_known(appearance: &str, is_group: bool) -> bool {
    is_group && appearance == "field-list"
}
