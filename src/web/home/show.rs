//! Whose home it is.

use actix_web::{HttpResponse, web};
use chrono::Timelike;
use serde::Deserialize;

use crate::web::home::{core, member};
use crate::web::{CurrentMember, Error};
use crate::words::Message;

#[derive(Deserialize)]
pub struct Query {
    /// `mine`: the core team's own domUs.
    #[serde(default)]
    view: String,
    /// The last domU of the page before.
    #[serde(default)]
    after: String,
}

pub async fn show(who: CurrentMember, query: web::Query<Query>) -> Result<HttpResponse, Error> {
    if who.member().role.is_core() && query.view != "mine" {
        core::show(&who).await
    } else {
        member::show(&who, &query.after).await
    }
}

/// "Good evening, Ilse." and the answer to what brought her here.
pub fn head(who: &CurrentMember, answer: String) -> String {
    let hour = who.now.with_timezone(&who.zone()).hour();
    let id = match hour {
        5..12 => "home-good-morning",
        12..18 => "home-good-afternoon",
        _ => "home-good-evening",
    };
    who.say(&Message::new(id).with("name", who.member().name.as_str()).with("answer", answer))
}
