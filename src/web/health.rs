//! For whoever watches the portal: is it alive, and should it get requests.

use std::time::Duration;

use actix_web::http::header::{CACHE_CONTROL, RETRY_AFTER};
use actix_web::{HttpResponse, web};
use tokio::time::timeout;

use crate::app::App;
use crate::db::schema_upgrade;

const PATIENCE: Duration = Duration::from_millis(900);

/// The process answers; nothing else is asked.
pub async fn alive() -> HttpResponse {
    answer(Ok("alive"))
}

/// The database answers, has our schema, and we are not about to end. Within a second.
pub async fn ready(app: web::Data<App>) -> HttpResponse {
    if app.ending.has_begun() {
        return answer(Err("the portal is ending"));
    }
    answer(timeout(PATIENCE, database(&app)).await.unwrap_or(Err("the database does not answer in time")))
}

async fn database(app: &App) -> Result<&'static str, &'static str> {
    let mut conn = app.pool.get().await.map_err(|_| "the database cannot be reached")?;
    match schema_upgrade::is_current(&mut conn).await {
        Ok(true) => Ok("ready"),
        Ok(false) => Err("the database's schema is older than this portal"),
        Err(_) => Err("the database does not answer"),
    }
}

fn answer(words: Result<&'static str, &'static str>) -> HttpResponse {
    let mut response = match words {
        Ok(_) => HttpResponse::Ok(),
        Err(_) => HttpResponse::ServiceUnavailable(),
    };
    if words.is_err() {
        response.insert_header((RETRY_AFTER, "1"));
    }
    let (Ok(words) | Err(words)) = words;
    response
        .insert_header((CACHE_CONTROL, "no-store"))
        .content_type("text/plain; charset=utf-8")
        .body(format!("{words}\n"))
}
