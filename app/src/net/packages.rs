//! Packages: sent, checked, imported.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use shared::ballot::Digest;
use shared::problem::Problem;
use shared::wire::{CheckedPackage, ImportedPackage, PackageImport};

use super::request::{send_file, write};

/// Sends a package and reads what is wrong with it and what it would change; says how many bytes have gone.
pub async fn check_package(
    name: &str,
    zip: &[u8],
    progress: impl FnMut(u64) + 'static,
) -> Result<CheckedPackage, Problem> {
    let name = utf8_percent_encode(name, NON_ALPHANUMERIC);
    send_file(&format!("/api/packages?name={name}"), zip, progress).await
}

/// The same of the sample that the server carries.
pub async fn check_sample() -> Result<CheckedPackage, Problem> {
    write("POST", "/api/packages/sample", &()).await
}

/// Imports a package that was checked, over the generation that its changes were shown against.
pub async fn import_package(digest: &Digest, generation: i64) -> Result<ImportedPackage, Problem> {
    write("POST", &format!("/api/packages/{digest}/imports"), &PackageImport { generation }).await
}
