//! Values put into the words of a command, quoted for the POSIX shell (Shell Command Language §2.2)
//! that reads them where they stand.

/// A placeholder without its braces, and what it stands for.
pub type Value = (&'static str, String);

/// The remark with the values in it, as they are.
pub fn in_words(remark: &str, values: &[&[Value]]) -> String {
    replaced(remark, values, |_, value| value.to_owned())
}

/// The command with the values in it, each one word for the shell. What stands within single quotes
/// is a word for the shell at the other end of an ssh, and is quoted for both.
pub fn in_command(line: &str, values: &[&[Value]]) -> String {
    let mut within = Within::Nothing;
    replaced(line, values, |before, value| {
        within = within.after(before);
        match within {
            Within::Single => escaped(&quoted(value)),
            Within::Nothing | Within::Double => quoted(value),
        }
    })
}

/// Quoted for the POSIX shell (Shell Command Language §2.2.2); plain words stay plain.
pub fn quoted(value: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "._-/:@%+=,".contains(c);
    if !value.is_empty() && value.chars().all(is_plain) {
        return value.to_owned();
    }
    format!("'{}'", escaped(value))
}

/// For a place within single quotes.
fn escaped(text: &str) -> String {
    text.replace('\'', r"'\''")
}

/// `put` is told what stands between the value before and this one.
fn replaced(text: &str, values: &[&[Value]], mut put: impl FnMut(&str, &str) -> String) -> String {
    let mut filled = String::new();
    let mut rest = text;
    while let Some((before, value, after)) = next(rest, values) {
        filled.push_str(before);
        filled.push_str(&put(before, value));
        rest = after;
    }
    filled + rest
}

/// What stands before the next placeholder that is known, its value, and what follows it.
fn next<'a>(text: &'a str, values: &'a [&'a [Value]]) -> Option<(&'a str, &'a str, &'a str)> {
    let found = values.iter().flat_map(|set| set.iter()).filter_map(|(name, value)| {
        let (before, after) = text.split_once(&format!("{{{{{name}}}}}"))?;
        Some((before, value.as_str(), after))
    });
    found.min_by_key(|(before, ..)| before.len())
}

/// The quotes that a shell is within.
#[derive(Clone, Copy)]
enum Within {
    Nothing,
    Single,
    Double,
}

impl Within {
    fn after(mut self, text: &str) -> Within {
        let mut chars = text.chars();
        while let Some(char) = chars.next() {
            self = match (self, char) {
                (Within::Nothing | Within::Double, '\\') => {
                    chars.next();
                    self
                }
                (Within::Nothing, '\'') => Within::Single,
                (Within::Nothing, '"') => Within::Double,
                (Within::Single, '\'') | (Within::Double, '"') => Within::Nothing,
                _ => self,
            };
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_one_word_for_the_shell() {
        assert_eq!(quoted("higgs"), "higgs");
        assert_eq!(quoted("my domU"), "'my domU'");
        assert_eq!(quoted("a'b; rm -rf /"), r"'a'\''b; rm -rf /'");
        assert_eq!(quoted("$(reboot)"), "'$(reboot)'");
        assert_eq!(quoted(""), "''");
    }

    #[test]
    fn a_value_is_one_word_at_the_other_end_too() {
        let filled = |value: &str| {
            let values = [("disk_path", value.to_owned())];
            in_command(r#"echo "it's" \' {{disk_path}} | ssh there 'cat > {{disk_path}}'"#, &[&values])
        };
        assert_eq!(filled("/dev/vg0/a"), r#"echo "it's" \' /dev/vg0/a | ssh there 'cat > /dev/vg0/a'"#);
        assert_eq!(
            filled("$(reboot)"),
            r#"echo "it's" \' '$(reboot)' | ssh there 'cat > '\''$(reboot)'\'''"#
        );
    }

    #[test]
    fn a_value_that_looks_like_a_placeholder_is_not_filled_again() {
        let values = [("domu", "{{disk}}".to_owned()), ("disk", "xvda".to_owned())];
        assert_eq!(
            in_words("{{domu}} and {{disk}}, not {{other}}", &[&values]),
            "{{disk}} and xvda, not {{other}}"
        );
    }
}
