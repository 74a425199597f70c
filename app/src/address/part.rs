//! Which page of the app holds the screen of an address: the tablet's, the office's, or either.

/// A page of the app, with the screens that only it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// For who interviews.
    Tablet,
    /// For who looks at what was received.
    Office,
}

/// Where the screens of one part alone stand, by the first name of an address. All others stand in both.
pub const ROOMS: [(&str, Part); 4] =
    [("admin", Part::Office), ("c", Part::Tablet), ("office", Part::Office), ("outbox", Part::Tablet)];

impl Part {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Tablet, Self::Office];

    /// Its name among the files of the app.
    pub fn name(self) -> &'static str {
        match self {
            Self::Tablet => "tablet",
            Self::Office => "office",
        }
    }
}
