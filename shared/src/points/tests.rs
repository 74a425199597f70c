//! Points are exact, and rounded as people round by hand.

use proptest::prelude::*;

use super::*;

fn points(text: &str) -> Points {
    Points::parse(text).unwrap()
}

#[test]
fn halves_round_away_from_zero() {
    for (text, decimals, shown) in [
        ("84.50", 0, "85"),
        ("90.5", 0, "91"),
        ("90.49", 0, "90"),
        ("0.005", 2, "0.01"),
        ("-0.005", 2, "-0.01"),
        ("-0.004", 2, "0.00"),
        ("1", 2, "1.00"),
        ("2/3", 3, "0.667"),
        ("123.456", 1, "123.5"),
    ] {
        assert_eq!(points(text).shown(decimals), shown, "{text}");
        assert_eq!(points(text).rounded(decimals), points(shown), "{text}");
    }
}

#[test]
fn decimals_are_read_as_written() {
    assert_eq!(points("0.1"), Points::fraction(1, 10).unwrap());
    assert_eq!(points("1,25").exact(), "5/4");
    assert_eq!(points(" 7/14 ").exact(), "1/2");
    assert_eq!(points("-.5").exact(), "-1/2");
    assert_eq!(points("3.").exact(), "3/1");
    for bad in [
        "", "-", ".", "1.2.3", "1e3", "1/0", "a", "1 2", "--1", "+1", "1.-2", "a/2", "1/b", "1_0/1_0",
        "-5/-5", "1/+2", "/2",
    ] {
        assert_eq!(Points::parse(bad), Err(NotANumber(bad.to_owned())), "{bad}");
    }
    assert_eq!(points("-5/10").exact(), "-1/2");
    // Nobody waits for the lowest terms of what is longer than any total.
    let long = format!("0.{}", "3".repeat(150_000));
    assert!(Points::parse(&long).unwrap_err().0.len() < 30);
}

#[test]
fn text_and_back_is_the_same_fraction() {
    for text in ["1/3", "0.25", "-12", "0", "0.000000000001", "1/10000000000000"] {
        assert_eq!(points(text).to_string(), text);
        assert_eq!(serde_json::to_string(&points(text)).unwrap(), format!("{text:?}"));
        assert_eq!(serde_json::from_str::<Points>(&format!("{text:?}")).unwrap(), points(text));
    }
}

/// The slow way: the first number of places at which rounding changes nothing.
fn by_rounding(points: &Points) -> String {
    let exact = (0..=12).find(|decimals| points.rounded(*decimals) == *points);
    exact.map_or_else(|| points.exact(), |decimals| points.shown(decimals))
}

#[test]
fn the_shortest_decimal_is_the_one_that_rounding_finds() {
    let of_two_and_five =
        (0..=13).flat_map(|n| [2_i64.pow(n), 5_i64.pow(n), 10_i64.pow(n), 3 * 2_i64.pow(n)]);
    let all: Vec<Points> = (1..=130)
        .chain(of_two_and_five)
        .flat_map(|below| {
            [-7, 0, 1, 3, 123_457, i64::MAX].map(|above| Points::fraction(above, below).unwrap())
        })
        .collect();
    let huge = &Points::whole(i64::MAX) * &Points::whole(i64::MAX);
    let all: Vec<Points> = all.iter().cloned().chain(all.iter().map(|points| points / &huge)).collect();
    for points in all {
        assert_eq!(points.to_string(), by_rounding(&points));
    }
}

#[test]
fn a_fraction_over_nothing_is_none() {
    assert_eq!(Points::fraction(1, 0), None);
    assert_eq!(Points::fraction(2, -4).unwrap().exact(), "-1/2");
}

#[test]
fn counts_reach_as_far_as_counters_do() {
    assert_eq!(Points::count(u64::MAX).to_string(), u64::MAX.to_string());
}

#[test]
fn what_is_drawn_is_close_to_what_is_meant() {
    assert!((points("2/3").to_drawing() - 0.6667).abs() < 0.001);
}

#[test]
fn only_nothing_is_zero_and_only_what_is_below_is_negative() {
    assert!(points("0.0").is_zero() && !points("0.0").is_negative());
    assert!(!points("-1").is_zero() && points("-1").is_negative() && !points("1").is_negative());
}

proptest! {
    #[test]
    fn sums_and_products_are_those_of_fractions(a in -99..99i64, b in 1..9i64, c in -99..99i64, d in 1..9i64) {
        let (x, y) = (Points::fraction(a, b).unwrap(), Points::fraction(c, d).unwrap());
        prop_assert_eq!(&x + &y, Points::fraction(a * d + c * b, b * d).unwrap());
        prop_assert_eq!(&x - &y, Points::fraction(a * d - c * b, b * d).unwrap());
        prop_assert_eq!(&x * &y, Points::fraction(a * c, b * d).unwrap());
        if c != 0 {
            prop_assert_eq!(&x / &y, Points::fraction(a * d, b * c).unwrap());
        }
        let mut sum = x.clone();
        sum += &y;
        prop_assert_eq!(&sum, &(x.clone() + y.clone()));
        prop_assert_eq!(vec![x.clone(), y].into_iter().sum::<Points>(), sum);
        prop_assert_eq!(-x, Points::fraction(-a, b).unwrap());
    }

    #[test]
    fn what_is_shown_is_the_nearest_and_the_farther_from_zero_of_two(n in -9999..9999i64, d in 1..99i64, decimals in 0..4u32) {
        let exact = Points::fraction(n, d).unwrap();
        let shown = points(&exact.shown(decimals));
        prop_assert_eq!(&shown, &exact.rounded(decimals));
        let last = Points::fraction(1, 10i64.pow(decimals)).unwrap();
        let away = if n < 0 { &exact - &shown } else { &shown - &exact };
        let half = &last / &Points::whole(2);
        prop_assert!(away <= half && -away < half);
    }

    #[test]
    fn small_ones_are_shown_as_large_ones_are(n in any::<i64>(), d in 1..=i64::MAX, shift in 0..63u32, decimals in 0..45u32) {
        for points in [Points::fraction(n >> shift, (d >> shift) | 1).unwrap(), Points::fraction(n >> shift, 1000).unwrap()] {
            let rounded = points.in_last_places(decimals);
            let long = written(rounded.is_negative(), &rounded.magnitude().to_string(), decimals);
            prop_assert_eq!(points.shown(decimals), long);
        }
    }

    #[test]
    fn they_are_in_the_order_of_fractions(
        a in any::<i64>(), b in 1..=i64::MAX, c in any::<i64>(), d in 1..=i64::MAX, shift in 0..63u32, is_large in any::<bool>(),
    ) {
        let more = Points::whole(if is_large { i64::MAX } else { 1 });
        let [x, y] = [(a, b), (c, d)].map(|(n, d)| &Points::fraction(n >> shift, (d >> shift) | 1).unwrap() * &more);
        prop_assert_eq!(x.cmp(&y), x.0.cmp(&y.0));
        prop_assert_eq!(x.cmp(&x.clone()), Ordering::Equal);
    }
}
