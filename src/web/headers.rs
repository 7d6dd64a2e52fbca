//! The headers of every answer (OWASP Secure Headers; MDN HTTP Observatory).

use actix_web::http::header::{HeaderMap, HeaderName, HeaderValue};
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

/// Adds what the handler did not set itself.
pub fn add(headers: &mut HeaderMap, is_https: bool) {
    let mut add = |name: &'static str, value: HeaderValue| {
        let name = HeaderName::from_static(name);
        if !headers.contains_key(&name) {
            headers.insert(name, value);
        }
    };
    for (name, value) in ALWAYS {
        add(name, HeaderValue::from_static(value));
    }
    let policy = content_security_policy(None, is_https);
    add("content-security-policy", HeaderValue::from_str(&policy).expect("the policy is ASCII"));
    if is_https {
        add("strict-transport-security", HeaderValue::from_static("max-age=63072000; includeSubDomains"));
    }
}
