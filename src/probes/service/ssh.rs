//! The first words of an SSH server, up to the host key it shows (RFC 4253, RFC 8731).
//!
//! The exchange is abandoned once the key is shown: nothing is sent that needs a secret, so the
//! portal's half of the exchange is a constant.

use std::io;

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use sha2::{Digest, Sha256};
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader};

use super::outcome::{Facts, Failure, HostKey};
use super::ssh_packets::{Reader, packet, read_packet, string};
use crate::db::token::random_bytes;
use crate::probes::plain_text::readable;

const DISCONNECT: u8 = 1;
const KEX_INIT: u8 = 20;
/// Also that of a classic Diffie-Hellman: both carry one string.
const KEX_ECDH_INIT: u8 = 30;
const KEX_ECDH_REPLY: u8 = 31;

/// Best first. What makes the keys differs, the messages do not.
const EXCHANGES: [&str; 7] = [
    "curve25519-sha256",
    "curve25519-sha256@libssh.org",
    "ecdh-sha2-nistp256",
    "sntrup761x25519-sha512@openssh.com",
    "diffie-hellman-group14-sha256",
    "diffie-hellman-group16-sha512",
    "diffie-hellman-group14-sha1",
];

/// Best first, so that a server with several keys shows the same one every time.
const KEYS: [&str; 7] = [
    "ssh-ed25519",
    "ecdsa-sha2-nistp256",
    "ecdsa-sha2-nistp384",
    "ecdsa-sha2-nistp521",
    "rsa-sha2-512",
    "rsa-sha2-256",
    "ssh-rsa",
];

/// Never used, but a server hangs up on those who share none with it.
const CIPHERS: &str = "chacha20-poly1305@openssh.com,aes128-ctr,aes192-ctr,aes256-ctr,\
                       aes128-gcm@openssh.com,aes256-gcm@openssh.com,aes128-cbc,3des-cbc";
const MACS: &str = "hmac-sha2-256-etm@openssh.com,hmac-sha2-512-etm@openssh.com,\
                    umac-128-etm@openssh.com,hmac-sha2-256,hmac-sha2-512,hmac-sha1";

pub(super) async fn greet(
    stream: impl AsyncRead + AsyncWrite + Unpin,
    so_far: &mut Option<Facts>,
) -> Result<Facts, Failure> {
    let mut stream = BufReader::new(stream);
    stream.write_all(b"SSH-2.0-domovoi\r\n").await?;
    stream.flush().await?;
    let banner = version(&mut stream).await?;
    *so_far = Some(Facts::Ssh { banner: banner.clone(), host_key: None });
    let host_key = host_key(&mut stream).await?;
    Ok(Facts::Ssh { banner, host_key })
}

/// The version, after any lines that come before it (RFC 4253 §4.2).
async fn version(stream: &mut BufReader<impl AsyncRead + Unpin>) -> Result<String, Failure> {
    loop {
        let mut raw = Vec::new();
        stream.read_until(b'\n', &mut raw).await?;
        if raw.last() != Some(&b'\n') {
            return Err(io::Error::from(io::ErrorKind::UnexpectedEof).into());
        }
        if raw.starts_with(b"SSH-") {
            return Ok(readable(&raw, 255));
        }
    }
}

/// `None` when the two share no way to exchange keys.
async fn host_key(
    stream: &mut BufReader<impl AsyncRead + AsyncWrite + Unpin>,
) -> Result<Option<HostKey>, Failure> {
    stream.write_all(&packet(&proposal())).await?;
    stream.flush().await?;
    let Some(theirs) = message(stream, KEX_INIT).await? else { return Ok(None) };
    let Some(exchange) = common(&theirs) else { return Ok(None) };
    let half = [&[KEX_ECDH_INIT][..], &string(&public_half(exchange))].concat();
    stream.write_all(&packet(&half)).await?;
    stream.flush().await?;
    let Some(reply) = message(stream, KEX_ECDH_REPLY).await? else { return Ok(None) };
    Ok(Reader(&reply).string().and_then(named))
}

/// What follows the next message of this kind; `None` if the server takes its leave.
async fn message(
    stream: &mut BufReader<impl AsyncRead + Unpin>,
    kind: u8,
) -> Result<Option<Vec<u8>>, Failure> {
    loop {
        let payload = read_packet(stream).await?;
        match payload.split_first() {
            Some((&first, rest)) if first == kind => return Ok(Some(rest.to_vec())),
            Some((&DISCONNECT, _)) => return Ok(None),
            _ => {}
        }
    }
}

/// RFC 4253 §7.1.
fn proposal() -> Vec<u8> {
    let cookie = random_bytes::<16>();
    let (exchanges, keys) = (EXCHANGES.join(","), KEYS.join(","));
    let lists = [&exchanges, &keys, CIPHERS, CIPHERS, MACS, MACS, "none", "none", "", ""];
    let lists = lists.map(|list| string(list.as_bytes())).concat();
    [&[KEX_INIT][..], &cookie, &lists, &[0; 5]].concat()
}

/// The first of ours that the server knows too.
fn common(theirs: &[u8]) -> Option<&'static str> {
    let known = Reader(theirs.get(16..)?).string()?;
    EXCHANGES.into_iter().find(|ours| known.split(|&byte| byte == b',').any(|name| name == ours.as_bytes()))
}

/// A valid public key whose private half everybody knows, or nobody: for the curves the base
/// point, for the classic groups a number below the prime, for the lattice zeros.
fn public_half(exchange: &str) -> Vec<u8> {
    let x25519 = || [&[9][..], &[0; 31]].concat();
    match exchange {
        "ecdh-sha2-nistp256" => P256_BASE_POINT.to_vec(),
        "sntrup761x25519-sha512@openssh.com" => [vec![0; 1158], x25519()].concat(),
        "diffie-hellman-group16-sha512" => vec![0x55; 512],
        _ if exchange.starts_with("diffie-hellman-group14") => vec![0x55; 256],
        _ => x25519(),
    }
}

/// SEC 2 §2.4.2, uncompressed.
const P256_BASE_POINT: [u8; 65] = [
    0x04, 0x6b, 0x17, 0xd1, 0xf2, 0xe1, 0x2c, 0x42, 0x47, 0xf8, 0xbc, 0xe6, 0xe5, 0x63, 0xa4, 0x40, 0xf2,
    0x77, 0x03, 0x7d, 0x81, 0x2d, 0xeb, 0x33, 0xa0, 0xf4, 0xa1, 0x39, 0x45, 0xd8, 0x98, 0xc2, 0x96, 0x4f,
    0xe3, 0x42, 0xe2, 0xfe, 0x1a, 0x7f, 0x9b, 0x8e, 0xe7, 0xeb, 0x4a, 0x7c, 0x0f, 0x9e, 0x16, 0x2b, 0xce,
    0x33, 0x57, 0x6b, 0x31, 0x5e, 0xce, 0xcb, 0xb6, 0x40, 0x68, 0x37, 0xbf, 0x51, 0xf5,
];

/// A host key starts with the name of its algorithm (RFC 4253 §6.6).
fn named(key: &[u8]) -> Option<HostKey> {
    let algorithm = readable(Reader(key).string()?, 64);
    let fingerprint = format!("SHA256:{}", STANDARD_NO_PAD.encode(Sha256::digest(key)));
    Some(HostKey { algorithm, fingerprint })
}
