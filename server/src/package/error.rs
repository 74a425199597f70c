//! Why a package cannot be read at all. What is wrong inside a workbook is a diagnostic instead.

use std::io;
use std::path::PathBuf;

use shared::problem::{Diagnostic, Location, Problem};

/// A package, or a file of it, that cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum PackageError {
    /// There is no such folder or file.
    #[error("{} does not exist", .0.display())]
    NotFound(PathBuf),
    /// Neither a folder nor a .zip.
    #[error("{} is neither a folder nor a .zip", .0.display())]
    NotAPackage(PathBuf),
    /// It has no campaign.xlsx, at its top or in its one top folder.
    #[error("{} holds no campaign.xlsx", .0.display())]
    NoCampaign(PathBuf),
    /// A workbook by itself, under another name than campaign.xlsx.
    #[error("{} is a workbook", .0.display())]
    Workbook(PathBuf),
    /// A file of the .zip wants to lie outside of it.
    #[error("{0} leads out of the package")]
    Outside(String),
    /// A file of the .zip has a password, or is packed in a way that is not known here.
    #[error("{0} cannot be unpacked")]
    Sealed(String),
    /// Two of its files have one name, once composed and whatever the case.
    #[error("two files are called {0}")]
    SameName(String),
    /// The operating system cannot read a file.
    #[error("cannot read {file}")]
    Io {
        /// The file.
        file: String,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// Not an .xlsx, damaged, or protected by a password.
    #[error("{file} is not a workbook that can be read: {reason}")]
    NotAWorkbook {
        /// The file.
        file: String,
        /// What the library said; for the log.
        reason: String,
    },
    /// A sheet has a row of this number twice.
    #[error("{file} has row {row} twice in one sheet")]
    RowTwice {
        /// The file.
        file: String,
        /// The number.
        row: u32,
    },
    /// More than a campaign can need.
    #[error("{file} has more than {limit} {what}")]
    TooLarge {
        /// The file.
        file: String,
        /// Of what.
        what: Cap,
        /// The most that is read.
        limit: u64,
    },
}

/// What is capped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cap {
    /// Bytes of the file.
    Bytes,
    /// Bytes when unzipped.
    UnzippedBytes,
    /// Bytes of all files of a package, unpacked.
    AllBytes,
    /// Files in a .zip.
    Entries,
    /// Rows of a sheet.
    Rows,
    /// Columns of a sheet.
    Columns,
    /// Cells of a workbook.
    Cells,
    /// Sheets of a workbook.
    Sheets,
    /// Bytes of all texts in the cells of a workbook.
    TextBytes,
}

impl Cap {
    fn code(self) -> &'static str {
        match self {
            Self::Bytes => "bytes",
            Self::UnzippedBytes => "unzipped_bytes",
            Self::AllBytes => "all_bytes",
            Self::Entries => "entries",
            Self::Rows => "rows",
            Self::Columns => "columns",
            Self::Cells => "cells",
            Self::Sheets => "sheets",
            Self::TextBytes => "text_bytes",
        }
    }
}

impl std::fmt::Display for Cap {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

impl PackageError {
    /// What a person is told, and about which file.
    pub fn diagnostic(&self) -> Diagnostic {
        let (file, problem) = match self {
            Self::NotFound(path) => (path.display().to_string(), Problem::new("package.not_found")),
            Self::NotAPackage(path) => (path.display().to_string(), Problem::new("package.not_a_package")),
            Self::NoCampaign(path) => (path.display().to_string(), Problem::new("package.no_campaign")),
            Self::Workbook(path) => (path.display().to_string(), Problem::new("package.workbook")),
            Self::Outside(file) => (file.clone(), Problem::new("package.outside")),
            Self::Sealed(file) => (file.clone(), Problem::new("package.sealed")),
            Self::SameName(file) => (file.clone(), Problem::new("package.same_name")),
            Self::Io { file, .. } => (file.clone(), Problem::new("package.unreadable")),
            Self::NotAWorkbook { file, .. } => (file.clone(), Problem::new("package.not_a_workbook")),
            Self::RowTwice { file, row } => {
                (file.clone(), Problem::new("package.row_twice").with("row", row))
            }
            Self::TooLarge { file, what, limit } => {
                let problem = Problem::new(&format!("package.too_many_{}", what.code())).with("limit", limit);
                (file.clone(), problem)
            }
        };
        Diagnostic::fault(Location { file, ..Location::default() }, problem)
    }
}
