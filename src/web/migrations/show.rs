//! The page of one move: the answer, its steps and attempts, its facts, and who was told.

use actix_web::{HttpResponse, web};
use chrono::NaiveDate;

use crate::db::ids::MigrationId;
use crate::issues::queries::{CopiesOf, old_copies};
use crate::live::Hint;
use crate::migrations::looks::{KnownNames, known_names, survey};
use crate::migrations::queries;
use crate::migrations::reported::heard_of;
use crate::migrations::thanks;
use crate::paths;
use crate::status::diary;
use crate::web::graph::{self, Asked};
use crate::web::live::Sight;
use crate::web::local_time::start_of_day;
use crate::web::migrations::show_view::{Show, view};
use crate::web::migrations::traffic;
use crate::web::number::id;
use crate::web::{CurrentMember, Error, FormView};

pub async fn show(
    who: CurrentMember,
    number: web::Path<String>,
    asked: web::Query<Asked>,
) -> Result<HttpResponse, Error> {
    let (number, day) = (id(&number)?, asked.day(&who)?);
    let (page, _) = load(&who, number, day, FormView::default()).await?;
    who.render_live("migrations/show", menu(&who), &page, &paths::live_migration(number, day))
}

/// The page again, with what was wrong in its form.
pub async fn refused(
    who: &CurrentMember,
    number: MigrationId,
    form: FormView,
) -> Result<HttpResponse, Error> {
    let (page, _) = load(who, number, None, form).await?;
    who.refuse("migrations/show", menu(who), &page)
}

/// What it would show, with the traffic of that day.
pub async fn sight(who: &CurrentMember, number: MigrationId, day: Option<NaiveDate>) -> Result<Sight, Error> {
    let (page, topics) = load(who, number, day, FormView::default()).await?;
    Ok(Sight::of(&page, topics))
}

/// That a dom0 reports on it.
pub fn progress(number: MigrationId) -> Hint {
    Hint::Progress(number.0)
}

fn menu(who: &CurrentMember) -> &'static str {
    if who.member().role.is_core() { "nav-moves" } else { "nav-my-domus" }
}

/// The page, and what it has to hear of.
async fn load(
    who: &CurrentMember,
    number: MigrationId,
    day: Option<NaiveDate>,
    form: FormView,
) -> Result<(Show, Vec<Hint>), Error> {
    let at = day.and_then(|day| start_of_day(day, who.zone()));
    let days = graph::days_begin(who);
    let conn = who.conn().await?;
    let (choosing, thanks, diaries, known, survey, heard, pictured, copies) = tokio::try_join!(
        queries::choosing(&conn, who.member(), number),
        thanks::of(&conn, number),
        diary::published_of(&conn, number),
        known_names::of_migration(&conn, number),
        survey::of_migration(&conn, number),
        heard_of(&conn, number),
        queries::pictured(&conn, who.member(), number, &days, at, who.now),
        old_copies(&conn, who.member(), CopiesOf::Migration(number)),
    )?;
    let choosing = choosing.ok_or(Error::NotFound)?;
    let shown = &choosing.shown;
    let mut topics: Vec<Hint> =
        vec![number.into(), progress(number), shown.migration.domu_id.into(), who.member().id.into()];
    topics.extend(shown.issues.iter().map(|(issue, _)| Hint::from(*issue)));
    let graph = traffic::view(who, number, pictured.as_ref(), &shown.attempts);
    let seen = (known.as_ref().filter(|known| is_last_move(known, number)), &survey, heard.as_slice());
    let kept = copies.kept(number, shown.migration.grace_until);
    Ok((view(who, (choosing, kept), seen, graph, thanks, &diaries, form), topics))
}

/// Not of an older one: its addresses have no part in where names point now.
fn is_last_move(known: &KnownNames, number: MigrationId) -> bool {
    known.last_move.as_ref().is_some_and(|last| last.id == number)
}
