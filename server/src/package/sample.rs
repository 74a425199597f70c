//! The sample that the program carries: the package of 2019, so that an empty server can show one without a file at hand.

use super::error::PackageError;
use super::read::Package;
use super::source::CAMPAIGN;
use super::workbook;

macro_rules! file {
    ($name:literal) => {
        ($name, include_bytes!(concat!("../../../tests/corpus/bac-kan-2019/", $name)).as_slice())
    };
}

const FILES: [(&str, &[u8]); 8] = [
    file!("campaign.xlsx"),
    file!("forms/P1.xlsx"),
    file!("forms/P2.xlsx"),
    file!("forms/P3.xlsx"),
    file!("forms/P4.xlsx"),
    file!("forms/P5.xlsx"),
    file!("forms/P6.xlsx"),
    file!("forms/P7.xlsx"),
];

/// Opens it.
pub fn sample() -> Result<Package, PackageError> {
    let files = FILES.map(|(name, bytes)| (name.to_owned(), bytes.to_vec()));
    let book = workbook::open(CAMPAIGN, &files[0].1)?;
    Ok(Package { book, files: files.into(), unnamed: Vec::new() })
}
