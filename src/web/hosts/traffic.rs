//! What goes through a host: its day, and the longer view.

use actix_web::{HttpRequest, HttpResponse, web};
use chrono::NaiveDate;
use serde::Serialize;

use crate::db::{AsyncPgConnection, QueryError};
use crate::fleet::queries::host_named;
use crate::fleet::traffic::{Flow, Span, flows};
use crate::migrations::queries::{Passing, passing_over};
use crate::paths;
use crate::web::graph::{self, Asked, DayLink, Format, GraphView, MiniView, Window};
use crate::web::{CoreMember, Error, Visitor};

pub async fn svg(
    who: CoreMember,
    name: web::Path<String>,
    asked: web::Query<Asked>,
    request: HttpRequest,
) -> Result<HttpResponse, Error> {
    file(&who, &name, &asked, &request, Format::Svg).await
}

pub async fn png(
    who: CoreMember,
    name: web::Path<String>,
    asked: web::Query<Asked>,
    request: HttpRequest,
) -> Result<HttpResponse, Error> {
    file(&who, &name, &asked, &request, Format::Png).await
}

async fn file(
    who: &CoreMember,
    host: &str,
    asked: &Asked,
    request: &HttpRequest,
    format: Format,
) -> Result<HttpResponse, Error> {
    let window = asked.window()?;
    let (day, day_span) = day_of(who, asked)?;
    let span = window.map_or(day_span, |window| window.span(who.now));
    let conn = who.conn().await?;
    let (found, flows, passing) = tokio::try_join!(
        host_named(&conn, host),
        flows(&conn, host, span),
        passing_over(&conn, who.member(), host, span),
    )?;
    drop(conn);
    found.ok_or(Error::NotFound)?;
    let (scene, name) = match window {
        Some(window) => {
            let today = who.now.with_timezone(&who.zone()).date_naive();
            (graph::of_host_window(who, host, window, span, &flows), format!("{host}-{window}-{today}"))
        }
        None => (graph::of_host_day(who, host, span, &flows, &passing), format!("{host}-{day}")),
    };
    graph::answer(request, who, &scene, &name, format).await
}

/// The day that is asked for, else today.
pub fn day_of(who: &Visitor, asked: &Asked) -> Result<(NaiveDate, Span), Error> {
    let (_, today) = graph::days_kept(who);
    let day = asked.day(who)?.unwrap_or(today);
    Ok((day, graph::day_span(day, who.zone(), who.now).ok_or(Error::NotFound)?))
}

/// All that the page of a host shows of its traffic.
#[derive(Serialize)]
pub struct TrafficView {
    day: GraphView,
    windows: Vec<MiniView>,
}

/// What it is made of.
pub struct Traffic {
    day: NaiveDate,
    span: Span,
    of_day: Vec<Flow>,
    passing: Vec<Passing>,
    windows: Vec<(Window, Span, Vec<Flow>)>,
}

/// One trip, beside others.
pub async fn traffic(
    conn: &AsyncPgConnection,
    who: &CoreMember,
    host: &str,
    (day, span): (NaiveDate, Span),
) -> Result<Traffic, QueryError> {
    let [week, month, year] = [Window::Week, Window::Month, Window::Year].map(|w| (w, w.span(who.now)));
    let (of_day, passing, of_week, of_month, of_year) = tokio::try_join!(
        flows(conn, host, span),
        passing_over(conn, who.member(), host, span),
        flows(conn, host, week.1),
        flows(conn, host, month.1),
        flows(conn, host, year.1),
    )?;
    let windows = [(week, of_week), (month, of_month), (year, of_year)];
    let windows = windows.into_iter().map(|((window, span), flows)| (window, span, flows)).collect();
    Ok(Traffic { day, span, of_day, passing, windows })
}

/// Nothing, if nothing was ever reported of it.
pub fn view(who: &Visitor, host: &str, traffic: &Traffic) -> Option<TrafficView> {
    if traffic.windows.iter().all(|(_, _, flows)| flows.is_empty()) && traffic.of_day.is_empty() {
        return None;
    }
    let scene = graph::of_host_day(who, host, traffic.span, &traffic.of_day, &traffic.passing);
    let (first, last) = graph::days_kept(who);
    let neighbours = [traffic.day.pred_opt(), traffic.day.succ_opt()].into_iter().flatten();
    let link = |day: NaiveDate| {
        let begins = graph::day_span(day, who.zone(), who.now)?.from;
        Some(DayLink { href: paths::host_on(host, &day.to_string()), day: begins })
    };
    let days = neighbours.filter(|day| (first..=last).contains(day)).filter_map(link).collect();
    let file = |ending: &str| paths::host_traffic(host, &format!("day={}", traffic.day), ending);
    let windows = traffic.windows.iter().map(|(window, span, flows)| {
        let file = |ending: &str| paths::host_traffic(host, &format!("window={window}"), ending);
        MiniView::of(&graph::of_host_window(who, host, *window, *span, flows), *window, file)
    });
    Some(TrafficView { day: GraphView::of(who, &scene, days, file), windows: windows.collect() })
}
