//! Draws the public page and keeps it ready: plain and compressed, in English and in each language that
//! somebody has asked for. A job draws it anew when something changed and when the minute turns; a request
//! only does so itself when nobody has for a while, or in its language.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{DateTime, Duration, Utc};
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::app::App;
use crate::paths;
use crate::status::overview::{self, Overview};
use crate::status::shelf::Drawn;
use crate::web::frame::{CLUB_ZONE, Frame, Live, View};
use crate::web::headers::Nonce;
use crate::web::live::seen::digest;
use crate::web::{Error, assets};
use crate::words::{Arg, Locale, Message};

/// A page that is older was left alone by its job.
const STALE_AFTER: Duration = Duration::minutes(2);

/// Of brotli: the page is drawn often, and the best would take longer than all the rest of it.
const QUALITY: u32 = 5;

#[derive(Serialize)]
struct Main<'a> {
    frame: &'a Frame,
    #[serde(flatten)]
    overview: &'a Overview,
    answer: &'a str,
    is_well: bool,
    /// Well, and every domU was heard of.
    is_whole: bool,
    is_any_heard_of: bool,
    /// Whether more can be said than that nobody lives here yet.
    has_answers: bool,
    zone_name: String,
    has_crossing: bool,
}

/// The page around an overview that was drawn already.
#[derive(Serialize)]
pub struct Page<'a> {
    pub title: &'a str,
    pub main: &'a str,
}

/// The page as it lies ready. When the database is away, an old one or one in English is better than none:
/// it says itself of when it is.
pub async fn current(app: &App, locale: Locale) -> Result<Arc<Drawn>, Error> {
    let now = app.clock.now();
    let kept = app.status_page.get(locale);
    match kept {
        Some(kept) if is_fresh(&kept, now) => Ok(kept),
        Some(kept) => Ok(draw_once(app, locale).await.unwrap_or_else(|error| {
            tracing::warn!("the status page is as of {}: {error}", kept.at);
            kept
        })),
        None => draw_once(app, locale).await.or_else(|error| app.status_page.get(Locale::En).ok_or(error)),
    }
}

fn is_fresh(drawn: &Drawn, now: DateTime<Utc>) -> bool {
    drawn.at <= now && now - drawn.at < STALE_AFTER
}

/// A crowd in front of an old page draws it once.
async fn draw_once(app: &App, locale: Locale) -> Result<Arc<Drawn>, Error> {
    let _turn = app.status_page.drawing.lock().await;
    let kept = app.status_page.get(locale).filter(|drawn| is_fresh(drawn, app.clock.now()));
    if let Some(kept) = kept {
        return Ok(kept);
    }
    draw_in(app, locale).await?;
    app.status_page.get(locale).ok_or_else(|| Error::Unavailable("no status page was drawn".to_owned()))
}

/// Reads the state of the club and draws the page anew.
pub async fn draw(app: &App) -> Result<(), Error> {
    let _turn = app.status_page.drawing.lock().await;
    draw_in(app, Locale::En).await
}

/// As `draw`, for one whose turn it is, also in this language.
async fn draw_in(app: &App, locale: Locale) -> Result<(), Error> {
    let zone: chrono_tz::Tz = CLUB_ZONE.parse().unwrap_or(chrono_tz::UTC);
    let now = app.clock.now();
    let conn = app.pool.get().await?;
    let overview = overview::load(&conn, now, zone).await?;
    drop(conn);
    let revision = revision(&overview, zone);
    let mut languages = app.status_page.languages();
    languages.extend([Locale::En, locale]);
    let drawn = |locale: Locale| Ok((locale, Arc::new(drawing(app, &overview, (zone, &revision), locale)?)));
    app.status_page.put(languages.into_iter().map(drawn).collect::<Result<HashMap<_, _>, Error>>()?);
    Ok(())
}

/// Of all that it says but the time; the words for days change at midnight.
fn revision(overview: &Overview, zone: chrono_tz::Tz) -> String {
    let day = overview.at.with_timezone(&zone).date_naive();
    digest(&(day, Overview { at: DateTime::UNIX_EPOCH, ..overview.clone() }))
}

/// After a change by somebody who wants to see it: drawn at once. What fails here the job mends.
pub async fn draw_now(app: &App) {
    if let Err(error) = draw(app).await {
        tracing::warn!("the status page was not drawn: {error}");
    }
}

fn drawing(
    app: &App,
    overview: &Overview,
    (zone, revision): (chrono_tz::Tz, &str),
    locale: Locale,
) -> Result<Drawn, Error> {
    let say = |message: &Message| app.words.say(locale, message);
    let sentences: Vec<String> = overview.answer(zone).iter().map(say).collect();
    let answer = sentences.join(" ").trim().to_owned();
    let frame = Frame::for_anybody(app, locale, overview.at, "nav-status");
    let main = Main {
        frame: &frame,
        overview,
        answer: &answer,
        is_well: overview.is_well(),
        is_whole: overview.is_well() && overview.unknown == 0,
        is_any_heard_of: overview.unknown < overview.domus,
        has_answers: overview.unknown < overview.domus || !overview.is_well(),
        zone_name: crate::templates::zone_name(&overview.at.with_timezone(&zone)),
        has_crossing: overview.quays.len() > 1,
    };
    let main = app.templates.html("status/_overview", &main)?;
    let title = say(&Message::new("status-title").with("answer", Arg::Text(answer)));
    // Nothing of whoever asks is on the page, so what could be smuggled in is there before its nonce is.
    let nonce = Nonce::random();
    let stream = paths::live_since(paths::LIVE_STATUS, revision);
    let live = Some(Live { stream, page: paths::STATUS.to_owned() });
    let frame = Frame { nonce: Some(nonce.0.clone()), live, ..frame };
    let page = View { frame, data: &Page { title: &title, main: &main } };
    let plain = app.templates.html("status/index", &page)?.into_bytes();
    let digest: String = Sha256::digest(&plain)[..12].iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(Drawn {
        at: overview.at,
        brotli: assets::brotli(&plain, QUALITY).into(),
        plain: plain.into(),
        etag: format!("\"{digest}\""),
        nonce: nonce.0,
        revision: revision.to_owned(),
        main,
        title,
    })
}
