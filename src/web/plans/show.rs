//! One plan: whether it goes on, its moves, and what happened to it.

use actix_web::{HttpResponse, web};
use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::db::ids::PlanId;
use crate::migrations::plan::{Plan, PlanError, PlanEvent};
use crate::migrations::queries::{self, Planned, ShownPlanEvent};
use crate::paths;
use crate::web::form::FormView;
use crate::web::migrations::words;
use crate::web::number::id;
use crate::web::{CoreMember, Error, FormErrors, Pill};
use crate::words::Sentence;

#[derive(Serialize)]
struct Page {
    form: FormView,
    number: PlanId,
    title: String,
    reason: String,
    public_text: String,
    stop_on_return: bool,
    is_paused: bool,
    state: Pill,
    /// Where the pause or the resumption is sent to.
    action: String,
    moves: Vec<MoveView>,
    events: Vec<EventView>,
}

#[derive(Serialize)]
struct MoveView {
    href: String,
    domu: String,
    starts_at: DateTime<Utc>,
    state: Pill,
}

#[derive(Serialize)]
struct EventView {
    at: DateTime<Utc>,
    label: String,
    who: Option<String>,
    /// The move that paused it.
    migration: Option<String>,
    href: Option<String>,
    note: String,
}

pub async fn show(who: CoreMember, number: web::Path<String>) -> Result<HttpResponse, Error> {
    let page = page(&who, id(&number)?, FormView::default()).await?;
    who.render("plans/show", "nav-moves", &page)
}

/// The page again, with what is wrong in its form.
pub(super) async fn refused(who: &CoreMember, number: PlanId, form: FormView) -> Result<HttpResponse, Error> {
    let page = page(who, number, form).await?;
    who.refuse("plans/show", "nav-moves", &page)
}

async fn page(who: &CoreMember, number: PlanId, form: FormView) -> Result<Page, Error> {
    let shown = queries::shown_plan(&*who.conn().await?, number).await?.ok_or(Error::NotFound)?;
    let plan = shown.plan;
    let is_paused = plan.paused_at.is_some();
    Ok(Page {
        form,
        number,
        state: pill(&plan),
        title: plan.title,
        reason: plan.reason,
        public_text: plan.public_text,
        stop_on_return: plan.stop_on_return,
        is_paused,
        action: if is_paused { paths::plan_resumption(number) } else { paths::plan_pause(number) },
        moves: shown.migrations.into_iter().map(move_view).collect(),
        events: shown.events.into_iter().map(event_view).collect(),
    })
}

pub(super) fn pill(plan: &Plan) -> Pill {
    match plan.paused_at {
        Some(_) => Pill::new("is-back", "plan", "plan-paused"),
        None => Pill::new("is-plan", "plan", "plan-goes-on"),
    }
}

fn move_view(planned: Planned) -> MoveView {
    MoveView {
        href: paths::migration(planned.id),
        domu: planned.domu,
        starts_at: planned.starts_at,
        state: words::state_pill(planned.state, false),
    }
}

fn event_view(event: ShownPlanEvent) -> EventView {
    let by_return = event.event == PlanEvent::Paused && event.migration_id.is_some();
    EventView {
        at: event.at,
        label: if by_return {
            "plan-event-returned".to_owned()
        } else {
            format!("plan-event-{}", event.event)
        },
        who: event.who,
        migration: event.migration_id.map(|id| id.to_string()),
        href: event.migration_id.map(paths::migration),
        note: event.note,
    }
}

/// What the person can mend beside its field, the rest as a page of its own.
pub(super) fn told(error: PlanError) -> Result<FormErrors, Error> {
    let field = match error {
        PlanError::Refused(refused) => return Err(refused.into()),
        PlanError::Database(error) => return Err(error.into()),
        PlanError::NotNow => return Err(Error::conflict(&error)),
        PlanError::Reason => "reason",
        PlanError::Title => "title",
    };
    Ok(FormErrors::of(field, error.sentence()))
}
