//! Passwords: made from random bytes so that they can be read out, and typed ones checked before they travel.

use shared::password;

/// The least length of a typed password.
pub const LEAST: usize = 8;

/// How many random bytes a password is made of: 5 bits of each count, 80 in all.
pub const BYTES: usize = 16;

/// A password of four groups of four, from random bytes.
pub fn from_random(bytes: &[u8; BYTES]) -> String {
    password::from_random(bytes, 4)
}

/// What is wrong with a typed password: the key of the text that says it.
pub fn fault(password: &str, again: &str) -> Option<&'static str> {
    if password.chars().count() < LEAST {
        Some("common.password-short")
    } else if password != again {
        Some("common.password-differs")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_made_password_is_long_enough() {
        assert_eq!(
            from_random(&[0, 1, 2, 3, 31, 32, 63, 255, 8, 9, 10, 11, 12, 13, 14, 15]),
            "abcd-9a99-ijkm-npqr"
        );
        assert!(fault(&from_random(&[7; BYTES]), &from_random(&[7; BYTES])).is_none());
    }

    #[test]
    fn a_short_or_mistyped_password_is_not_sent() {
        assert_eq!(fault("1234567", "1234567"), Some("common.password-short"));
        assert_eq!(fault("12345678", "12345679"), Some("common.password-differs"));
        assert_eq!(fault("12345678", "12345678"), None);
    }
}
