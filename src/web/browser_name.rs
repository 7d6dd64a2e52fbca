//! What people call the browser that calls itself `Mozilla/5.0 (X11; …`.

/// The first of these that stands in the header is the browser; the order tells apart those that
/// claim to be each other.
const BROWSERS: [(&str, &str); 6] = [
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
];
const SYSTEMS: [(&str, &str); 7] = [
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
    ("BSD", "BSD"),
];

/// Browser and system, as far as they are known; else what it says of itself.
pub fn browser_name(header: &str) -> (String, Option<&'static str>) {
    let known = |names: &[(&'static str, &'static str)]| {
        names.iter().find(|(mark, _)| header.contains(mark)).map(|(_, name)| *name)
    };
    match known(&BROWSERS) {
        Some(name) => (name.to_owned(), known(&SYSTEMS)),
        None => (header.chars().take(60).collect(), None),
    }
}

#[cfg(test)]
mod tests {
    use super::browser_name;

    #[test]
    fn a_browser_is_called_what_people_call_it() {
        let firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
        let safari = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1";
        let edge = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0";
        assert_eq!(browser_name(firefox), ("Firefox".to_owned(), Some("Linux")));
        assert_eq!(browser_name(safari), ("Safari".to_owned(), Some("iPhone")));
        assert_eq!(browser_name(edge), ("Edge".to_owned(), Some("Windows")));
        assert_eq!(browser_name("curl/8.5.0"), ("curl/8.5.0".to_owned(), None));
        assert_eq!(browser_name(""), (String::new(), None));
    }
}
