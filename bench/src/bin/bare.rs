//! The least that a page can cost here: the portal's web server and a fixed answer, nothing else.
//! `bench/run` sets the portal's pages against it.

use std::net::TcpListener;

use actix_web::{App, HttpResponse, HttpServer, web};

const PAGE: &str =
    "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Bare</title><p>Hello.</p></html>";

#[actix_web::main]
async fn main() -> std::io::Result<()> {
    let address = std::env::args().nth(1).unwrap_or_else(|| "127.0.0.1:0".to_owned());
    HttpServer::new(|| App::new().route("/", web::get().to(hello)))
        .listen(TcpListener::bind(address)?)?
        .run()
        .await
}

async fn hello() -> HttpResponse {
    HttpResponse::Ok().content_type("text/html; charset=utf-8").body(PAGE)
}
