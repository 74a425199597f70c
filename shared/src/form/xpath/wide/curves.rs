//! Roots, powers, logarithms and angles.

use super::{F, Wide};

impl Wide<'_, '_, '_> {
    pub(super) fn of_curves(&self) -> f64 {
        let one = || self.call.number(0);
        match self.call.function {
            F::Sqrt => one().sqrt(),
            F::Exp => one().exp(),
            F::Exp10 => 10f64.powf(one()),
            F::Log => one().ln(),
            F::Log10 => one().log10(),
            F::Sin => one().sin(),
            F::Cos => one().cos(),
            F::Tan => one().tan(),
            F::Asin => one().asin(),
            F::Acos => one().acos(),
            F::Atan => one().atan(),
            F::Atan2 => one().atan2(self.call.number(1)),
            F::Pi => std::f64::consts::PI,
            _ => f64::NAN,
        }
    }
}
