//! What the programs of the benches share.

use std::io::{Error, Result};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// A connection that is kept between requests, as a browser's or a reporter's.
pub struct Connection(TcpStream);

impl Connection {
    pub async fn to(address: &str) -> Result<Connection> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Connection(stream))
    }

    /// One request, and the status of its answer once all of that has come.
    pub async fn ask(&mut self, request: &[u8]) -> Result<u16> {
        self.0.write_all(request).await?;
        let (mut answer, mut piece) = (Vec::new(), [0; 16 * 1024]);
        loop {
            let n = self.0.read(&mut piece).await?;
            if n == 0 {
                return Err(Error::other("the connection was closed"));
            }
            answer.extend_from_slice(&piece[..n]);
            if let Some(head) = answer.windows(4).position(|bytes| bytes == b"\r\n\r\n")
                && answer.len() >= head + 4 + length(&answer[..head])?
            {
                let status = answer.get(9..12).and_then(|digits| std::str::from_utf8(digits).ok());
                return status
                    .and_then(|digits| digits.parse().ok())
                    .ok_or_else(|| Error::other("no status"));
            }
        }
    }
}

fn length(head: &[u8]) -> Result<usize> {
    let head = String::from_utf8_lossy(head).to_lowercase();
    let value = head.split("content-length: ").nth(1).and_then(|rest| rest.lines().next());
    value.map_or(Ok(0), |value| value.trim().parse().map_err(Error::other))
}

/// What `per_cent` of these are not above.
pub fn percentile(values: &mut [f64], per_cent: usize) -> f64 {
    values.sort_by(f64::total_cmp);
    let at = (values.len() * per_cent).div_ceil(100).saturating_sub(1);
    values.get(at).copied().unwrap_or(f64::NAN)
}
