//! The headers of every answer (OWASP Secure Headers; MDN HTTP Observatory).

use std::sync::LazyLock;

use actix_web::http::header::{CONTENT_SECURITY_POLICY, HeaderMap, HeaderName, HeaderValue};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::db::token::random_bytes;

/// Allows the one script element of a page; fresh for every answer.
#[derive(Debug, Clone)]
pub struct Nonce(pub String);

impl Nonce {
    pub fn random() -> Nonce {
        Nonce(URL_SAFE_NO_PAD.encode(random_bytes::<16>()))
    }
}

/// The policy of a page; without a nonce it runs no script at all.
pub fn content_security_policy(nonce: Option<&Nonce>, is_https: bool) -> String {
    let script = nonce.map_or("'none'".to_owned(), |nonce| format!("'nonce-{}'", nonce.0));
    let upgrade = if is_https { "; upgrade-insecure-requests" } else { "" };
    format!(
        "default-src 'none'; script-src {script}; style-src 'self'; img-src 'self'; font-src 'self'; \
         connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; \
         frame-src 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'{upgrade}"
    )
}

const ALWAYS: &[(&str, &str)] = &[
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("cross-origin-embedder-policy", "require-corp"),
    ("x-permitted-cross-domain-policies", "none"),
    ("x-dns-prefetch-control", "off"),
    (
        "permissions-policy",
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), \
         microphone=(), midi=(), payment=(), usb=(), publickey-credentials-get=(self)",
    ),
    ("cache-control", "no-store"),
    ("vary", "Cookie, Sec-Fetch-Site, Origin"),
];

/// Made once: every answer has them.
static OVER_HTTP: LazyLock<Vec<(HeaderName, HeaderValue)>> = LazyLock::new(|| usual(false));
static OVER_HTTPS: LazyLock<Vec<(HeaderName, HeaderValue)>> = LazyLock::new(|| usual(true));

fn usual(is_https: bool) -> Vec<(HeaderName, HeaderValue)> {
    let fixed = |&(name, value): &(&'static str, &'static str)| {
        (HeaderName::from_static(name), HeaderValue::from_static(value))
    };
    let mut usual: Vec<_> = ALWAYS.iter().map(fixed).collect();
    let policy = content_security_policy(None, is_https);
    usual.push((CONTENT_SECURITY_POLICY, HeaderValue::from_str(&policy).expect("the policy is ASCII")));
    if is_https {
        usual.push(fixed(&("strict-transport-security", "max-age=63072000; includeSubDomains")));
    }
    usual
}

/// Adds what the handler did not set itself.
pub fn add(headers: &mut HeaderMap, is_https: bool) {
    for (name, value) in if is_https { &*OVER_HTTPS } else { &*OVER_HTTP } {
        if !headers.contains_key(name) {
            headers.insert(name.clone(), value.clone());
        }
    }
}
