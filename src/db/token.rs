//! Secrets that are handed out once and kept only as a hash: sessions, invitations, resets.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

/// 256 random bits, written as 43 characters of base64url.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// Fresh from the operating system.
    pub fn random() -> Token {
        Token(URL_SAFE_NO_PAD.encode(random_bytes::<32>()))
    }

    /// What somebody handed in; `None` unless it has exactly the shape of a token, so that an
    /// empty, blank or shortened one never reaches a query.
    pub fn from_input(text: &str) -> Option<Token> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        (bytes.len() == 32).then(|| Token(text.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What the database keeps.
    pub fn hash(&self) -> Vec<u8> {
        Sha256::digest(self.0.as_bytes()).to_vec()
    }
}

/// A token never shows up in a log.
impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token(…)")
    }
}

/// Random bytes from the operating system, which does not run out of them after start-up.
#[expect(clippy::disallowed_methods, reason = "the one place that asks for randomness")]
pub fn random_bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the operating system gives random bytes");
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_shape_of_a_token_is_a_token() {
        let token = Token::random();
        assert_eq!(token.as_str().len(), 43);
        assert_eq!(Token::from_input(token.as_str()), Some(token));
        for wrong in ["", " ", "null", "0", "a", &"a".repeat(44), &"a".repeat(1 << 20)] {
            assert_eq!(Token::from_input(wrong), None);
        }
    }
}
