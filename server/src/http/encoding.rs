//! Bodies that were compressed on the way: opened whole or refused, never in part, and never larger than they may be.
//!
//! Layers that do it are known to read the first member of a gzip alone and to drop the rest without a word.

use std::io::{self, Read};

use axum::http::{HeaderMap, StatusCode, header};
use shared::problem::Problem;

use super::refusal::{Answer, Refusal};

/// The largest window that a zstd frame may ask for, as a power of two: that of its strongest usual level.
const WINDOW_LOG: u32 = 23;

/// Whether a caller takes bodies that are compressed so.
pub fn accepts(asked: &HeaderMap, coding: &str) -> bool {
    let lines = asked.get_all(header::ACCEPT_ENCODING).iter().filter_map(|line| line.to_str().ok());
    let mut all = lines.flat_map(|line| line.split(','));
    all.any(|one| {
        let mut parts = one.split(';').map(str::trim);
        parts.next() == Some(coding) && parts.all(|part| part != "q=0")
    })
}

/// How a body was compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// Not at all.
    Plain,
    /// One member.
    Gzip,
    /// One frame or several.
    Zstd,
}

/// Why a body could not be opened.
#[derive(Debug)]
pub enum Unopened {
    /// It is larger than it may be.
    TooLarge,
    /// It is not what it says.
    Unreadable(io::Error),
}

impl Encoding {
    /// As the headers say; what is not known here is refused.
    pub fn of(headers: &HeaderMap) -> Answer<Self> {
        let mut said = headers.get_all(header::CONTENT_ENCODING).iter();
        let (first, second) = (said.next(), said.next());
        let named = first.map(|value| value.to_str().unwrap_or("?").trim().to_ascii_lowercase());
        match (named.as_deref(), second) {
            (None | Some("identity"), None) => Ok(Self::Plain),
            (Some("gzip"), None) => Ok(Self::Gzip),
            (Some("zstd"), None) => Ok(Self::Zstd),
            _ => Err(Refusal::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, Problem::new("request.encoding"))),
        }
    }

    /// The body as it was, of at most `most` bytes.
    pub fn open(self, body: Vec<u8>, most: usize) -> Result<Vec<u8>, Unopened> {
        match self {
            Self::Plain if body.len() > most => Err(Unopened::TooLarge),
            Self::Plain => Ok(body),
            Self::Gzip => {
                let mut rest = &body[..];
                let opened = up_to(flate2::bufread::GzDecoder::new(&mut rest), most)?;
                if rest.is_empty() {
                    Ok(opened)
                } else {
                    Err(Unopened::Unreadable(io::Error::other("something follows the first gzip member")))
                }
            }
            Self::Zstd => {
                let mut frames =
                    zstd::stream::read::Decoder::with_buffer(&body[..]).map_err(Unopened::Unreadable)?;
                frames.window_log_max(WINDOW_LOG).map_err(Unopened::Unreadable)?;
                up_to(frames, most)
            }
        }
    }
}

/// Reads to the end, or until there is more than there may be.
fn up_to(reader: impl Read, most: usize) -> Result<Vec<u8>, Unopened> {
    let mut opened = Vec::new();
    let limit = most as u64 + 1;
    reader.take(limit).read_to_end(&mut opened).map_err(Unopened::Unreadable)?;
    if opened.len() > most { Err(Unopened::TooLarge) } else { Ok(opened) }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use axum::http::HeaderValue;

    use super::*;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        writer.write_all(bytes).unwrap();
        writer.finish().unwrap()
    }

    fn zstd(bytes: &[u8]) -> Vec<u8> {
        zstd::stream::encode_all(bytes, 3).unwrap()
    }

    fn is_unreadable(opened: &Result<Vec<u8>, Unopened>) -> bool {
        matches!(opened, Err(Unopened::Unreadable(_)))
    }

    #[test]
    fn a_body_is_opened_whole_or_refused() {
        let text = b"phi\xe1\xba\xbfu ".repeat(100);
        assert_eq!(Encoding::Plain.open(text.clone(), 900).unwrap(), text);
        assert_eq!(Encoding::Gzip.open(gzip(&text), 900).unwrap(), text);
        assert_eq!(Encoding::Zstd.open(zstd(&text), 900).unwrap(), text);
        let two = [zstd(&text[..450]), zstd(&text[450..])].concat();
        assert_eq!(Encoding::Zstd.open(two, 900).unwrap(), text, "several frames are one body");
        assert!(is_unreadable(&Encoding::Gzip.open([gzip(b"a"), gzip(b"b")].concat(), 900)));
        assert!(is_unreadable(&Encoding::Gzip.open([gzip(b"a"), vec![0]].concat(), 900)));
        for (encoding, packed) in [(Encoding::Gzip, gzip(&text)), (Encoding::Zstd, zstd(&text))] {
            for end in 0..packed.len() {
                assert!(
                    is_unreadable(&encoding.open(packed[..end].to_vec(), 900)) || end == 0,
                    "{encoding:?} {end}"
                );
            }
            let mut changed = packed;
            let last = changed.len() - 1;
            changed[last] ^= 1;
            assert!(is_unreadable(&encoding.open(changed, 900)), "{encoding:?}");
        }
    }

    #[test]
    fn what_opens_to_more_than_it_may_is_refused_before_it_is_there() {
        for most in [0, 10, 1 << 20] {
            let bomb = vec![0; most + (8 << 20)];
            for (encoding, packed) in [(Encoding::Gzip, gzip(&bomb)), (Encoding::Zstd, zstd(&bomb))] {
                assert!(
                    matches!(encoding.open(packed, most), Err(Unopened::TooLarge)),
                    "{encoding:?} {most}"
                );
            }
        }
        assert!(matches!(Encoding::Plain.open(vec![0; 11], 10), Err(Unopened::TooLarge)));
    }

    #[test]
    fn what_a_caller_takes_is_read_from_all_that_it_says() {
        let takes = |said: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_ENCODING, said.parse().unwrap());
            accepts(&headers, "gzip")
        };
        assert!(takes("gzip") && takes("br, gzip;q=0.5") && takes("deflate,gzip ; q=1"));
        assert!(!takes("br") && !takes("gzip;q=0") && !takes("xgzip") && !takes(""));
        assert!(!accepts(&HeaderMap::new(), "gzip"));
    }

    #[test]
    fn an_encoding_that_is_not_known_is_refused() {
        let of = |said: &[&'static str]| {
            let mut headers = HeaderMap::new();
            for said in said {
                headers.append(header::CONTENT_ENCODING, HeaderValue::from_static(said));
            }
            Encoding::of(&headers).ok()
        };
        assert_eq!((of(&[]), of(&["identity"])), (Some(Encoding::Plain), Some(Encoding::Plain)));
        assert_eq!((of(&["gzip"]), of(&["GZIP"])), (Some(Encoding::Gzip), Some(Encoding::Gzip)));
        assert_eq!(of(&["zstd"]), Some(Encoding::Zstd));
        for unknown in [&["br"][..], &["gzip, gzip"], &["gzip", "zstd"], &["x"], &[""]] {
            assert_eq!(of(unknown), None, "{unknown:?}");
        }
    }
}
