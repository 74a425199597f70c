//! Other names for the same: heads of columns and types, old and new.

/// The sheets, by what their heads may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::form) enum Kind {
    Survey,
    Choices,
    Settings,
    Entities,
}

const SURVEY: &[&str] = &[
    "name",
    "label",
    "default",
    "guidance_hint",
    "instance",
    "sms_field",
    "trigger",
    "bind",
    "choice_filter",
    "control",
    "hint",
    "media",
    "parameters",
    "type",
    "itemset",
    "list_name",
];
const CHOICES: &[&str] = &["name", "label", "media", "sms_option"];
const SETTINGS: &[&str] = &[
    "name",
    "label",
    "bind",
    "control",
    "hint",
    "media",
    "type",
    "instance",
    "flat",
    "sms_field",
    "add_none_option",
    "clean_text_values",
    "attribute",
    "auto_delete",
    "auto_send",
    "choices",
    "default_language",
    "file_name",
    "id_string",
    "instance_name",
    "instance_xmlns",
    "namespaces",
    "omit_instanceID",
    "public_key",
    "sms_allow_media",
    "sms_date_format",
    "sms_datetime_format",
    "sms_keyword",
    "sms_response",
    "sms_separator",
    "style",
    "submission_url",
    "title",
    "version",
    "allow_choice_duplicates",
    "client_editable",
    "delimiter",
    "prefix",
    "entity_version",
];
const ENTITIES: &[&str] = &["dataset", "entity_id", "create_if", "update_if", "repeat", "label"];

impl Kind {
    /// Whether it is a head of the sheet as it stands.
    pub fn has(self, head: &str) -> bool {
        let heads = match self {
            Self::Survey => SURVEY,
            Self::Choices => CHOICES,
            Self::Settings => SETTINGS,
            Self::Entities => ENTITIES,
        };
        heads.contains(&head)
    }

    /// What a head stands for.
    pub fn alias(self, head: &str) -> Option<&'static [&'static str]> {
        match self {
            Self::Survey => survey(head),
            Self::Choices => choices(head),
            Self::Settings => setting(head).map(|name| match name {
                "title" => &["title"][..],
                "id_string" => &["id_string"],
                _ => &["prefix"],
            }),
            Self::Entities => (head == "list_name").then_some(&["dataset"]),
        }
    }
}

fn survey(head: &str) -> Option<&'static [&'static str]> {
    Some(match head {
        "sms_option" => &["sms_option"],
        "sms_field" => &["sms_field"],
        "compact_tag" => &["instance", "odk:tag"],
        "read_only" | "readonly" => &["bind", "readonly"],
        "relevant" | "relevance" => &["bind", "relevant"],
        "caption" => &["label"],
        "appearance" => &["control", "appearance"],
        "required" => &["bind", "required"],
        "constraint" => &["bind", "constraint"],
        "constraining_message" | "constraint_message" => &["bind", "jr:constraintMsg"],
        "calculation" | "calculate" => &["bind", "calculate"],
        "command" => &["type"],
        "tag" | "value" => &["name"],
        "image" => &["media", "image"],
        "big-image" => &["media", "big-image"],
        "audio" => &["media", "audio"],
        "video" => &["media", "video"],
        "count" | "repeat_count" | "jr:count" => &["control", "jr:count"],
        "autoplay" => &["control", "autoplay"],
        "rows" => &["control", "rows"],
        "noapperrorstring" | "no_app_error_string" => &["bind", "jr:noAppErrorString"],
        "requiredmsg" | "required_message" => &["bind", "jr:requiredMsg"],
        "body" => &["control"],
        "save_to" => &["bind", "entities:saveto"],
        _ => return None,
    })
}

fn choices(head: &str) -> Option<&'static [&'static str]> {
    Some(match head {
        "caption" => &["label"],
        "list_name" => &["list name"],
        "value" => &["name"],
        "image" => &["media", "image"],
        "big-image" => &["media", "big-image"],
        "audio" => &["media", "audio"],
        "video" => &["media", "video"],
        _ => return None,
    })
}

/// A setting, in the head of a column or as the type of a row.
pub(super) fn setting(word: &str) -> Option<&'static str> {
    Some(match word {
        "form_title" | "set_form_title" => "title",
        "form_id" | "set_form_id" => "id_string",
        "prefix" => "prefix",
        _ => return None,
    })
}

/// A type under its one name.
pub(super) fn kind(word: &str) -> &str {
    match word {
        "imei" => "deviceid",
        "image" | "add image prompt" | "add photo prompt" => "photo",
        "add audio prompt" => "audio",
        "add video prompt" => "video",
        "add file prompt" => "file",
        word => word,
    }
}

/// The ways to write a select, with what each means: of two that fit, the first.
pub(super) const SELECTS: [(&str, &str); 15] = [
    ("add select one prompt using", ONE),
    ("add select multiple prompt using", MANY),
    ("select all that apply from", MANY),
    ("select one from", ONE),
    ("select1", ONE),
    ("select_one", ONE),
    ("select one", ONE),
    ("select_multiple", MANY),
    ("select all that apply", MANY),
    ("select_one_external", EXTERNAL),
    ("select_one_from_file", ONE),
    ("select_multiple_from_file", MANY),
    ("select one from file", ONE),
    ("select multiple from file", MANY),
    ("rank", "rank"),
];
pub(super) const ONE: &str = "select one";
pub(super) const MANY: &str = "select all that apply";
pub(super) const EXTERNAL: &str = "select one external";

/// `true()` for `yes`, as binds have it.
pub(super) fn expression(text: &str) -> &str {
    match text {
        "yes" | "Yes" | "YES" | "true" | "True" | "TRUE" => "true()",
        "no" | "No" | "NO" | "false" | "False" | "FALSE" => "false()",
        text => text,
    }
}
