//! What a program can ask for.

use actix_web::{HttpResponse, web};

use super::{Error, attempts, commits, host_reports, preflights, reports, traffic};

/// Where the API begins; nothing below it is a page.
pub const PREFIX: &str = "/api/v1";

pub fn configure(config: &mut web::ServiceConfig) {
    let api = web::scope(PREFIX)
        .service(
            web::resource("/migrations/{number}/attempt")
                .route(web::get().to(attempts::show))
                .default_service(web::to(method_not_allowed)),
        )
        .service(
            web::resource("/migrations/{number}/attempts/{n}/reports")
                .route(web::post().to(reports::create))
                .default_service(web::to(method_not_allowed)),
        )
        .service(
            web::resource("/migrations/{number}/attempts/{n}/commit")
                .route(web::post().to(commits::create))
                .default_service(web::to(method_not_allowed)),
        )
        .service(
            web::resource("/host/report")
                .route(web::post().to(host_reports::create))
                .default_service(web::to(method_not_allowed)),
        )
        .service(
            web::resource("/host/preflight")
                .route(web::get().to(preflights::show))
                .route(web::post().to(preflights::create))
                .default_service(web::to(method_not_allowed)),
        )
        .service(
            web::resource("/host/traffic")
                .route(web::post().to(traffic::create))
                .default_service(web::to(method_not_allowed)),
        )
        .default_service(web::to(not_found));
    config.service(api);
}

async fn not_found() -> Result<HttpResponse, Error> {
    Err(Error::NotFound)
}

async fn method_not_allowed() -> Result<HttpResponse, Error> {
    Err(Error::MethodNotAllowed)
}
