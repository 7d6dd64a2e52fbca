//! Characters that nobody can see: they turn the direction of a line around, hide in a name, or steer a
//! terminal.

use crate::words::{Message, Sentence};

/// Control characters, and those that turn the direction of a line around or hide in it.
pub fn is_unseen(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}')
}

/// Whether there is nothing in it that anybody could see. A control character is no nothing: it is refused.
pub fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || is_unseen(c) && !c.is_control())
}

/// What a text of one line may not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotALine {
    #[error("it has more than one line")]
    Broken,
    #[error("it has a character that nobody can see (U+{:04X})", u32::from(*.0))]
    Unseen(char),
}

impl Sentence for NotALine {
    fn sentence(&self) -> Message {
        match self {
            NotALine::Broken => Message::new("form-one-line"),
            NotALine::Unseen(character) => {
                let code = format!("U+{:04X}", u32::from(*character));
                Message::new("form-unseen-character").with("code", code)
            }
        }
    }
}

/// Whether a text stays on one line and shows all that it holds.
pub fn check_line(text: &str) -> Result<(), NotALine> {
    if text.contains(['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}']) {
        return Err(NotALine::Broken);
    }
    match text.chars().find(|&c| is_unseen(c) && !is_joiner(c) && c != '\t') {
        Some(unseen) => Err(NotALine::Unseen(unseen)),
        None => Ok(()),
    }
}

/// The text of many lines without what came along unseen when it was copied from elsewhere. Control
/// characters stay, for whoever refuses them.
pub fn cleared(text: &str) -> String {
    let is_kept = |c: &char| c.is_control() || is_joiner(*c) || !is_unseen(*c);
    text.replace(['\u{2028}', '\u{2029}'], "\n").chars().filter(is_kept).collect()
}

/// What holds the letters of some scripts, and the parts of an emoji, apart or together.
fn is_joiner(character: char) -> bool {
    matches!(character, '\u{200c}' | '\u{200d}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_shows_all_that_it_holds() {
        for good in ["Fenna", "", "a\tb", "👩\u{200d}🚀", "می\u{200c}خواهم", "Zoë ❤\u{fe0f}"] {
            assert_eq!(check_line(good), Ok(()), "{good:?}");
        }
        for unseen in ['\u{7}', '\u{ad}', '\u{200b}', '\u{200f}', '\u{202e}', '\u{2066}', '\u{feff}'] {
            assert_eq!(check_line(&format!("Fen{unseen}na")), Err(NotALine::Unseen(unseen)), "{unseen:?}");
        }
        for end in ['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}'] {
            assert_eq!(check_line(&format!("Fen{end}na")), Err(NotALine::Broken), "{end:?}");
        }
    }

    #[test]
    fn what_nobody_can_see_is_nothing() {
        for nothing in ["", " \n\t", "\u{200b}\u{202e}", "\u{200d}", " \u{ad} \u{feff}"] {
            assert!(is_blank(nothing), "{nothing:?}");
        }
        assert!(!is_blank("\u{200b}a") && !is_blank("\u{7}"));
    }

    #[test]
    fn what_was_pasted_loses_only_what_nobody_saw() {
        assert_eq!(
            cleared("soft\u{ad}hyphen, zero\u{200b}width,\u{2028}a line\n\tand more"),
            "softhyphen, zerowidth,\na line\n\tand more"
        );
        assert_eq!(cleared("👩\u{200d}🚀 می\u{200c}خواهم"), "👩\u{200d}🚀 می\u{200c}خواهم");
        assert_eq!(cleared("a\u{7}b"), "a\u{7}b");
    }
}
