//! The packets of RFC 4253 §6 before any keys are in use, and the strings in them (RFC 4251 §5).

use tokio::io::{AsyncRead, AsyncReadExt};

use super::outcome::Failure;

/// What every implementation takes.
const LONGEST: usize = 35_000;

/// Pads the payload to a multiple of eight.
pub(super) fn packet(payload: &[u8]) -> Vec<u8> {
    let padding = 11 - payload.len() % 8;
    let length = u32::try_from(1 + payload.len() + padding).expect("our messages are short");
    let head = [&length.to_be_bytes()[..], &[padding as u8]].concat();
    [head, payload.to_vec(), vec![0; padding]].concat()
}

/// The payload of the next packet.
pub(super) async fn read_packet(stream: &mut (impl AsyncRead + Unpin)) -> Result<Vec<u8>, Failure> {
    let length = stream.read_u32().await? as usize;
    let padding = stream.read_u8().await? as usize;
    if length > LONGEST || length < padding + 1 {
        return Err(Failure::Nonsense("no SSH packet".to_owned()));
    }
    let mut rest = vec![0; length - 1];
    stream.read_exact(&mut rest).await?;
    rest.truncate(length - 1 - padding);
    Ok(rest)
}

pub(super) fn string(bytes: &[u8]) -> Vec<u8> {
    let length = u32::try_from(bytes.len()).expect("our strings are short");
    [&length.to_be_bytes()[..], bytes].concat()
}

/// Bytes that a stranger wrote.
pub(super) struct Reader<'a>(pub(super) &'a [u8]);

impl<'a> Reader<'a> {
    /// The string at the beginning, if it is whole.
    pub(super) fn string(&self) -> Option<&'a [u8]> {
        let (length, rest) = self.0.split_first_chunk::<4>()?;
        rest.get(..u32::from_be_bytes(*length) as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_packet_is_padded_as_the_standard_wants_and_read_again() {
        for length in 1..40 {
            let payload = vec![7; length];
            let packet = packet(&payload);
            assert!(
                packet.len().is_multiple_of(8) && packet.len() >= 16 && (4..=11).contains(&packet[4]),
                "{length}"
            );
            assert_eq!(read_packet(&mut packet.as_slice()).await.unwrap(), payload);
        }
    }

    #[tokio::test]
    async fn lengths_that_lie_are_refused() {
        for wrong in [[0xff; 5], [0, 0, 0, 0, 0], [0, 0, 0, 4, 4], [0, 0, 0, 9, 4]] {
            assert!(read_packet(&mut wrong.as_slice()).await.is_err(), "{wrong:?}");
        }
        for wrong in [&b""[..], b"\0\0\0", b"\0\0\0\x05four", b"\xff\xff\xff\xff"] {
            assert_eq!(Reader(wrong).string(), None);
        }
    }
}
