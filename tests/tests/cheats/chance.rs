//! Chance for the simulation: the project's written generator, and what people's numbers are drawn by.

use shared::draw::Generator;

/// Draws that follow from a seed.
pub struct Chance(Generator);

impl Chance {
    pub fn of(seed: u64) -> Self {
        Self(Generator::of(seed))
    }

    /// From 0 up to 1.
    pub fn unit(&mut self) -> f64 {
        (self.0.bits() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Between two numbers.
    pub fn between(&mut self, least: f64, most: f64) -> f64 {
        least + (most - least) * self.unit()
    }

    /// Whether something of this share happens.
    pub fn happens(&mut self, share: f64) -> bool {
        self.unit() < share
    }

    /// A number below `n`.
    pub fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.0.below(n as u64)).expect("small")
    }

    /// One of these.
    pub fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }

    /// The bell curve, by Box and Muller.
    pub fn normal(&mut self) -> f64 {
        let (radius, angle) = ((1.0 - self.unit()).ln() * -2.0, self.unit() * std::f64::consts::TAU);
        radius.sqrt() * angle.cos()
    }

    /// Around a middle, by a factor: durations are.
    pub fn around(&mut self, middle: f64, spread: f64) -> f64 {
        middle * (spread * self.normal()).exp()
    }
}
