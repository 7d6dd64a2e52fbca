//! The folder of the Unix socket, which nobody else can enter.

use std::fs;
use std::path::{Path, PathBuf};

use super::owner::Owner;
use super::{StartError, private_folder};
use crate::db::token;

/// The path of a Unix socket holds 107 bytes; beyond this the folder is too deep for one.
const LONGEST: usize = 80;
/// Folders outside the data folder are called so, and a random rest.
const PREFIX: &str = "domovoi-";

/// Makes it in the data folder, or afresh with a name that nobody could have guessed when the path
/// would be too long.
pub(super) fn make(folder: &Path, owner: &Owner) -> Result<PathBuf, StartError> {
    let near = folder.join("socket");
    if near.as_os_str().len() <= LONGEST {
        let _ = fs::remove_dir_all(&near);
        private_folder::make(&near, owner)?;
        return Ok(near);
    }
    let name: String = token::random_bytes::<8>().iter().map(|byte| format!("{byte:02x}")).collect();
    let elsewhere = Path::new("/tmp").join(format!("{PREFIX}{name}"));
    private_folder::make(&elsewhere, owner)?;
    Ok(elsewhere)
}

/// Whether it lies outside a data folder, so that it doesn't go with one.
pub(super) fn is_elsewhere(sockets: &Path) -> bool {
    sockets.file_name().is_some_and(|name| name.to_string_lossy().starts_with(PREFIX))
}

/// Where clients find this database. In the key and value form, which has no trouble with slashes.
pub(super) fn url(sockets: &Path, database: &str) -> String {
    let host = sockets.display().to_string().replace('\\', r"\\").replace('\'', r"\'");
    format!("host='{host}' user=domovoi dbname={database}")
}
