//! Which passwords we take: long ones that nobody guesses. Nothing else is asked of them.

use std::ops::RangeInclusive;

use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use zxcvbn::{Score, zxcvbn};

use crate::db::schema::{hosts, sites};
use crate::words::{Message, Sentence};

/// In characters, whatever their script.
pub const LENGTH: RangeInclusive<usize> = 15..=128;

/// A password that may be set. Spaces stay where they are, nothing is cut off.
#[derive(Clone, PartialEq, Eq)]
pub struct Password(String);

/// Why a password can't be set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PasswordError {
    #[error("the password is shorter than {} characters", LENGTH.start())]
    TooShort,
    #[error("the password is longer than {} characters", LENGTH.end())]
    TooLong,
    #[error("the password is easy to guess")]
    TooCommon,
    #[error("the password is made of names from around the club")]
    FromHere,
    #[error("the two passwords differ")]
    NotRepeated,
}

impl Sentence for PasswordError {
    fn sentence(&self) -> Message {
        match self {
            PasswordError::TooShort => {
                Message::new("password-too-short").with("least", *LENGTH.start() as i64)
            }
            PasswordError::TooLong => Message::new("password-too-long").with("most", *LENGTH.end() as i64),
            PasswordError::TooCommon => Message::new("password-too-common"),
            PasswordError::FromHere => Message::new("password-from-here"),
            PasswordError::NotRepeated => Message::new("password-not-repeated"),
        }
    }
}

impl Password {
    /// Takes the password if it is long enough and nobody's first guess. `names` are those that a
    /// neighbour would try: the club, its hosts, the member.
    pub fn new(text: &str, names: &[String]) -> Result<Password, PasswordError> {
        let length = text.chars().count();
        if length < *LENGTH.start() {
            return Err(PasswordError::TooShort);
        }
        if length > *LENGTH.end() {
            return Err(PasswordError::TooLong);
        }
        if is_made_of(text, names) {
            return Err(PasswordError::FromHere);
        }
        if is_common(text) || is_easily_guessed(text, names) {
            return Err(PasswordError::TooCommon);
        }
        Ok(Password(text.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A password never shows up in a log.
impl std::fmt::Debug for Password {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Password(…)")
    }
}

/// One a line, in lower case; lines of explanation begin with `#`.
const COMMON: &str = include_str!("common_passwords.txt");

/// Whether it is among those that many people chose, however it is spaced and capitalised.
fn is_common(text: &str) -> bool {
    let lower = text.to_lowercase();
    let joined: String = lower.split_whitespace().collect();
    COMMON.lines().any(|common| common == lower || common == joined)
}

/// Whether fewer than 10^8 guesses find it, by zxcvbn's lists of what people choose. A start that
/// is hard to guess is enough: the work grows with the square of the length.
fn is_easily_guessed(text: &str, names: &[String]) -> bool {
    let words = words_in(names);
    let inputs: Vec<&str> = names.iter().chain(&words).map(String::as_str).collect();
    let start: String = text.chars().take(32).collect();
    zxcvbn(&start, &inputs).score() < Score::Three && zxcvbn(text, &inputs).score() < Score::Three
}

/// Whether hardly anything is left of it without the names and the usual digits and stops.
fn is_made_of(text: &str, names: &[String]) -> bool {
    let mut rest = letters(text);
    let before = rest.len();
    for word in words_in(names) {
        rest = rest.replace(word.as_str(), "");
    }
    rest.len() < before && rest.chars().count() < 6
}

/// The names and the words in them, the longest first.
fn words_in(names: &[String]) -> Vec<String> {
    let mut words: Vec<String> = names
        .iter()
        .flat_map(|name| {
            std::iter::once(letters(name)).chain(name.split(|c: char| !c.is_alphanumeric()).map(letters))
        })
        .filter(|word| word.chars().count() >= 3)
        .collect();
    words.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
    words.dedup();
    words
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect()
}

/// The names that a password may not be made of: the club's, the hosts', the sites' and those
/// given, such as the member's own.
pub async fn names_around(
    mut conn: &AsyncPgConnection,
    club_name: &str,
    own: &[&str],
) -> QueryResult<Vec<String>> {
    const MOST: i64 = 500;
    let mut names: Vec<String> = hosts::table.select(hosts::name).limit(MOST).load(&mut conn).await?;
    names.extend(sites::table.select(sites::name).limit(MOST).load::<String>(&mut conn).await?);
    names.push(club_name.to_owned());
    names.push("domovoi".to_owned());
    names.extend(own.iter().map(|&name| name.to_owned()));
    Ok(names)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn names() -> Vec<String> {
        ["Voorbeeld Hosting Club", "prins", "spaarne", "Noor Jansen", "noor@higgs.example.org"]
            .map(str::to_owned)
            .to_vec()
    }

    #[test]
    fn length_is_counted_in_characters() {
        let of = |n: usize| "αq7 ☂v".chars().cycle().take(n).collect::<String>();
        assert_eq!(Password::new(&of(14), &[]), Err(PasswordError::TooShort));
        assert_eq!(Password::new(&of(129), &[]), Err(PasswordError::TooLong));
        let long: String = (0..128u32).filter_map(|n| char::from_u32(0x3b1 + n * 37 % 900)).collect();
        assert_eq!(Password::new(&long, &[]).map(|p| p.as_str().chars().count()), Ok(128));
        assert_eq!(
            Password::new("zes paarse olif", &[]).map(|p| p.as_str().to_owned()),
            Ok("zes paarse olif".into())
        );
    }

    #[test]
    fn what_everybody_tries_first_is_refused() {
        for common in [
            "passwordpassword",
            "password12345678",
            "123456789012345",
            "qwertyuiopasdfgh",
            "aaaaaaaaaaaaaaaa",
            "letmeinletmeinletmein",
            "iloveyouiloveyou",
            "P@ssw0rdP@ssw0rd",
            "abcabcabcabcabcabc",
            "1q2w3e4r5t6y7u8i9o0p",
            "111111111111111111",
            "qwertyqwertyqwerty",
            "princessprincess1",
            "administrator123",
            "correcthorsebatterystaple",
            "passwordpasswordpassword",
            "000000000000000",
            "987654321987654321",
            "qazwsxedcrfvtgb",
            "1qaz2wsx3edc4rfv5tgb",
            "asdfghjklasdfghjkl",
            "abcdefghijklmnop",
            "welcome123456789",
            "sunshinesunshine",
            "footballfootball",
            "liverpoolliverpool",
            "changemechangeme",
            "drowssapdrowssap",
            "Password123!Password123!",
            "ilovemydogandcat",
        ] {
            assert_eq!(Password::new(common, &[]), Err(PasswordError::TooCommon), "{common}");
        }
    }

    #[test]
    fn what_many_people_chose_is_refused() {
        let common: Vec<&str> = COMMON.lines().filter(|line| !line.starts_with('#')).collect();
        assert!(!common.is_empty());
        for text in common {
            assert!(LENGTH.contains(&text.len()), "{text}");
            assert_eq!(Password::new(text, &[]), Err(PasswordError::TooCommon), "{text}");
            assert_eq!(Password::new(&text.to_uppercase(), &[]), Err(PasswordError::TooCommon), "{text}");
        }
        let spaced = Password::new("Correct Horse Battery Staple", &[]);
        assert_eq!(spaced, Err(PasswordError::TooCommon));
    }

    #[test]
    fn a_name_in_disguise_is_still_a_name() {
        for near in [
            "N00rJ4nsen123456",
            "nesnaJrooN123456",
            "noor.jansen.1984",
            "jansennoorjansen",
            "Spaarne#Prins#99",
            "V00rb33ldHosting",
        ] {
            assert!(Password::new(near, &names()).is_err(), "{near}");
        }
    }

    #[test]
    fn names_from_around_the_club_are_refused() {
        for near in [
            "voorbeeldhostingclub",
            "VoorbeeldHosting2026!",
            "prins-spaarne-prins-2026",
            "NoorJansen123456",
            "noor@higgs.example.org",
            "Voorbeeld Hosting Club 1",
        ] {
            assert_eq!(Password::new(near, &names()), Err(PasswordError::FromHere), "{near}");
        }
        assert!(Password::new("de prins reed vannacht naar Haarlem", &names()).is_ok());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]
        #[test]
        fn any_script_is_taken_as_it_is(text in "\\PC{15,128}") {
            if let Ok(password) = Password::new(&text, &[]) {
                prop_assert_eq!(password.as_str(), text);
            }
        }
    }
}
