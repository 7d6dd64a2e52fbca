//! Why the private PostgreSQL does not start, as the person at the terminal reads it.

use std::io;
use std::path::{Path, PathBuf};

#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error(
        "no PostgreSQL server programs (initdb, postgres) in {}; install them with `apt install postgresql`, or name a database in DATABASE_URL",
        list(.looked_in)
    )]
    NoPrograms { looked_in: Vec<PathBuf> },
    #[error(
        "DOMOVOI_POSTGRES_BIN: {} has no PostgreSQL server programs (initdb, postgres); name the folder that has them, or leave the variable out and install them with `apt install postgresql`, or name a database in DATABASE_URL",
        .0.display()
    )]
    NoProgramsIn(PathBuf),
    #[error(
        "the database in {} was made by PostgreSQL {made_by}, and only {found} is installed; install `postgresql-{made_by}`, or dump it there and restore it into a new folder",
        .data.display()
    )]
    WrongVersion { data: PathBuf, made_by: u32, found: u32 },
    #[error("{} is in use by another domovoi; stop that one, or set DOMOVOI_DATA_DIR to another folder", .0.display())]
    FolderInUse(PathBuf),
    #[error(
        "PostgreSQL does not run as root, and its user {user} cannot enter {}; set DOMOVOI_DATA_DIR to a folder that everybody may pass, such as /var/lib/domovoi",
        .folder.display()
    )]
    CannotEnter { user: String, folder: PathBuf },
    #[error(
        "PostgreSQL does not run as root, and there is neither a user `postgres` nor `nobody` to run it as"
    )]
    NobodyToRunAs,
    #[error("{} belongs to another user; start domovoi as that user, or set DOMOVOI_DATA_DIR to another folder", .0.display())]
    ForeignFolder(PathBuf),
    #[error("{doing} {}: {error}", .path.display())]
    Io { doing: &'static str, path: PathBuf, error: io::Error },
    #[error("initdb could not make a database in {}: {said}", .data.display())]
    InitFailed { data: PathBuf, said: String },
    #[error("PostgreSQL did not start: {said}")]
    DidNotStart { said: String },
}

/// Adds what was being done to which path.
pub(super) fn io_error(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> StartError {
    move |error| StartError::Io { doing, path: path.to_owned(), error }
}

fn list(folders: &[PathBuf]) -> String {
    folders.iter().map(|folder| folder.display().to_string()).collect::<Vec<_>>().join(", ")
}
