//! Ids in addresses. What is not one is not found: an id that overflows, has other letters or a
//! leading zero leads to the same page as one that does not exist.

use std::str::FromStr;

use crate::web::Error;

/// Reads an id such as `M-142` from a path.
pub fn id<T: FromStr>(text: &str) -> Result<T, Error> {
    text.parse().map_err(|_| Error::NotFound)
}
