//! A folder that only the server's owner can enter.

use std::fs;
use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
use std::path::Path;

use super::StartError;
use super::error::io_error;
use super::owner::Owner;

pub(super) fn make(path: &Path, owner: &Owner) -> Result<(), StartError> {
    fs::DirBuilder::new().mode(0o700).create(path).map_err(io_error("making", path))?;
    fs::set_permissions(path, fs::Permissions::from_mode(0o700)).map_err(io_error("closing", path))?;
    owner.take_over(path).map_err(io_error("handing over", path))
}
