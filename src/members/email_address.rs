//! An address that a mail can be sent to.

use std::fmt;
use std::str::FromStr;

use sha2::{Digest, Sha256};

/// A mail address as somebody wrote it, without the space around it. Two that differ in case
/// only are the same one: the database compares them as `citext`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmailAddress(String);

/// The text is no address that we can write to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a mail address")]
pub struct NotAnAddress;

impl EmailAddress {
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

    /// One `@`, no space, at most 254 bytes (RFC 5321 §4.5.3.1); quoted local parts are refused,
    /// as is everything that the database's own check would refuse.
    fn from_str(text: &str) -> Result<Self, NotAnAddress> {
        let text = text.trim();
        let is_plain = text.len() <= 254
            && text.bytes().filter(|&byte| byte == b'@').count() == 1
            && !text.chars().any(|c| c.is_whitespace() || c.is_control() || c == '"');
        if is_plain && email_address::EmailAddress::is_valid(text) {
            Ok(EmailAddress(text.to_owned()))
        } else {
            Err(NotAnAddress)
        }
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
    fn only_what_a_mail_can_be_sent_to_is_an_address() {
        assert_eq!(" noor@higgs.example ".parse(), Ok(EmailAddress("noor@higgs.example".to_owned())));
        let long = format!("{}@example.org", "a".repeat(254));
        for wrong in
            ["", " ", "noor", "@x.example", "a@b@c", "a b@c.example", "a@b\n.example", "a\0@b.example", &long]
        {
            assert_eq!(wrong.parse::<EmailAddress>(), Err(NotAnAddress), "{wrong:?}");
        }
    }

    #[test]
    fn case_makes_no_second_account() {
        let hash = |text: &str| text.parse::<EmailAddress>().unwrap().account_hash();
        assert_eq!(hash("Noor@Higgs.example"), hash("noor@higgs.example"));
    }
}
