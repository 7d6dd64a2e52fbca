//! What a stranger said, fit for a page and a log line.

use crate::words::unseen::is_unseen;

/// The text without control and invisible characters, cut to `most` characters.
pub(super) fn readable(bytes: &[u8], most: usize) -> String {
    let text = String::from_utf8_lossy(bytes);
    text.chars().filter(|c| !is_unseen(*c)).take(most).collect::<String>().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::readable;

    #[test]
    fn nothing_that_steers_a_terminal_or_a_page_is_left() {
        assert_eq!(readable(b" ESMTP\0 \x1b[31mred\x07\r\n", 100), "ESMTP [31mred");
        assert_eq!(readable("a\u{202e}b\u{200b}c".as_bytes(), 100), "abc");
        assert_eq!(readable(&[b'a', 0xff, b'b'], 100), "a\u{fffd}b");
        assert_eq!(readable("ééé".as_bytes(), 2), "éé");
    }
}
