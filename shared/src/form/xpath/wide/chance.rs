//! Functions of chance. The bits come from the scope; a shuffle with a seed is the same everywhere.

use super::{F, Wide};
use crate::form::xpath::value::Value;

/// What Park and Miller's generator counts to.
const MODULUS: i64 = 2_147_483_647;

/// The generator that OpenRosa names for shuffling with a seed.
struct ParkMiller(i64);

impl ParkMiller {
    fn new(seed: i64) -> Self {
        let seed = seed % MODULUS;
        Self(if seed <= 0 { seed + MODULUS - 1 } else { seed })
    }

    /// From 0 to below 1.
    fn next(&mut self) -> f64 {
        self.0 = self.0 * 16_807 % MODULUS;
        (self.0 - 1) as f64 / (MODULUS - 1) as f64
    }
}

impl<'t> Wide<'_, '_, 't> {
    pub(super) fn of_chance(&self) -> Value<'t> {
        match self.call.function {
            F::Random => Value::Number(self.fraction()),
            F::Uuid => Value::Text(self.uuid().into()),
            _ => {
                let nodes = self.call.run.nodes(&self.call.arguments[0], self.call.spot);
                let mut seeded = self.call.arguments.get(1).map(|_| ParkMiller::new(self.seed()));
                // Fisher and Yates from the inside out, as JavaRosa has it: each goes to a place among those before it.
                let mut shuffled = Vec::with_capacity(nodes.len());
                for node in nodes {
                    let chance = seeded.as_mut().map_or_else(|| self.fraction(), ParkMiller::next);
                    let last = shuffled.len();
                    shuffled.push(node);
                    shuffled.swap(last, (chance * (last + 1) as f64) as usize);
                }
                Value::Nodes(shuffled)
            }
        }
    }

    /// From 0 to below 1, of 53 bits.
    fn fraction(&self) -> f64 {
        (self.ground.scope.random() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// A seed that is no number is the number that its digest begins with.
    fn seed(&self) -> i64 {
        let number = self.call.number(1);
        if number.is_nan() { super::code::number_of(&self.call.text(1)) } else { number as i64 }
    }

    /// Version 4; with a length so many letters and digits.
    fn uuid(&self) -> String {
        const LETTERS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
        let random = || self.ground.scope.random();
        if self.call.arguments.is_empty() {
            let bits = (u128::from(random()) << 64) | u128::from(random());
            return uuid::Builder::from_random_bytes(bits.to_be_bytes()).into_uuid().to_string();
        }
        let length = self.call.number(0).clamp(0.0, 10_000.0) as usize;
        (0..length).map(|_| char::from(LETTERS[(random() % 62) as usize])).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Any seed gives numbers between 0 and 1, and the seed 42 those that OpenRosa's example has.
    #[test]
    fn the_generator_is_that_of_park_and_miller() {
        let mut generator = ParkMiller::new(42);
        let numbers: Vec<i64> = (0..3).map(|_| (generator.next(), generator.0).1).collect();
        assert_eq!(numbers, [705_894, 1_126_542_223, 1_579_310_009]);
        for seed in [0, -1, i64::MIN, i64::MAX, MODULUS] {
            assert!((0.0..1.0).contains(&ParkMiller::new(seed).next()), "{seed}");
        }
    }
}
