//! Finds units and places by name, with or without marks.

use shared::fold::fold;

/// More than this are not in sight at once: they are searched.
pub const MANY: usize = 10;

/// Whether a name is meant: every word that was typed is in it, wherever.
pub fn finds(name: &str, sought: &str) -> bool {
    let name = fold(name);
    fold(sought).split_whitespace().all(|word| name.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_found_with_and_without_marks_composed_or_not() {
        let name = "Ủy ban nhân dân xã Đồng Phúc";
        for sought in ["", " ", "đồng phúc", "dong phuc", "ĐỒNG", "phuc dong", "xa dong"] {
            assert!(finds(name, sought), "{sought}");
        }
        // Typed decomposed, as some keyboards do, and a name that came decomposed.
        assert!(finds(name, "đo\u{302}\u{300}ng phu\u{301}c"));
        assert!(finds("xa\u{303} Đo\u{302}\u{300}ng", "xã đồng"));
        assert!(!finds(name, "dong hy"));
        assert!(!finds(name, "đồng đăng"));
    }
}
