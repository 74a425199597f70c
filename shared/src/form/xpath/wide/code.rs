//! Digests and base64. Text is hashed as UTF-8.

use sha1::Sha1;
use sha2::{Digest, Sha256, Sha384, Sha512};

use super::{F, Wide};
use crate::form::xpath::value::Value;

impl<'t> Wide<'_, '_, 't> {
    pub(super) fn of_code(&self) -> Value<'t> {
        if self.call.function == F::Base64Decode {
            let bytes = decode(&self.call.text(0)).unwrap_or_default();
            return Value::Text(String::from_utf8_lossy(&bytes).into_owned().into());
        }
        let shape = if self.call.arguments.len() > 2 { self.call.text(2) } else { "base64".into() };
        let asked = [(1, self.call.text(1)), (2, shape)];
        if let Some((at, found)) = asked.iter().find(|(at, text)| !is_of_digest(*at, text)) {
            self.call.run.defect("algorithm", self.call.arguments[*at].span, &[("found", found)]);
            return Value::EMPTY;
        }
        let [(_, algorithm), (_, shape)] = asked;
        let digest =
            digest(&algorithm).map(|digest| digest(self.call.text(0).as_bytes())).unwrap_or_default();
        Value::Text(if shape == "hex" { hex::encode(digest) } else { encode(&digest) }.into())
    }
}

/// Whether a text is what `digest` takes as its second or third argument: an algorithm, and how its result is written.
pub(in crate::form::xpath) fn is_of_digest(argument: usize, text: &str) -> bool {
    match argument {
        1 => digest(text).is_some(),
        2 => matches!(text, "hex" | "base64"),
        _ => true,
    }
}

/// What an algorithm makes of bytes.
type Digesting = fn(&[u8]) -> Vec<u8>;

fn digest(algorithm: &str) -> Option<Digesting> {
    Some(match algorithm.to_ascii_uppercase().as_str() {
        "MD5" => |bytes| md5(bytes).to_vec(),
        "SHA-1" | "SHA1" => |bytes| Sha1::digest(bytes).to_vec(),
        "SHA-256" | "SHA256" => |bytes| Sha256::digest(bytes).to_vec(),
        "SHA-384" | "SHA384" => |bytes| Sha384::digest(bytes).to_vec(),
        "SHA-512" | "SHA512" => |bytes| Sha512::digest(bytes).to_vec(),
        _ => return None,
    })
}

/// RFC 1321. It keeps no secret: forms make short names of texts with it.
fn md5(bytes: &[u8]) -> [u8; 16] {
    const TURNS: [[u32; 4]; 4] = [[7, 12, 17, 22], [5, 9, 14, 20], [4, 11, 16, 23], [6, 10, 15, 21]];
    let mut padded = bytes.to_vec();
    padded.push(0x80);
    padded.resize((padded.len() + 8).next_multiple_of(64) - 8, 0);
    padded.extend((bytes.len() as u64 * 8).to_le_bytes());
    let mut state = [0x6745_2301u32, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476];
    for block in padded.chunks_exact(64) {
        let word = |at: usize| u32::from_le_bytes([0, 1, 2, 3].map(|byte| block[at * 4 + byte]));
        let [mut a, mut b, mut c, mut d] = state;
        for at in 0..64 {
            let (mixed, from) = match at / 16 {
                0 => ((b & c) | (!b & d), at),
                1 => ((d & b) | (!d & c), (5 * at + 1) % 16),
                2 => (b ^ c ^ d, (3 * at + 5) % 16),
                _ => (c ^ (b | !d), 7 * at % 16),
            };
            let sine = (((at + 1) as f64).sin().abs() * 4_294_967_296.0) as u32;
            let sum = a.wrapping_add(mixed).wrapping_add(sine).wrapping_add(word(from));
            let turned = b.wrapping_add(sum.rotate_left(TURNS[at / 16][at % 4]));
            (a, d, c, b) = (d, c, b, turned);
        }
        for (kept, new) in state.iter_mut().zip([a, b, c, d]) {
            *kept = kept.wrapping_add(new);
        }
    }
    let mut digest = [0; 16];
    digest.chunks_exact_mut(4).zip(state).for_each(|(to, word)| to.copy_from_slice(&word.to_le_bytes()));
    digest
}

/// The number that the digest of a text begins with; that of no text is 0, as JavaRosa has it.
pub(super) fn number_of(text: &str) -> i64 {
    if text.is_empty() {
        return 0;
    }
    let digest = Sha256::digest(text.as_bytes());
    digest[..8].iter().fold(0, |number: i64, byte| (number << 8) | i64::from(*byte))
}

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

fn encode(bytes: &[u8]) -> String {
    let mut shown = String::new();
    for three in bytes.chunks(3) {
        let bits =
            three.iter().fold(0u32, |bits, byte| (bits << 8) | u32::from(*byte)) << (8 * (3 - three.len()));
        for at in 0..4 {
            let letter = ALPHABET[(bits >> (18 - 6 * at) & 63) as usize];
            shown.push(if at > three.len() { '=' } else { char::from(letter) });
        }
    }
    shown
}

fn decode(text: &str) -> Option<Vec<u8>> {
    let (mut bits, mut held, mut bytes) = (0u32, 0, Vec::new());
    for letter in text.bytes().filter(|byte| !byte.is_ascii_whitespace() && *byte != b'=') {
        let six = ALPHABET.iter().position(|known| *known == letter)? as u32;
        (bits, held) = (bits << 6 | six, held + 6);
        if held >= 8 {
            held -= 8;
            bytes.push((bits >> held) as u8);
            bits &= (1 << held) - 1;
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn md5_is_that_of_its_rfc_at_every_edge_of_a_block() {
        assert_eq!(hex::encode(md5(b"")), "d41d8cd98f00b204e9800998ecf8427e");
        assert_eq!(hex::encode(md5(&[b'a'; 55])), "ef1772b6dff9a122358552954ad0df65");
        assert_eq!(hex::encode(md5(&[b'a'; 56])), "3b0c8ac703f828b04c6c197006d17218");
        assert_eq!(hex::encode(md5(&[b'a'; 64])), "014842d480b571495a4a0363793f7367");
    }

    #[test]
    fn a_seed_that_is_a_text_is_the_number_that_javarosa_makes_of_it() {
        assert_eq!((number_of("Hello"), number_of("")), (1_756_278_180_214_341_157, 0));
    }

    #[test]
    fn base64_reads_what_it_writes() {
        for (text, coded) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("quê", "cXXDqg==")]
        {
            assert_eq!(encode(text.as_bytes()), coded);
            assert_eq!(decode(coded).unwrap(), text.as_bytes());
        }
        assert_eq!(decode("a*b"), None);
    }
}
