//! Tells a swipe across the screen from a scroll, a tap and a wobble.

/// A finger must travel this far sideways, in CSS pixels.
const FAR_PX: f64 = 64.0;

/// And this many times farther sideways than up or down.
const SLANT: f64 = 2.0;

/// Within this time; slower is dragging.
const QUICK_MS: f64 = 700.0;

/// Where and when a finger was put down.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Track {
    /// From the left.
    pub x: f64,
    /// From the top.
    pub y: f64,
    /// Milliseconds of a clock that never jumps.
    pub at_ms: f64,
}

/// What a swipe asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Swipe {
    /// To the left: the next page comes from the right.
    Onward,
    /// To the right.
    Back,
}

impl Track {
    /// The finger was lifted.
    pub fn end(self, x: f64, y: f64, at_ms: f64) -> Option<Swipe> {
        let (dx, dy) = (x - self.x, y - self.y);
        let is_swipe = dx.abs() >= FAR_PX && dx.abs() >= SLANT * dy.abs() && at_ms - self.at_ms <= QUICK_MS;
        is_swipe.then_some(if dx < 0.0 { Swipe::Onward } else { Swipe::Back })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_quick_long_level_stroke_is_a_swipe() {
        let down = Track { x: 400.0, y: 600.0, at_ms: 1_000.0 };
        assert_eq!(down.end(250.0, 620.0, 1_200.0), Some(Swipe::Onward));
        assert_eq!(down.end(520.0, 590.0, 1_200.0), Some(Swipe::Back));
        assert_eq!(down.end(402.0, 601.0, 1_080.0), None, "a tap");
        assert_eq!(down.end(320.0, 400.0, 1_200.0), None, "a scroll");
        assert_eq!(down.end(250.0, 620.0, 2_500.0), None, "a drag");
    }
}
