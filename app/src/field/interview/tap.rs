//! Tells a second tap of a double tap from a step that is meant.

/// What a finger has just brought under itself takes no tap of it for this long.
const SETTLING_MS: f64 = 300.0;

/// A mouse's second click counts as one of a double click for this long.
const DOUBLE_CLICK_MS: f64 = 600.0;

/// A press of a button, as the browser reports it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tap {
    /// By a finger or pen; a mouse counts its clicks itself.
    pub touch: bool,
    /// The number of the click in a row of quick ones; 0 from a keyboard.
    pub count: i32,
    /// How long what was pressed had been in its place.
    pub shown_ms: f64,
}

impl Tap {
    /// Whether it belongs to the tap that brought the button to where it is.
    pub fn is_echo(self) -> bool {
        (self.touch && self.shown_ms < SETTLING_MS) || (self.count > 1 && self.shown_ms < DOUBLE_CLICK_MS)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_tap_of_a_double_tap_does_nothing() {
        assert!(Tap { touch: true, count: 1, shown_ms: 140.0 }.is_echo());
        assert!(Tap { touch: false, count: 2, shown_ms: 140.0 }.is_echo());
        assert!(!Tap { touch: true, count: 1, shown_ms: 700.0 }.is_echo());
        assert!(!Tap { touch: false, count: 1, shown_ms: 20.0 }.is_echo());
        assert!(!Tap { touch: false, count: 2, shown_ms: 5_000.0 }.is_echo(), "nothing has moved");
        assert!(!Tap { touch: false, count: 0, shown_ms: 5.0 }.is_echo(), "a key is no tap");
    }
}
