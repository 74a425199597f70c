//! The files that a person chose, as the one .zip that is sent.

use shared::problem::Problem;
use shared::wire::MAX_PACKAGE;

use super::zip;

const CAMPAIGN: &str = "campaign.xlsx";

/// What is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gathered {
    /// What the person calls it.
    pub name: String,
    /// A .zip.
    pub zip: Vec<u8>,
}

/// Refuses what is larger than a package may be, before it is read.
pub fn is_small(sizes: impl Iterator<Item = u64>) -> Result<(), Problem> {
    if sizes.sum::<u64>() <= MAX_PACKAGE {
        return Ok(());
    }
    Err(Problem::new("package.too_large").with("most", MAX_PACKAGE >> 20))
}

/// One .zip is sent as it is. Files chosen together have lost their folder: all but campaign.xlsx belong into `forms`.
pub fn gathered(mut files: Vec<(String, Vec<u8>)>) -> Result<Gathered, Problem> {
    let is_zip = |name: &str| name.to_lowercase().ends_with(".zip");
    if files.len() == 1 && is_zip(&files[0].0) {
        let (name, zip) = files.remove(0);
        return Ok(Gathered { name, zip });
    }
    if let Some((name, _)) = files.iter().find(|(name, _)| is_zip(name)) {
        return Err(Problem::new("package.zip_and_files").with("name", name));
    }
    let name = files.iter().map(|(name, _)| &**name).collect::<Vec<_>>().join(", ");
    for (file, _) in &mut files {
        if !file.eq_ignore_ascii_case(CAMPAIGN) {
            *file = format!("forms/{file}");
        }
    }
    Ok(Gathered { name, zip: zip::stored(&files) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(names: &[&str]) -> Vec<(String, Vec<u8>)> {
        names.iter().map(|name| ((*name).to_owned(), name.as_bytes().to_vec())).collect()
    }

    #[test]
    fn a_zip_goes_as_it_is_and_files_go_together() {
        let one = gathered(files(&["Gói.ZIP"])).unwrap();
        assert_eq!((&*one.name, &one.zip[..]), ("Gói.ZIP", "Gói.ZIP".as_bytes()));
        let many = gathered(files(&["P1.xlsx", "Campaign.xlsx"])).unwrap();
        let text = String::from_utf8_lossy(&many.zip);
        assert!(text.contains("forms/P1.xlsx") && !text.contains("forms/Campaign.xlsx"));
        assert_eq!(many.name, "P1.xlsx, Campaign.xlsx");
        let alone = gathered(files(&["campaign.xlsx"])).unwrap();
        assert!(alone.zip.starts_with(b"PK\x03\x04"));
    }

    #[test]
    fn a_zip_among_files_is_refused() {
        let problem = gathered(files(&["a.zip", "campaign.xlsx"])).unwrap_err();
        assert_eq!(problem, Problem::new("package.zip_and_files").with("name", "a.zip"));
    }

    #[test]
    fn what_is_too_large_is_not_even_read() {
        assert!(is_small([MAX_PACKAGE].into_iter()).is_ok());
        assert_eq!(is_small([MAX_PACKAGE, 1].into_iter()).unwrap_err().code, "package.too_large");
    }
}
