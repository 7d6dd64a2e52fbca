//! The body of a request, which is never longer and never slower than a batch may be.

use std::time::Duration;

use actix_web::web;
use futures_util::StreamExt;
use tokio::time::timeout;

use super::Error;
use crate::reports::{Broken, MOST_BYTES};

/// How long a batch may take to arrive.
const PATIENCE: Duration = Duration::from_secs(15);

pub async fn read(body: web::Payload) -> Result<Vec<u8>, Error> {
    timeout(PATIENCE, whole(body)).await.map_err(|_| Error::TooSlow)?
}

async fn whole(mut body: web::Payload) -> Result<Vec<u8>, Error> {
    let cut = |_| Error::Broken(Broken { item: None, detail: "the body ended too early".to_owned() });
    let mut bytes = Vec::new();
    while let Some(chunk) = body.next().await {
        bytes.extend_from_slice(&chunk.map_err(cut)?);
        if bytes.len() > MOST_BYTES {
            return Err(Error::TooLarge);
        }
    }
    Ok(bytes)
}
