//! A button in one of four looks.

use dioxus::prelude::*;

use super::{Glyph, Icon};

/// How much a button asks for attention.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Look {
    /// The one step that goes on. At most one on a screen.
    Primary,
    /// An ordinary step.
    #[default]
    Plain,
    /// A step beside the work.
    Quiet,
    /// A step that throws something away.
    Danger,
}

impl Look {
    fn class(self) -> &'static str {
        match self {
            Self::Primary => "button button-primary",
            Self::Plain => "button",
            Self::Quiet => "button button-quiet",
            Self::Danger => "button button-danger",
        }
    }
}

/// A button: words, and an icon before them. `submit` makes it the one that sends its form. Further attributes, such as
/// `"data-do"`, go to the element.
#[component]
pub fn Button(
    #[props(default)] look: Look,
    #[props(default)] glyph: Option<Glyph>,
    #[props(default)] disabled: bool,
    #[props(default)] submit: bool,
    #[props(default)] wide: bool,
    #[props(default)] label: Option<String>,
    #[props(default)] onclick: EventHandler<MouseEvent>,
    #[props(extends = GlobalAttributes)] attributes: Vec<Attribute>,
    #[props(default)] children: Element,
) -> Element {
    let width = if wide { "button-wide" } else { "" };
    rsx! {
        button {
            class: "{look.class()} {width}",
            r#type: if submit { "submit" } else { "button" },
            disabled,
            "aria-label": label,
            onclick: move |event| onclick.call(event),
            ..attributes,
            if let Some(glyph) = glyph {
                Icon { glyph }
            }
            {children}
        }
    }
}
