//! An address that a mail can be sent to.

use std::fmt;
use std::str::FromStr;

use sha2::{Digest, Sha256};

use crate::mail::address::{self, NotAnAddress};

/// A mail address as somebody wrote it, without the space around it and with its domain in ASCII. Two
/// that differ in case only are the same one: the database compares them as `citext`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmailAddress(String);

impl EmailAddress {
    /// What somebody signs in with: also an address that was kept before a mail had to be possible.
    pub fn at_the_door(text: &str) -> Result<EmailAddress, NotAnAddress> {
        text.parse().or_else(|_| address::parts(text).map(|_| EmailAddress(text.trim().to_owned())))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Stands for the address where the address itself has no business: limits, logs.
    pub fn account_hash(&self) -> Vec<u8> {
        Sha256::digest(self.0.to_lowercase().as_bytes()).to_vec()
    }
}

impl FromStr for EmailAddress {
    type Err = NotAnAddress;

    fn from_str(text: &str) -> Result<Self, NotAnAddress> {
        address::address(text).map(|address| EmailAddress(address.to_string()))
    }
}

impl fmt::Display for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_kept_before_still_opens_the_door() {
        let read = |text: &str| EmailAddress::at_the_door(text).map(|address| address.to_string());
        assert_eq!(read("noor@bücher.example"), Ok("noor@xn--bcher-kva.example".to_owned()));
        assert_eq!(read(" müller@club.example "), Ok("müller@club.example".to_owned()));
        assert_eq!(read("x@[127.0.0.1]"), Ok("x@[127.0.0.1]".to_owned()));
        assert_eq!(read("müller"), Err(NotAnAddress::Shape));
    }

    #[test]
    fn case_makes_no_second_account() {
        let hash = |text: &str| text.parse::<EmailAddress>().unwrap().account_hash();
        assert_eq!(hash("Noor@Higgs.example"), hash("noor@higgs.example"));
    }
}
