//! How inputs are changed: bytes as bytes, texts where their words and marks begin and end.

use shared::sync::Jitter;

/// Chance that can be repeated.
pub struct Dice(Jitter);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(Jitter::new(seed))
    }

    /// A number below a bound; 0 below none.
    pub fn below(&mut self, bound: usize) -> usize {
        (self.0.next() % bound.max(1) as u64) as usize
    }

    /// One of several.
    pub fn one<'a, T: ?Sized>(&mut self, of: &[&'a T]) -> &'a T {
        of[self.below(of.len())]
    }
}

/// What stands at the edges of numbers and texts.
const EDGES: [&str; 26] = [
    "0",
    "-1",
    "1e308",
    "1E-400",
    "2147483648",
    "9007199254740993",
    "99999999999999999999",
    "18446744073709551616",
    "0.1",
    "-0",
    "NaN",
    "2019-02-30",
    "9999-12-31",
    "-9999-01-01T00:00:00Z",
    "0000-00-00",
    "25:61:61",
    "90 180 0 0;-90 -180 0 0",
    "\u{0}",
    "\u{feff}",
    "\u{300}",
    "\u{1f4f7}",
    "ờ",
    "\u{a0}",
    "%",
    "\"",
    "'",
];

/// Changes a text, with words of its language and pieces of another.
pub fn text(one: &str, other: &str, words: &[&str], dice: &mut Dice) -> String {
    let mut text = one.to_owned();
    for _ in 0..1 + dice.below(5) {
        let piece = range(&text, dice);
        match dice.below(8) {
            0 => text.replace_range(piece, ""),
            1 => {
                let copied = text[piece.clone()].to_owned();
                text.insert_str(piece.end, &copied);
            }
            2 => text.insert_str(piece.start, dice.one(words)),
            3 => text.replace_range(piece, dice.one(words)),
            4 => text.replace_range(piece, &other[range(other, dice)]),
            5 => text.insert_str(piece.start, &other[range(other, dice)]),
            6 => text.replace_range(piece, dice.one(&EDGES)),
            _ => {
                let short = text[piece.clone()].chars().take(20).collect::<String>();
                text.insert_str(piece.end, &short.repeat(1 + dice.below(300)));
            }
        }
        // What grows without end only takes time.
        if text.len() > 300_000 {
            return one.to_owned();
        }
    }
    text
}

/// A piece of a text, mostly from one of its marks to another nearby.
fn range(text: &str, dice: &mut Dice) -> std::ops::Range<usize> {
    let from = mark(text, dice.below(text.len() + 1), dice);
    let most = 1 << dice.below(10);
    let to = mark(text, (from + dice.below(most)).min(text.len()), dice);
    from.min(to)..from.max(to)
}

fn mark(text: &str, mut at: usize, dice: &mut Dice) -> usize {
    const MARKS: &[u8] = b"<>\"'/ ()[],=:&;${}";
    if dice.below(3) > 0 {
        let bytes = text.as_bytes();
        let near = at..(at + 100).min(text.len());
        at = near.into_iter().find(|at| MARKS.contains(&bytes[*at])).unwrap_or(at);
    }
    (at..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len())
}

/// Changes bytes.
pub fn bytes(one: &[u8], other: &[u8], dice: &mut Dice) -> Vec<u8> {
    const NUMBERS: [u32; 9] = [0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0xffff, 0x7fff_ffff, 0xffff_ffff];
    let mut bytes = one.to_vec();
    for _ in 0..1 + dice.below(6) {
        let at = dice.below(bytes.len());
        let width = [1, 2, 4][dice.below(3)];
        match dice.below(5) {
            0 if !bytes.is_empty() => bytes[at] ^= 1 << dice.below(8),
            1 if at + width <= bytes.len() => {
                let number = NUMBERS[dice.below(NUMBERS.len())].to_le_bytes();
                bytes[at..at + width].copy_from_slice(&number[..width]);
            }
            2 => drop(bytes.drain(at..(at + dice.below(64)).min(bytes.len()))),
            3 => {
                let from = dice.below(other.len());
                let piece = &other[from..(from + dice.below(64)).min(other.len())];
                bytes.splice(at..at, piece.iter().copied());
            }
            _ => {
                let copied = bytes[at..(at + dice.below(64)).min(bytes.len())].to_vec();
                bytes.splice(at..at, copied);
            }
        }
    }
    bytes
}
