//! What the operating system refuses, as a problem in the reader's words.

use std::io::{Error, ErrorKind};

use shared::problem::Problem;

/// The problem; where it stands is up to who tells it.
pub fn problem(error: &Error) -> Problem {
    let code = match error.kind() {
        ErrorKind::NotFound => "system.not_found",
        ErrorKind::PermissionDenied => "system.denied",
        ErrorKind::AlreadyExists => "system.exists",
        ErrorKind::NotADirectory => "system.no_folder",
        ErrorKind::IsADirectory => "system.folder",
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "system.full",
        ErrorKind::ReadOnlyFilesystem => "system.read_only",
        ErrorKind::InvalidFilename => "system.name",
        ErrorKind::AddrInUse => "system.address_taken",
        ErrorKind::AddrNotAvailable => "system.address_foreign",
        _ => return Problem::new("system.other").with("cause", error),
    };
    Problem::new(code)
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use shared::message::{Language, problem as said};

    use super::*;

    #[test]
    fn no_english_of_the_system_stands_in_a_vietnamese_text() {
        let folder = tempfile::TempDir::new().unwrap();
        let file = folder.path().join("file");
        fs::write(&file, "").unwrap();
        let read = |path: &Path| fs::read(path).unwrap_err();
        let refused = [
            (read(&folder.path().join("none")), "system.not_found"),
            (read(&file.join("below")), "system.no_folder"),
            (read(folder.path()), "system.folder"),
            (fs::create_dir(&file).unwrap_err(), "system.exists"),
            (read(&folder.path().join("x".repeat(5000))), "system.name"),
            (Error::from_raw_os_error(13), "system.denied"),
            (Error::from_raw_os_error(28), "system.full"),
            (Error::from_raw_os_error(30), "system.read_only"),
            (Error::from_raw_os_error(98), "system.address_taken"),
        ];
        for (error, code) in refused {
            let problem = problem(&error);
            assert_eq!(problem.code, code, "{error}");
            let text = said(Language::Vi, &problem);
            assert!(!text.contains("os error") && !text.starts_with("problem."), "{text}");
        }
        let strange = problem(&Error::other("of a kind of its own"));
        assert!(said(Language::Vi, &strange).contains("of a kind of its own"));
    }
}
