//! What keys mean in an interview: digits and letters choose, Enter and arrows step, Escape leaves.

/// A key that was pressed, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Press<'a> {
    /// The key's name, as browsers give it.
    pub key: &'a str,
    /// A text or number is being written.
    pub writing: bool,
    /// With Ctrl, Alt or Meta: the browser's own.
    pub modified: bool,
    /// Held down.
    pub repeated: bool,
    /// The focus is on a button or link, which takes Enter itself.
    pub on_button: bool,
}

/// What a key asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stroke {
    /// To the next screen.
    Next,
    /// To the screen before.
    Back,
    /// Out of the interview.
    Leave,
    /// One option up or down.
    Move(isize),
    /// The option with this digit or letter.
    Choose(char),
}

impl Stroke {
    /// What the key asks for, if it is one of ours.
    pub fn read(press: Press<'_>) -> Option<Self> {
        if press.modified || press.repeated {
            return None;
        }
        match press.key {
            "Escape" => Some(Self::Leave),
            "Enter" if !press.on_button => Some(Self::Next),
            _ if press.writing => None,
            "ArrowRight" => Some(Self::Next),
            "ArrowLeft" => Some(Self::Back),
            "ArrowDown" => Some(Self::Move(1)),
            "ArrowUp" => Some(Self::Move(-1)),
            key => {
                let mut chars = key.chars();
                let first = chars.next().filter(|c| c.is_ascii_alphanumeric())?;
                chars.next().is_none().then_some(Self::Choose(first.to_ascii_lowercase()))
            }
        }
    }
}

/// Which of the options a digit or letter means: the one of that name, else the first for `1` and `a`, and so on.
pub fn choice<'a>(pressed: char, names: impl IntoIterator<Item = &'a str>) -> Option<usize> {
    let names: Vec<_> = names.into_iter().collect();
    let named = names.iter().position(|name| name.eq_ignore_ascii_case(pressed.encode_utf8(&mut [0; 4])));
    let nth = match pressed {
        '1'..='9' => pressed as usize - '1' as usize,
        'a'..='z' => pressed as usize - 'a' as usize,
        _ => return named,
    };
    named.or_else(|| (nth < names.len()).then_some(nth))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(key: &str) -> Press<'_> {
        Press { key, writing: false, modified: false, repeated: false, on_button: false }
    }

    #[test]
    fn keys_step_choose_and_leave() {
        for (key, stroke) in [
            ("Enter", Some(Stroke::Next)),
            ("ArrowRight", Some(Stroke::Next)),
            ("ArrowLeft", Some(Stroke::Back)),
            ("Escape", Some(Stroke::Leave)),
            ("ArrowDown", Some(Stroke::Move(1))),
            ("2", Some(Stroke::Choose('2'))),
            ("B", Some(Stroke::Choose('b'))),
            ("Tab", None),
            (" ", None),
            ("F5", None),
        ] {
            assert_eq!(Stroke::read(press(key)), stroke, "{key}");
        }
    }

    #[test]
    fn while_writing_letters_and_arrows_belong_to_the_text() {
        for key in ["a", "3", "ArrowLeft", "ArrowDown"] {
            assert_eq!(Stroke::read(Press { writing: true, ..press(key) }), None, "{key}");
        }
        assert_eq!(Stroke::read(Press { writing: true, ..press("Enter") }), Some(Stroke::Next));
    }

    #[test]
    fn a_key_held_down_steps_once() {
        assert_eq!(Stroke::read(Press { repeated: true, ..press("Enter") }), None);
    }

    #[test]
    fn a_focused_button_keeps_its_enter() {
        assert_eq!(Stroke::read(Press { on_button: true, ..press("Enter") }), None);
    }

    #[test]
    fn an_options_own_letter_goes_before_its_place_in_the_list() {
        assert_eq!(choice('b', ["A", "B", "C"]), Some(1));
        assert_eq!(choice('m', ["f", "m"]), Some(1));
        assert_eq!(choice('2', ["f", "m"]), Some(1));
        assert_eq!(choice('b', ["f", "m"]), Some(1));
        assert_eq!(choice('3', ["f", "m"]), None);
        assert_eq!(choice('3', ["5", "4", "3"]), Some(2));
    }
}
