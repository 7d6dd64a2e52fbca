//! A handshake that takes any certificate, to see which one it is.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use rustls::client::Resumption;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, ring, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::server::ParsedCertificate;
use rustls::{ClientConfig, DigitallySignedStruct, Error, SignatureScheme};
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

use super::certificate::{Authorities, Certificate};
use super::connection::Connection;
use super::outcome::Failure;

/// Nothing that is said afterwards may be a secret: the certificate is judged, not believed.
pub(super) async fn shake_hands(
    connection: Connection,
    hostname: &str,
    protocols: &[&[u8]],
    authorities: &Authorities,
    now: DateTime<Utc>,
) -> Result<(TlsStream<Connection>, Certificate), Failure> {
    let name = ServerName::try_from(hostname.to_owned()).map_err(|_| Failure::NoName)?;
    let connector = TlsConnector::from(Arc::new(client(protocols)?));
    let stream = connector.connect(name.clone(), connection).await?;
    let chain = stream.get_ref().1.peer_certificates().unwrap_or_default();
    let certificate = Certificate::read(chain, &name, authorities, now);
    Ok((stream, certificate))
}

fn client(protocols: &[&[u8]]) -> Result<ClientConfig, Failure> {
    let provider = Arc::new(ring::default_provider());
    let mut config = ClientConfig::builder_with_provider(provider.clone())
        .with_safe_default_protocol_versions()
        .map_err(|error| Failure::Nonsense(error.to_string()))?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(Onlooker(provider)))
        .with_no_client_auth();
    config.alpn_protocols = protocols.iter().map(|protocol| protocol.to_vec()).collect();
    config.resumption = Resumption::disabled();
    Ok(config)
}

/// Takes every certificate, but wants to see that the server has its key.
#[derive(Debug)]
struct Onlooker(Arc<CryptoProvider>);

impl ServerCertVerifier for Onlooker {
    fn verify_server_cert(
        &self,
        _end_entity: &CertificateDer<'_>,
        _intermediates: &[CertificateDer<'_>],
        _server_name: &ServerName<'_>,
        _ocsp_response: &[u8],
        _now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let algorithms = &self.0.signature_verification_algorithms;
        unless_unreadable(certificate, verify_tls12_signature(message, certificate, signature, algorithms))
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let algorithms = &self.0.signature_verification_algorithms;
        unless_unreadable(certificate, verify_tls13_signature(message, certificate, signature, algorithms))
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.signature_verification_algorithms.supported_schemes()
    }
}

/// A certificate of version 1, as homemade ones are, cannot be read here; browsers refuse it as
/// well. That is a fact about it, no reason to look away.
fn unless_unreadable(
    certificate: &CertificateDer<'_>,
    verdict: Result<HandshakeSignatureValid, Error>,
) -> Result<HandshakeSignatureValid, Error> {
    match ParsedCertificate::try_from(certificate) {
        Ok(_) => verdict,
        Err(_) => Ok(HandshakeSignatureValid::assertion()),
    }
}
