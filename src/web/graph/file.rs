//! A picture to take along: SVG, or PNG made of it.

use actix_web::http::StatusCode;
use actix_web::http::header::{CONTENT_DISPOSITION, ETAG, IF_NONE_MATCH};
use actix_web::{HttpRequest, HttpResponse, web};
use anyhow::anyhow;
use sha2::{Digest, Sha256};
use tokio::sync::Semaphore;

use super::Scene;
use crate::graph::png;
use crate::text_enum;
use crate::web::{Error, Visitor};

text_enum! {
    pub enum Format {
        Svg = "svg",
        Png = "png",
    }
}

/// One is drawn at a time, for it takes a whole processor and megabytes; a few may wait for that.
static TURN: Semaphore = Semaphore::const_new(1);
static WAITING: Semaphore = Semaphore::const_new(8);

/// The file, named `name` and its ending; nothing but 304 for whoever has it already.
pub async fn answer(
    request: &HttpRequest,
    who: &Visitor,
    scene: &Scene,
    name: &str,
    format: Format,
) -> Result<HttpResponse, Error> {
    let svg = scene.svg(who);
    let digest: String = Sha256::digest(&svg)[..12].iter().map(|byte| format!("{byte:02x}")).collect();
    let etag = format!("\"{digest}-{format}\"");
    let known = request.headers().get(IF_NONE_MATCH).and_then(|value| value.to_str().ok()).unwrap_or("");
    let is_known = known.split(',').any(|one| one.trim() == etag);
    let mut response = HttpResponse::build(if is_known { StatusCode::NOT_MODIFIED } else { StatusCode::OK });
    response.insert_header((ETAG, etag));
    if is_known {
        return Ok(response.finish());
    }
    response.insert_header((CONTENT_DISPOSITION, format!("attachment; filename=\"{name}.{format}\"")));
    Ok(match format {
        Format::Svg => response.content_type("image/svg+xml").body(svg),
        Format::Png => response.content_type("image/png").body(pixels(svg).await?),
    })
}

async fn pixels(svg: String) -> Result<Vec<u8>, Error> {
    let busy = || Error::Unavailable("too many pictures are being drawn".to_owned());
    let _place = WAITING.try_acquire().map_err(|_| busy())?;
    let _turn = TURN.acquire().await.map_err(|_| busy())?;
    let drawn = web::block(move || png(&svg)).await.map_err(|error| anyhow!(error.to_string()))?;
    Ok(drawn?)
}
