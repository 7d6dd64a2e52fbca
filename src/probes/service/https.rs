//! One request, of whose answer only the status is read.

use std::io;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};

use super::kind::ServiceKind;
use super::outcome::Failure;
use super::probe::Service;

/// The status of `GET /`: some programs answer `HEAD` with an error of their own.
pub(super) async fn status(
    mut stream: impl AsyncRead + AsyncWrite + Unpin,
    service: &Service,
) -> Result<u16, Failure> {
    let host = host(service);
    let request = format!(
        "GET / HTTP/1.1\r\nHost: {host}\r\nUser-Agent: domovoi\r\nAccept: */*\r\nConnection: close\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).await?;
    stream.flush().await?;
    let mut head = Vec::new();
    loop {
        if stream.read_buf(&mut head).await? == 0 {
            return Err(io::Error::from(io::ErrorKind::UnexpectedEof).into());
        }
        if let Some(status) = final_status(&mut head)? {
            return Ok(status);
        }
    }
}

/// The authority of RFC 9110 §7.2.
fn host(service: &Service) -> String {
    let name = &service.hostname;
    let name = if name.contains(':') { format!("[{name}]") } else { name.clone() };
    if Some(service.port) == ServiceKind::Https.usual_port() {
        name
    } else {
        format!("{name}:{}", service.port)
    }
}

/// The status once it is there. Interim answers (RFC 9110 §15.2) are taken out.
fn final_status(head: &mut Vec<u8>) -> Result<Option<u16>, Failure> {
    loop {
        let mut headers = [httparse::EMPTY_HEADER; 64];
        let mut response = httparse::Response::new(&mut headers);
        let parsed = response.parse(head);
        match (response.code, parsed) {
            (Some(status), _) if status >= 200 => return Ok(Some(status)),
            (_, Ok(httparse::Status::Complete(length))) => drop(head.drain(..length)),
            (_, Ok(httparse::Status::Partial)) => return Ok(None),
            (_, Err(error)) => return Err(Failure::Nonsense(format!("no HTTP: {error}"))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_status_is_the_final_one() {
        for (head, status) in [
            ("HTTP/1.1 200 OK\r\n", Some(200)),
            ("HTTP/1.0 302 Found\r\nLocation: http://127.0.0.1/\r\n\r\n", Some(302)),
            ("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 503 Busy\r\n\r\n", Some(503)),
            ("HTTP/1.1 103 Early Hints\r\n\r\n", None),
            ("HTTP/1", None),
        ] {
            assert_eq!(final_status(&mut head.as_bytes().to_vec()).unwrap(), status, "{head}");
        }
        for head in ["SSH-2.0-OpenSSH\r\n", "\0\0", "HTTP/1.1 2x0 OK\r\n"] {
            assert!(final_status(&mut head.as_bytes().to_vec()).is_err(), "{head}");
        }
    }

    #[test]
    fn an_unusual_port_is_part_of_the_host() {
        let on = |hostname: &str, port| {
            host(&Service { kind: ServiceKind::Https, hostname: hostname.to_owned(), port })
        };
        assert_eq!(on("higgs.example.org", 443), "higgs.example.org");
        assert_eq!(on("higgs.example.org", 8443), "higgs.example.org:8443");
        assert_eq!(on("2001:db8::1", 8443), "[2001:db8::1]:8443");
    }
}
