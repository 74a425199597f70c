//! Passwords made from random bytes, so that they can be read out and copied from paper.

/// Letters and digits that are not mistaken for each other.
const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

/// A password of as many letters as there are random bytes, 5 bits of each, in groups.
pub fn from_random(bytes: &[u8], group: usize) -> String {
    let letters: Vec<char> = bytes.iter().map(|byte| char::from(LETTERS[usize::from(byte % 32)])).collect();
    letters.chunks(group).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_made_password_can_be_read_out_and_uses_all_letters() {
        let bytes = [0, 1, 2, 3, 31, 32, 63, 255, 8, 9, 10, 11, 12, 13, 14, 15];
        assert_eq!(from_random(&bytes, 4), "abcd-9a99-ijkm-npqr");
        assert_eq!(from_random(&bytes[..14], 5), "abcd9-a99ij-kmnp");
        let mut letters = LETTERS.to_vec();
        letters.dedup();
        assert_eq!(letters.len(), 32);
        assert!(!LETTERS.iter().any(|letter| b"l1o0".contains(letter)));
    }
}
