//! The names under which a domU is reached, as DNS has them.

/// The name as DNS writes it: in small letters, without the dot at the end, other scripts encoded.
/// `None` if it can be the name of no machine.
pub fn dns_name(text: &str) -> Option<String> {
    let name = idna::domain_to_ascii(text.trim().trim_end_matches('.')).ok()?;
    let is_inner = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_' || c == '-';
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(is_inner)
    };
    let (_, last) = name.rsplit_once('.')?;
    let is_last = last.starts_with(|c: char| c.is_ascii_lowercase()) && !last.contains('_');
    (name.len() <= 253 && is_last && name.split('.').all(is_label)).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::dns_name;

    #[test]
    fn a_name_is_written_as_dns_writes_it() {
        for (typed, name) in [
            (" Higgs.Example.ORG. ", "higgs.example.org"),
            ("bücher.example", "xn--bcher-kva.example"),
            ("_dmarc.example.org", "_dmarc.example.org"),
            ("xn--bcher-kva.example", "xn--bcher-kva.example"),
        ] {
            assert_eq!(dns_name(typed).as_deref(), Some(name));
        }
        for wrong in [
            "",
            "higgs",
            "192.0.2.1",
            "2001:db8::1",
            "https://higgs.example.org",
            "a b.example",
            "-a.example",
            "a-.example",
            "a..example",
            "*.example.org",
            "example.1",
            &format!("{}.example", "a".repeat(64)),
            &format!("{}example", "a.".repeat(130)),
        ] {
            assert_eq!(dns_name(wrong), None, "{wrong}");
        }
    }
}
