//! `/`: is it up?

use actix_web::http::header::{
    CACHE_CONTROL, CONTENT_ENCODING, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY,
};
use actix_web::{FromRequest, HttpRequest, HttpResponse, web};
use std::sync::Arc;

use crate::app::App;
use crate::paths;
use crate::status::shelf::Drawn;
use crate::web::cookies::Jar;
use crate::web::headers::{self, Nonce};
use crate::web::status::ready_page::{self, Page};
use crate::web::{Error, Visitor, assets, language};

/// The page as it lies ready. Whoever is signed in gets the same inside their own frame.
pub async fn show(request: HttpRequest, app: web::Data<App>) -> Result<HttpResponse, Error> {
    if Jar::Session.read(&request, app.is_https()).is_some() {
        let visitor = Visitor::extract(&request).await?;
        if visitor.signed_in.is_some() {
            let drawn = ready_page::current(&app, visitor.locale()).await?;
            let page = Page { title: &drawn.title, main: &drawn.main };
            let stream = paths::LIVE_STATUS;
            return visitor.render_seen("status/index", "nav-status", &page, stream, &drawn.revision);
        }
    }
    let drawn = ready_page::current(&app, language::wanted(&request)).await?;
    Ok(ready(&request, &drawn, app.is_https()))
}

fn ready(request: &HttpRequest, drawn: &Drawn, is_https: bool) -> HttpResponse {
    let mut response = HttpResponse::Ok();
    // Also with 304, whose headers take the place of those that are kept (RFC 9111 §4.3.4).
    let policy = headers::content_security_policy(Some(&Nonce(drawn.nonce.clone())), is_https);
    response
        .insert_header((CONTENT_SECURITY_POLICY, policy))
        .insert_header((ETAG, drawn.etag.as_str()))
        .insert_header((VARY, "Accept-Encoding, Accept-Language, Cookie"))
        .insert_header((CACHE_CONTROL, "no-cache"));
    if is_known(request, &drawn.etag) {
        response.status(actix_web::http::StatusCode::NOT_MODIFIED);
        return response.finish();
    }
    response.insert_header((CONTENT_TYPE, "text/html; charset=utf-8"));
    if assets::accepts_brotli(request) {
        response.insert_header((CONTENT_ENCODING, "br"));
        return response.body(shared(&drawn.brotli));
    }
    response.body(shared(&drawn.plain))
}

/// The bytes themselves, not a copy.
fn shared(bytes: &Arc<[u8]>) -> web::Bytes {
    web::Bytes::from_owner(bytes.clone())
}

fn is_known(request: &HttpRequest, etag: &str) -> bool {
    let known = request.headers().get(IF_NONE_MATCH).and_then(|value| value.to_str().ok()).unwrap_or("");
    known.split(',').any(|one| one.trim().trim_start_matches("W/") == etag)
}
