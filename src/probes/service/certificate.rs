//! A server's certificate: what it says, and what a browser would say to it.

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use rustls::RootCertStore;
use rustls::client::{verify_server_cert_signed_by_trust_anchor, verify_server_name};
use rustls::crypto::ring;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::server::ParsedCertificate;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use x509_cert::TbsCertificate;
use x509_cert::der::Decode;
use x509_cert::ext::pkix::SubjectAltName;
use x509_cert::ext::pkix::name::GeneralName;
use x509_cert::time::Time;

use crate::probes::plain_text::readable;

/// What a server showed, and what is wrong with it; without problems a browser would take it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Certificate {
    /// Those it is for, at most 50; its subject if it names none.
    pub names: Vec<String>,
    pub issuer: String,
    pub not_before: Option<DateTime<Utc>>,
    pub not_after: Option<DateTime<Utc>>,
    /// SHA-256 of the whole, in hexadecimal.
    pub fingerprint: String,
    pub problems: Vec<CertificateProblem>,
}

/// Why a browser would not take a certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CertificateProblem {
    Expired,
    NotYetValid,
    OtherName,
    SelfSigned,
    /// Signed by nobody whom this machine trusts.
    Untrusted,
    /// This machine knows no authorities, so that nobody can tell.
    Unjudged,
    /// No certificate of today's shape.
    Unreadable,
}

/// Those whose signature makes a certificate a good one.
#[derive(Debug, Clone)]
pub struct Authorities(Arc<RootCertStore>);

impl Authorities {
    /// Those that this machine trusts, read from its disk.
    pub fn of_system() -> Authorities {
        Authorities::new(rustls_native_certs::load_native_certs().certs)
    }

    pub fn new(certificates: impl IntoIterator<Item = CertificateDer<'static>>) -> Authorities {
        let mut roots = RootCertStore::empty();
        roots.add_parsable_certificates(certificates);
        Authorities(Arc::new(roots))
    }
}

impl Certificate {
    /// Reads the first of the chain; what cannot be read stays empty.
    pub(super) fn read(
        chain: &[CertificateDer<'_>],
        name: &ServerName<'_>,
        authorities: &Authorities,
        now: DateTime<Utc>,
    ) -> Certificate {
        let (first, others) =
            chain.split_first().map_or((&[][..], &[][..]), |(first, rest)| (&first[..], rest));
        let content = x509_cert::Certificate::from_der(first).ok().map(|whole| whole.tbs_certificate);
        let not_before = content.as_ref().and_then(|content| instant(content.validity.not_before));
        let not_after = content.as_ref().and_then(|content| instant(content.validity.not_after));
        let mut problems = Vec::new();
        problems.extend(not_after.filter(|end| *end < now).map(|_| CertificateProblem::Expired));
        problems.extend(not_before.filter(|start| *start > now).map(|_| CertificateProblem::NotYetValid));
        // Judged at a moment when it was valid, so that each problem is named once.
        let then = now.max(not_before.unwrap_or(now)).min(not_after.unwrap_or(now));
        problems.extend(what_browsers_say(first, others, name, authorities, then, content.as_ref()));
        Certificate {
            names: content.as_ref().map(names).unwrap_or_default(),
            issuer: content.as_ref().map(|content| said(&content.issuer.to_string())).unwrap_or_default(),
            not_before,
            not_after,
            fingerprint: Sha256::digest(first).iter().map(|byte| format!("{byte:02x}")).collect(),
            problems,
        }
    }
}

fn what_browsers_say(
    first: &[u8],
    others: &[CertificateDer<'_>],
    name: &ServerName<'_>,
    authorities: &Authorities,
    then: DateTime<Utc>,
    content: Option<&TbsCertificate>,
) -> Vec<CertificateProblem> {
    let der = CertificateDer::from(first);
    let (Ok(parsed), Some(content)) = (ParsedCertificate::try_from(&der), content) else {
        return vec![CertificateProblem::Unreadable];
    };
    let mut problems = Vec::new();
    if verify_server_name(&parsed, name).is_err() {
        problems.push(CertificateProblem::OtherName);
    }
    let seconds = u64::try_from(then.timestamp()).unwrap_or_default();
    let then = UnixTime::since_unix_epoch(Duration::from_secs(seconds));
    let algorithms = ring::default_provider().signature_verification_algorithms.all;
    let trusted =
        verify_server_cert_signed_by_trust_anchor(&parsed, &authorities.0, others, then, algorithms);
    problems.extend(match trusted {
        Ok(()) => None,
        Err(_) if content.issuer == content.subject => Some(CertificateProblem::SelfSigned),
        Err(_) if authorities.0.is_empty() => Some(CertificateProblem::Unjudged),
        Err(_) => Some(CertificateProblem::Untrusted),
    });
    problems
}

fn instant(time: Time) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp(i64::try_from(time.to_unix_duration().as_secs()).ok()?, 0)
}

fn names(content: &TbsCertificate) -> Vec<String> {
    let listed =
        content.get::<SubjectAltName>().ok().flatten().map(|(_, listed)| listed.0).unwrap_or_default();
    let names: Vec<String> = listed.iter().filter_map(one_name).take(50).collect();
    if names.is_empty() { vec![said(&content.subject.to_string())] } else { names }
}

fn one_name(name: &GeneralName) -> Option<String> {
    match name {
        GeneralName::DnsName(name) => Some(said(name.as_str())),
        GeneralName::IpAddress(bytes) => {
            let v4 = <[u8; 4]>::try_from(bytes.as_bytes()).map(IpAddr::from);
            let v6 = <[u8; 16]>::try_from(bytes.as_bytes()).map(IpAddr::from);
            v4.or(v6).ok().map(|address| address.to_string())
        }
        _ => None,
    }
}

fn said(text: &str) -> String {
    readable(text.as_bytes(), 255)
}
