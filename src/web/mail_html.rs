//! The HTML part of a mail as a document of its own. It brings its own style, which our pages never
//! do, so it is fenced in: no script, no picture, nothing fetched, no frame around it.

use actix_web::HttpResponse;
use actix_web::http::header::CONTENT_SECURITY_POLICY;

const FENCE: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; \
                     frame-ancestors 'none'; sandbox allow-popups allow-top-navigation-by-user-activation";

pub fn respond(html: String) -> HttpResponse {
    HttpResponse::Ok()
        .content_type("text/html; charset=utf-8")
        .insert_header((CONTENT_SECURITY_POLICY, FENCE))
        .body(html)
}
