//! Functions of places on the earth: `latitude longitude altitude accuracy`, with `;` between points.

use super::{F, Wide};
use crate::form::xpath::value::{Value, decimal};

/// The radius that JavaRosa and Enketo reckon with, in metres.
const RADIUS: f64 = 6_378_100.0;

/// A point, in radians.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Point {
    latitude: f64,
    longitude: f64,
}

impl<'t> Wide<'_, '_, 't> {
    pub(super) fn of_place(&self) -> Value<'t> {
        if self.call.function == F::Geofence {
            let point = points(&self.call.text(0)).filter(|points| points.len() == 1).map(|points| points[0]);
            let area = points(&self.call.text(1));
            return Value::Boolean(point.zip(area).is_some_and(|(point, area)| lies_in(point, &area)));
        }
        let mut line = Vec::new();
        for text in self.call.run.texts(self.call.arguments, self.call.spot) {
            match points(&text) {
                Some(mut points) => line.append(&mut points),
                // One that cannot be read would leave another shape: there is none.
                None => {
                    self.call.run.defect("no_place", self.call.span, &[("found", &text)]);
                    return Value::Number(if self.call.function == F::Area { 0.0 } else { f64::NAN });
                }
            }
        }
        let metres = if self.call.function == F::Area { area(&line) } else { length(&line) };
        Value::Number((metres * 100.0).round() / 100.0)
    }
}

/// The points of a text; none of an empty one, `None` where one of them is no place.
fn points(text: &str) -> Option<Vec<Point>> {
    let parts = text.trim().trim_end_matches(';').split(';').map(str::trim);
    let parts: Vec<&str> = parts.filter(|_| !text.trim().is_empty()).collect();
    parts.into_iter().map(point).collect()
}

fn point(text: &str) -> Option<Point> {
    let mut numbers = text.split_ascii_whitespace().map(decimal);
    let (latitude, longitude) = (numbers.next()??, numbers.next()??);
    let on_earth = (-90.0..=90.0).contains(&latitude) && (-180.0..=180.0).contains(&longitude);
    let point = Point { latitude: latitude.to_radians(), longitude: longitude.to_radians() };
    on_earth.then_some(point)
}

fn length(line: &[Point]) -> f64 {
    line.windows(2).map(|pair| distance(pair[0], pair[1])).sum()
}

fn distance(one: Point, other: Point) -> f64 {
    let half = |angle: f64| (angle / 2.0).sin().powi(2);
    let chord = half(other.latitude - one.latitude)
        + one.latitude.cos() * other.latitude.cos() * half(other.longitude - one.longitude);
    2.0 * RADIUS * chord.sqrt().min(1.0).asin()
}

/// Of the shape that the points enclose, whether the first stands again at the end or not.
fn area(shape: &[Point]) -> f64 {
    if shape.len() < 3 {
        return 0.0;
    }
    let next = shape.iter().cycle().skip(1);
    let strip = |(one, other): (&Point, &Point)| {
        (other.longitude - one.longitude) * (2.0 + one.latitude.sin() + other.latitude.sin())
    };
    (shape.iter().zip(next).map(strip).sum::<f64>() * RADIUS * RADIUS / 2.0).abs()
}

/// Whether a point lies in a shape, which must be closed: a ray from it crosses the edge an odd number of times.
fn lies_in(point: Point, shape: &[Point]) -> bool {
    if shape.len() < 4 || shape.first() != shape.last() {
        return false;
    }
    let crosses = |pair: &&[Point]| {
        let (one, other) = (pair[0], pair[1]);
        let beside = (one.longitude > point.longitude) != (other.longitude > point.longitude);
        let part = (point.longitude - one.longitude) / (other.longitude - one.longitude);
        beside && point.latitude < (other.latitude - one.latitude) * part + one.latitude
    };
    shape.windows(2).filter(crosses).count() % 2 == 1
}
