//! Whose home it is.

use actix_web::{HttpResponse, web};
use chrono::Timelike;
use serde::Deserialize;

use crate::live::Hint;
use crate::paths;
use crate::web::home::{core, member};
use crate::web::live::Sight;
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
    let stream = paths::live_home(&query.view, &query.after);
    if is_the_teams(&who, &query) {
        return who.render_live("home/core", "nav-tonight", &core::page(&who).await?, &stream);
    }
    let here = if who.member().role.is_core() { "nav-tonight" } else { "nav-my-domus" };
    who.render_live("home/member", here, &member::page(&who, &query.after).await?.0, &stream)
}

/// What it would show. The core team's looks at whatever happens to the club.
pub async fn sight(who: &CurrentMember, query: &Query) -> Result<Sight, Error> {
    let me = who.member().id;
    if is_the_teams(who, query) {
        return Ok(Sight::of(&core::page(who).await?, vec![Hint::Everything, me.into()]));
    }
    let (page, domus, issues) = member::page(who, &query.after).await?;
    let mut topics: Vec<Hint> = vec![me.into()];
    topics.extend(domus.into_iter().map(Hint::from));
    topics.extend(issues.into_iter().map(Hint::from));
    Ok(Sight::of(&page, topics))
}

fn is_the_teams(who: &CurrentMember, query: &Query) -> bool {
    who.member().role.is_core() && query.view != "mine"
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
