//! Static files, compressed once on first use and kept.

use std::collections::HashMap;
use std::io::Write;
use std::sync::{Arc, LazyLock, Mutex};

use actix_web::http::header::{ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, VARY};
use actix_web::{HttpRequest, HttpResponse, web};

use crate::assets;
use crate::web::Error;

/// `/assets/{hash}/{name}`. An old hash still answers, so that a page that was open during an
/// upgrade keeps its looks, but only the current one may be kept for ever.
pub async fn show(request: HttpRequest, path: web::Path<(String, String)>) -> Result<HttpResponse, Error> {
    let (hash, name) = path.into_inner();
    let plain = assets::content(&name).ok_or(Error::NotFound)?;
    let keep = if hash == assets::hash() { "public, max-age=31536000, immutable" } else { "no-cache" };
    let mut response = HttpResponse::Ok();
    response
        .content_type(mime_guess::from_path(&name).first_or_octet_stream().as_ref())
        .insert_header((CACHE_CONTROL, keep))
        .insert_header((VARY, "Accept-Encoding"));
    if accepts_brotli(&request) {
        response.insert_header((CONTENT_ENCODING, "br"));
        return Ok(response.body(web::Bytes::from_owner(ArcBytes(compressed(&name, &plain)))));
    }
    Ok(response.body(plain.into_owned()))
}

/// Whether the browser reads brotli.
pub fn accepts_brotli(request: &HttpRequest) -> bool {
    let accepted = request.headers().get(ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or("");
    accepted.split(',').any(|one| one.trim().split(';').next() == Some("br"))
}

/// Brotli; `quality` is at most 11, which is for what is compressed once and sent often.
pub fn brotli(plain: &[u8], quality: u32) -> Vec<u8> {
    // A window (RFC 7932, section 9.1) that holds it all: a larger one takes memory and saves nothing.
    // Below 17 bits the encoder's search takes 37 MiB.
    let window = plain.len().next_power_of_two().ilog2().clamp(17, 22);
    let mut out = Vec::new();
    let mut writer = brotli::CompressorWriter::new(&mut out, 4096, quality, window);
    writer.write_all(plain).expect("writing to memory does not fail");
    drop(writer);
    out
}

struct ArcBytes(Arc<Vec<u8>>);

impl AsRef<[u8]> for ArcBytes {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

static COMPRESSED: LazyLock<Mutex<HashMap<String, Arc<Vec<u8>>>>> = LazyLock::new(Mutex::default);

fn compressed(name: &str, plain: &[u8]) -> Arc<Vec<u8>> {
    let mut kept = COMPRESSED.lock().expect("nobody panics while compressing");
    kept.entry(name.to_owned()).or_insert_with(|| Arc::new(brotli(plain, 11))).clone()
}
