//! Whether an RTF is there whole: its outer group ends. Its words are not read.

use std::io::{BufReader, Read, Result, Seek, SeekFrom};

use super::bytes::Bytes;

/// Whether the group that the file opens with is closed.
pub fn is_whole<R: Read + Seek>(bytes: &mut Bytes<R>) -> Result<bool> {
    bytes.from.seek(SeekFrom::Start(0))?;
    let mut rest = BufReader::new(&mut bytes.from).bytes();
    let (mut depth, mut word) = (0_u64, Word::None);
    while let Some(byte) = rest.next().transpose()? {
        match (&mut word, byte) {
            // A sign that stands for itself, as a brace of the text.
            (Word::Begun(letters), byte) if letters.is_empty() && !byte.is_ascii_alphabetic() => {
                word = Word::None;
                continue;
            }
            (Word::Begun(letters), byte) if byte.is_ascii_alphanumeric() => {
                letters.push(byte);
                continue;
            }
            (Word::Begun(letters), byte) => {
                let raw = binary(letters);
                word = Word::None;
                if let Some(raw) = raw {
                    let rest_of_it = if byte == b' ' { raw } else { raw.saturating_sub(1) };
                    for _ in 0..rest_of_it {
                        rest.next().transpose()?;
                    }
                    continue;
                }
            }
            (Word::None, _) => {}
        }
        match byte {
            b'{' => depth += 1,
            b'}' if depth <= 1 => return Ok(true),
            b'}' => depth -= 1,
            b'\\' => word = Word::Begun(Vec::new()),
            _ => {}
        }
    }
    Ok(false)
}

/// Whether a control word is being read, and what of it was.
enum Word {
    None,
    Begun(Vec<u8>),
}

/// Of the control word that says so, how many bytes follow it that are no text.
fn binary(word: &[u8]) -> Option<u64> {
    std::str::from_utf8(word.strip_prefix(b"bin")?).ok()?.parse().ok()
}
