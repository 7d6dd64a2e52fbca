//! The body of a form, read strictly and within bounds.

use std::future::Future;
use std::time::Duration;

use actix_web::HttpRequest;
use actix_web::dev::Payload;
use futures_util::StreamExt;
use tokio::time::timeout;

use crate::web::Error;

/// The most that a form may weigh.
const MOST_BYTES: usize = 64 * 1024;
/// How long it may take to arrive: who sends byte by byte doesn't keep a connection for long.
const PATIENCE: Duration = Duration::from_secs(15);

/// The fields of the form that is the body, in order.
pub(super) async fn read(
    request: &HttpRequest,
    payload: &mut Payload,
) -> Result<Vec<(String, String)>, Error> {
    parse(&in_time(PATIENCE, read_bytes(request, payload)).await?)
}

/// What was read, unless it takes too long to arrive.
pub(super) async fn in_time<T>(
    patience: Duration,
    reading: impl Future<Output = Result<T, Error>>,
) -> Result<T, Error> {
    timeout(patience, reading).await.unwrap_or(Err(Error::TooSlow))
}

async fn read_bytes(request: &HttpRequest, payload: &mut Payload) -> Result<Vec<u8>, Error> {
    let content_type =
        request.headers().get("content-type").and_then(|value| value.to_str().ok()).unwrap_or("");
    if !content_type.starts_with("application/x-www-form-urlencoded") {
        return Err(Error::Unreadable("not a form"));
    }
    let mut body = Vec::new();
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|_| Error::Unreadable("the body broke off"))?;
        if body.len() + chunk.len() > MOST_BYTES {
            return Err(Error::TooLarge);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

/// Reads `application/x-www-form-urlencoded` (WHATWG URL §5.1), strictly: broken UTF-8 and NUL,
/// which PostgreSQL cannot hold, are refused instead of replaced.
fn parse(body: &[u8]) -> Result<Vec<(String, String)>, Error> {
    let pairs = body.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| {
            let (name, value) = match pair.iter().position(|byte| *byte == b'=') {
                Some(at) => (&pair[..at], &pair[at + 1..]),
                None => (pair, &[][..]),
            };
            Ok((decode(name)?, decode(value)?.replace("\r\n", "\n")))
        })
        .collect()
}

fn decode(text: &[u8]) -> Result<String, Error> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.iter();
    while let Some(byte) = rest.next() {
        match byte {
            b'+' => bytes.push(b' '),
            b'%' => {
                let hex: Vec<u8> = rest.by_ref().take(2).copied().collect();
                let value = std::str::from_utf8(&hex).ok().filter(|hex| hex.len() == 2);
                let value = value.and_then(|hex| u8::from_str_radix(hex, 16).ok());
                bytes.push(value.ok_or(Error::Unreadable("a broken percent-encoding"))?);
            }
            other => bytes.push(*other),
        }
    }
    if bytes.contains(&0) {
        return Err(Error::Unreadable("a NUL"));
    }
    String::from_utf8(bytes).map_err(|_| Error::Unreadable("not UTF-8"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_read_to_the_letter_or_not_at_all() {
        let fields = parse("a=1+2&b=%C3%A9%26&c&d=x%0D%0Ay".as_bytes()).expect("a good form");
        let read: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        assert_eq!(read, [("a", "1 2"), ("b", "é&"), ("c", ""), ("d", "x\ny")]);
        for broken in ["a=%", "a=%4", "a=%zz", "a=%00", "a=%ff", "%c3=1"] {
            assert!(parse(broken.as_bytes()).is_err(), "{broken}");
        }
    }

    #[tokio::test]
    async fn a_body_that_never_comes_is_given_up() {
        let never = in_time(Duration::ZERO, std::future::pending::<Result<(), Error>>()).await;
        assert!(matches!(never, Err(Error::TooSlow)));
        assert!(in_time(PATIENCE, async { Ok(()) }).await.is_ok());
    }
}
