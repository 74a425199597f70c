//! Browsers that never offer to put the app on the home screen, where the person has to know the way.

/// Which way it goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ByHand {
    /// Any on an iPad or iPhone: they are all the system's own inside. An iPad calls itself a Mac, but has no mouse.
    Apple,
    /// Firefox on Android.
    Firefox,
}

impl ByHand {
    /// By what a browser says of itself.
    pub fn of(agent: &str, maker: &str, touch_points: f64) -> Option<Self> {
        if maker.starts_with("Apple") && touch_points > 0.0 {
            return Some(Self::Apple);
        }
        (agent.contains("Android") && agent.contains("Firefox/")).then_some(Self::Firefox)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAC: &str =
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)";
    const APPLE: &str = "Apple Computer, Inc.";

    #[test]
    fn an_ipad_is_told_apart_from_a_mac_by_its_touch() {
        let safari = format!("{MAC} Version/18.5 Safari/605.1.15");
        assert_eq!(ByHand::of(&safari, APPLE, 5.0), Some(ByHand::Apple));
        assert_eq!(ByHand::of(&safari, APPLE, 0.0), None);
    }

    #[test]
    fn every_browser_of_an_iphone_goes_the_way_of_apple() {
        let phone =
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)";
        for own in [
            "Version/18.5 Mobile/15E148 Safari/604.1",
            "CriOS/137.0 Mobile/15E148",
            "FxiOS/139.0 Mobile/15E148",
        ] {
            assert_eq!(ByHand::of(&format!("{phone} {own}"), APPLE, 5.0), Some(ByHand::Apple), "{own}");
        }
    }

    #[test]
    fn firefox_has_a_way_on_android_only() {
        let tablet = "Mozilla/5.0 (Android 15; Tablet; rv:140.0) Gecko/140.0 Firefox/140.0";
        let desk = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
        assert_eq!(ByHand::of(tablet, "", 5.0), Some(ByHand::Firefox));
        assert_eq!(ByHand::of(desk, "", 10.0), None);
    }

    #[test]
    fn chrome_offers_it_by_itself() {
        let tablet = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/137.0.0.0 Safari/537.36";
        assert_eq!(ByHand::of(tablet, "Google Inc.", 5.0), None);
    }
}
