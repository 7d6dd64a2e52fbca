//! What a member says lives on a domU, so that both know what to look at after it has moved.

pub use crate::probes::service::ServiceKind;

/// Whether the database takes this as the host name of a service.
pub fn is_hostname(name: &str) -> bool {
    let is_end = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    name.len() <= 253
        && is_end(name.chars().next())
        && is_end(name.chars().last())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || ".-".contains(c))
}

#[cfg(test)]
mod tests {
    use super::is_hostname;

    #[test]
    fn a_service_lives_under_a_host_name() {
        for good in ["higgs.example.org", "a", "xn--bcher-kva.example", "192.0.2.1"] {
            assert!(is_hostname(good), "{good}");
        }
        for wrong in ["", "-a", "a.", "https://higgs.example.org", "a b", "é.example", &"a".repeat(254)] {
            assert!(!is_hostname(wrong), "{wrong}");
        }
    }
}
