//! Which page of the app holds the screen of an address: the tablet's, the office's, a unit's, or any.

use shared::message::Rooms;

/// A page of the app, with the screens that only it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// For who interviews.
    Tablet,
    /// For who looks at what was received.
    Office,
    /// For a unit's people, who score it.
    Desk,
    /// For who keys in what papers say.
    Keying,
}

/// Where the screens of one part alone stand, by the first name of an address. All others stand in each.
pub const ROOMS: [(&str, Part); 7] = [
    ("admin", Part::Office),
    ("c", Part::Tablet),
    ("carry", Part::Tablet),
    ("office", Part::Office),
    ("outbox", Part::Tablet),
    ("paper", Part::Keying),
    ("unit", Part::Desk),
];

impl Part {
    /// All.
    pub const ALL: [Self; 4] = [Self::Tablet, Self::Office, Self::Desk, Self::Keying];

    /// Its name among the files of the app.
    pub fn name(self) -> &'static str {
        match self {
            Self::Tablet => "tablet",
            Self::Office => "office",
            Self::Desk => "desk",
            Self::Keying => "keying",
        }
    }

    /// The texts that it shows.
    pub const fn texts(self) -> Rooms {
        match self {
            Self::Tablet => Rooms::TABLET,
            Self::Office => Rooms::OFFICE,
            Self::Desk => Rooms::DESK,
            Self::Keying => Rooms::KEYING,
        }
    }

    /// Whether it has the device's store, in a worker.
    pub fn has_store(self) -> bool {
        matches!(self, Self::Tablet | Self::Desk)
    }
}
