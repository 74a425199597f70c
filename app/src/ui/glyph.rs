//! The icons, drawn in one style: 24 units, a line of 1.8, round ends.

use dioxus::prelude::*;

/// What an icon shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Glyph {
    /// Done, received.
    Check,
    /// Close, take away.
    Cross,
    /// Back.
    Back,
    /// Next.
    Next,
    /// Open below.
    Down,
    /// Kept on this tablet, not sent.
    Tablet,
    /// On its way.
    Up,
    /// Wait.
    Clock,
    /// In quarantine, look at it.
    Flag,
    /// Something is wrong.
    Warning,
    /// For information.
    Info,
    /// A person.
    Person,
    /// A list of questions.
    List,
    /// Write, begin.
    Pencil,
    /// Again.
    Again,
    /// No network.
    Offline,
    /// Locked, sealed.
    Seal,
    /// A place.
    Place,
    /// A ballot.
    Ballot,
    /// A chart, the index.
    Chart,
    /// Add.
    Plus,
    /// Throw away.
    Bin,
    /// Leave.
    Leave,
    /// More that can be done.
    More,
    /// Search.
    Search,
    /// A file.
    File,
}

impl Glyph {
    /// Its lines.
    pub fn path(self) -> &'static str {
        match self {
            Self::Check => "M5 12.5l4.5 4.5L19 7.5",
            Self::Cross => "M6 6l12 12M18 6L6 18",
            Self::Back => "M14.5 5.5L8 12l6.5 6.5",
            Self::Next => "M9.5 5.5L16 12l-6.5 6.5",
            Self::Down => "M5.5 9.5L12 16l6.5-6.5",
            Self::Tablet => {
                "M7 3.5h10a1.5 1.5 0 011.5 1.5v14a1.5 1.5 0 01-1.5 1.5H7A1.5 1.5 0 015.5 19V5A1.5 1.5 0 017 3.5zM11 17.5h2"
            }
            Self::Up => "M12 19V6M6 11.5L12 5.5l6 6",
            Self::Clock => "M12 3.5a8.5 8.5 0 100 17 8.5 8.5 0 000-17zM12 7.5V12l3 2.5",
            Self::Flag => "M6 20.5V4.5M6 5h11l-2.5 4L17 13H6",
            Self::Warning => "M12 4L3 19.5h18L12 4zM12 10v4.5M12 17v.2",
            Self::Info => "M12 3.5a8.5 8.5 0 100 17 8.5 8.5 0 000-17zM12 11v5M12 8v.2",
            Self::Person => {
                "M12 4a4 4 0 100 8 4 4 0 000-8zM4.5 20.5c.8-3.6 3.8-5.5 7.5-5.500s6.7 1.9 7.5 5.5"
            }
            Self::List => "M8.5 6.500h11M8.5 12h11M8.5 17.500h11M4.5 6.500h.2M4.5 12h.2M4.5 17.500h.2",
            Self::Pencil => "M4.5 19.500l1-4.500L16 4.500l3.5 3.500L9 18.500l-4.5 1zM13.5 7l3.5 3.5",
            Self::Again => "M19 12a7 7 0 11-2.2-5.100M19.5 4v4h-4",
            Self::Offline => {
                "M4 4l16 16M8.5 8.300A9.5 9.5 0 004.5 11M11.5 7.500a9.5 9.5 0 018 3.500M7.5 14.200a6 6 0 016-1.600M12 18v.2"
            }
            Self::Seal => {
                "M7 10.500V8a5 5 0 0110 0v2.500M6.5 10.500h11a1 1 0 011 1v7a1 1 0 01-1 1h-11a1 1 0 01-1-1v-7a1 1 0 011-1z"
            }
            Self::Place => {
                "M12 20.500s6.5-5.7 6.5-10.500a6.5 6.5 0 10-13 0c0 4.8 6.5 10.5 6.5 10.500zM12 7.500a2.5 2.5 0 100 5 2.5 2.5 0 000-5z"
            }
            Self::Ballot => {
                "M6.5 3.500h11a1 1 0 011 1v16l-3-2-3.5 2-3.5-2-3 2v-16a1 1 0 011-1zM9 8.500h6M9 12.500h4"
            }
            Self::Chart => "M4.5 19.500h15M7.5 19.500v-6M12 19.500v-10M16.5 19.500v-14",
            Self::Plus => "M12 5v14M5 12h14",
            Self::Bin => "M5 6.500h14M9.5 6.500v-2h5v2M7 6.500l1 13h8l1-13M10.5 10v6M13.5 10v6",
            Self::More => {
                "M4.5 12a1 1 0 102 0 1 1 0 10-2 0M11 12a1 1 0 102 0 1 1 0 10-2 0M17.5 12a1 1 0 102 0 1 1 0 10-2 0"
            }
            Self::Leave => "M13.5 4.500h-7a1 1 0 00-1 1v13a1 1 0 001 1h7M10 12h10M16.5 8.500L20 12l-3.5 3.5",
            Self::File => {
                "M7 3.500h7l4.500 4.500v11.500a1 1 0 01-1 1H7a1 1 0 01-1-1v-15a1 1 0 011-1zM13.500 4v4.500h4.500"
            }
            Self::Search => "M10.5 4.500a6 6 0 100 12 6 6 0 000-12zM15 15l5 5",
        }
    }
}

/// An icon. It never stands alone: words beside it, or `aria-label` on what holds it, say the same.
#[component]
pub fn Icon(glyph: Glyph) -> Element {
    rsx! {
        svg { class: "icon", view_box: "0 0 24 24", "aria-hidden": "true",
            path { d: glyph.path() }
        }
    }
}
