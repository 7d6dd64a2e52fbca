//! Which addresses a mail can be built for.

use lettre::Address;

use crate::words::{Message, Sentence};

/// Why no mail can be built for what somebody typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotAnAddress {
    #[error("not a mail address")]
    Shape,
    /// Each server on its way would have to know SMTPUTF8 (RFC 6531), and many don't.
    #[error("mail can't be built for letters such as ü or é before the @")]
    NotPlain,
    /// RFC 5321 §4.1.3.
    #[error("mail can't be built for an address in brackets; name a domain behind the @")]
    Literal,
}

impl Sentence for NotAnAddress {
    fn sentence(&self) -> Message {
        Message::new(match self {
            NotAnAddress::Shape => "email-not-an-address",
            NotAnAddress::NotPlain => "email-not-plain",
            NotAnAddress::Literal => "email-is-literal",
        })
    }
}

/// The address as it stands in a mail: without the space around it, and a domain in other letters in
/// its ASCII form (RFC 5890).
pub fn address(text: &str) -> Result<Address, NotAnAddress> {
    let (user, domain) = parts(text)?;
    if domain.starts_with('[') {
        return Err(NotAnAddress::Literal);
    }
    if !user.is_ascii() {
        return Err(NotAnAddress::NotPlain);
    }
    let domain = ascii(domain).ok_or(NotAnAddress::Shape)?;
    let address = Address::new(user, domain).map_err(|_| NotAnAddress::Shape)?;
    if AsRef::<str>::as_ref(&address).len() <= LONGEST { Ok(address) } else { Err(NotAnAddress::Shape) }
}

/// In bytes (RFC 5321 §4.5.3.1).
const LONGEST: usize = 254;

/// What stands before and behind the one `@` of a text that could be an address: no space, no quoted
/// local part, and nothing else that the database's own check would refuse.
pub fn parts(text: &str) -> Result<(&str, &str), NotAnAddress> {
    let text = text.trim();
    let is_plain =
        text.len() <= LONGEST && !text.chars().any(|c| c.is_whitespace() || c.is_control() || c == '"');
    let parts = text
        .split_once('@')
        .filter(|(user, domain)| is_plain && !user.is_empty() && !domain.is_empty() && !domain.contains('@'));
    parts.ok_or(NotAnAddress::Shape)
}

/// What is ASCII already stays as it was typed.
fn ascii(domain: &str) -> Option<String> {
    if domain.is_ascii() { Some(domain.to_owned()) } else { idna::domain_to_ascii(domain).ok() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<String, NotAnAddress> {
        address(text).map(|address| address.to_string())
    }

    #[test]
    fn only_what_a_mail_can_be_built_for_is_an_address() {
        assert_eq!(read(" Noor@Higgs.example "), Ok("Noor@Higgs.example".to_owned()));
        assert_eq!(read("noor+vhc@localhost"), Ok("noor+vhc@localhost".to_owned()));
        let long = format!("{}@example.org", "a".repeat(254));
        for wrong in [
            "",
            " ",
            "noor",
            "@x.example",
            "a@",
            "a@b@c",
            "a b@c.example",
            "a@b\n.example",
            "a\0@b.example",
            &long,
        ] {
            assert_eq!(read(wrong), Err(NotAnAddress::Shape), "{wrong:?}");
        }
    }

    #[test]
    fn a_domain_in_other_letters_gets_its_ascii_form() {
        assert_eq!(read("noor@bücher.example"), Ok("noor@xn--bcher-kva.example".to_owned()));
        assert_eq!(read("noor@BÜCHER.example"), Ok("noor@xn--bcher-kva.example".to_owned()));
        for wrong in ["noor@ü..example", "noor@\u{202e}.example"] {
            assert_eq!(read(wrong), Err(NotAnAddress::Shape), "{wrong:?}");
        }
        let long = format!("noor@{}.example", "ü".repeat(110));
        assert_eq!(read(&long), Err(NotAnAddress::Shape), "it is too long in its ASCII form");
    }

    #[test]
    fn what_no_mail_can_be_built_for_is_told_apart() {
        assert_eq!(read("müller@bücher.example"), Err(NotAnAddress::NotPlain));
        assert_eq!(read("no\u{200b}or@club.example"), Err(NotAnAddress::NotPlain));
        assert_eq!(read("x@[127.0.0.1]"), Err(NotAnAddress::Literal));
        assert_eq!(read("x@[IPv6:2001:db8::1]"), Err(NotAnAddress::Literal));
    }
}
