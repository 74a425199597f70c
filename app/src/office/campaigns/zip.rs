//! Files as one .zip, none of them compressed: workbooks are already.

/// The bit that says that names are UTF-8.
const UTF8: u16 = 1 << 11;
/// The version that a reader needs for files that are only stored.
const VERSION: u16 = 10;
/// 1 January 1980, the first day that the format knows: the same files give the same bytes.
const DAY: u16 = (1 << 5) | 1;

/// The files by their names in the .zip. All of them are far below what its 32 bits can count.
pub fn stored(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let (mut zip, mut directory) = (Vec::new(), Vec::new());
    for (name, bytes) in files {
        let at = length(zip.len());
        let mut about = Vec::new();
        for field in [VERSION, UTF8, 0, 0, DAY] {
            about.extend(field.to_le_bytes());
        }
        for field in [crc32(bytes), length(bytes.len()), length(bytes.len())] {
            about.extend(field.to_le_bytes());
        }
        about.extend(short(name.len()).to_le_bytes());
        about.extend(0_u16.to_le_bytes());
        zip.extend(b"PK\x03\x04");
        zip.extend(&about);
        zip.extend(name.as_bytes());
        zip.extend(bytes);
        directory.extend(b"PK\x01\x02");
        directory.extend(VERSION.to_le_bytes());
        directory.extend(&about);
        // No comment, the first disk, no attributes.
        directory.extend([0; 10]);
        directory.extend(at.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let (at, size, n) = (length(zip.len()), length(directory.len()), short(files.len()));
    zip.extend(directory);
    zip.extend(b"PK\x05\x06\0\0\0\0");
    zip.extend([n.to_le_bytes(), n.to_le_bytes()].concat());
    zip.extend([size.to_le_bytes(), at.to_le_bytes()].concat());
    zip.extend(0_u16.to_le_bytes());
    zip
}

fn length(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

fn short(n: usize) -> u16 {
    u16::try_from(n).unwrap_or(u16::MAX)
}

fn crc32(bytes: &[u8]) -> u32 {
    let step = |crc: u32, _| if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 };
    !bytes.iter().fold(!0, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), step))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_is_the_one_of_the_format() {
        assert_eq!((crc32(b"123456789"), crc32(b"")), (0xCBF4_3926, 0));
    }

    #[test]
    fn each_file_stands_where_the_directory_says() {
        let files = [("campaign.xlsx", "one"), ("forms/Phiếu.xlsx", "another")];
        let files = files.map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec()));
        let zip = stored(&files);
        let number =
            |at: usize, n: usize| zip[at..at + n].iter().rev().fold(0, |sum, b| sum << 8 | usize::from(*b));
        let end = zip.len() - 22;
        assert_eq!(&zip[end..end + 4], b"PK\x05\x06");
        assert_eq!((number(end + 8, 2), number(end + 10, 2)), (2, 2));
        let mut entry = number(end + 16, 4);
        assert_eq!(entry + number(end + 12, 4), end, "the directory ends where the end begins");
        for (name, bytes) in &files {
            assert_eq!(&zip[entry..entry + 4], b"PK\x01\x02");
            let local = number(entry + 42, 4);
            assert_eq!(&zip[local..local + 4], b"PK\x03\x04");
            assert_eq!(zip[local + 4..local + 30], zip[entry + 6..entry + 32]);
            let (size, named) = (number(local + 18, 4), number(local + 26, 2));
            assert_eq!(&zip[local + 30..local + 30 + named], name.as_bytes());
            assert_eq!(&zip[local + 30 + named..local + 30 + named + size], &bytes[..]);
            entry += 46 + named;
        }
    }
}
