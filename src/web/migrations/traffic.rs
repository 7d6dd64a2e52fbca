//! The picture of the day of a move, as files.

use actix_web::{HttpRequest, HttpResponse, web};
use chrono::NaiveDate;

use crate::db::ids::MigrationId;
use crate::migrations::queries::{self, ShownAttempt};
use crate::paths;
use crate::web::graph::{self, Asked, DayLink, Format, GraphView, Scene};
use crate::web::local_time::start_of_day;
use crate::web::number::id;
use crate::web::{CurrentMember, Error, Visitor};

pub async fn svg(
    who: CurrentMember,
    number: web::Path<String>,
    asked: web::Query<Asked>,
    request: HttpRequest,
) -> Result<HttpResponse, Error> {
    file(&who, id(&number)?, &asked, &request, Format::Svg).await
}

pub async fn png(
    who: CurrentMember,
    number: web::Path<String>,
    asked: web::Query<Asked>,
    request: HttpRequest,
) -> Result<HttpResponse, Error> {
    file(&who, id(&number)?, &asked, &request, Format::Png).await
}

async fn file(
    who: &CurrentMember,
    number: MigrationId,
    asked: &Asked,
    request: &HttpRequest,
    format: Format,
) -> Result<HttpResponse, Error> {
    let at = asked.day(who)?.and_then(|day| start_of_day(day, who.zone()));
    let days = graph::days_begin(who);
    let conn = who.conn().await?;
    let pictured = queries::pictured(&conn, who.member(), number, &days, at, who.now).await?;
    drop(conn);
    let pictured = pictured.ok_or(Error::NotFound)?;
    let day = date(who, &pictured);
    let name = format!("{}-{}-{day}", pictured.source, pictured.target);
    graph::answer(request, who, &graph::of_migration(who, &pictured), &name, format).await
}

fn date(who: &Visitor, pictured: &queries::Pictured) -> NaiveDate {
    pictured.span.from.with_timezone(&who.zone()).date_naive()
}

/// The picture on the page of the move, unless nothing is known of that day.
pub fn view(
    who: &Visitor,
    number: MigrationId,
    pictured: Option<&queries::Pictured>,
    attempts: &[ShownAttempt],
) -> Option<GraphView> {
    let pictured = pictured?;
    let scene: Scene = graph::of_migration(who, pictured);
    let day = date(who, pictured);
    let others = days_of(who, attempts).into_iter().filter(|other| *other != day);
    let link = |day: NaiveDate| {
        let begins = start_of_day(day, who.zone())?;
        Some(DayLink { href: paths::migration_on(number, &day.to_string()), day: begins })
    };
    let file = |ending: &str| paths::migration_traffic(number, &day.to_string(), ending);
    (!scene.is_unknown()).then(|| GraphView::of(who, &scene, others.filter_map(link).collect(), file))
}

/// Every day that had an attempt, as far as days can be drawn.
fn days_of(who: &Visitor, attempts: &[ShownAttempt]) -> Vec<NaiveDate> {
    let (first, last) = graph::days_kept(who);
    let of = |shown: &ShownAttempt| {
        let attempt = &shown.attempt;
        let from = attempt.down_from.unwrap_or(attempt.started_at);
        let until = attempt.up_at.or(attempt.ended_at).unwrap_or(who.now);
        let [from, until] = [from, until].map(|at| at.with_timezone(&who.zone()).date_naive());
        from.max(first).iter_days().take_while(move |day| *day <= until.min(last)).take(MOST_DAYS)
    };
    let mut days: Vec<NaiveDate> = attempts.iter().flat_map(of).collect();
    days.sort();
    days.dedup();
    days
}

/// Of an attempt that nobody ends.
const MOST_DAYS: usize = 7;
