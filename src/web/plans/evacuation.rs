//! Emptying a host: the planner proposes nights, and a button keeps them as drafts. Until then nothing is
//! written, and nothing is mailed even then.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use chrono::{DateTime, Duration, SecondsFormat, Utc};
use serde::Serialize;

use super::evacuation_form::{Asked, FIELDS, Line, parse};
use super::evacuation_view::{LeftOut, Proposal, TargetBox};
use super::show::told;
use crate::fleet::host::HostState;
use crate::fleet::queries::hosts;
use crate::migrations::plan::NewPlan;
use crate::migrations::planner::{self, Length, Mover, Plan, Planned, Question, Span, Target};
use crate::migrations::queries::{Haven, Leaver, busy_between, havens, leavers};
use crate::migrations::{Departure, EvacuateError, Evacuation, LEAD_TIME, ScheduleError, Window, evacuate};
use crate::paths;
use crate::web::choice::Choice;
use crate::web::form::FormView;
use crate::web::migrations::zones;
use crate::web::{CoreMember, Error, Form, FormErrors};
use crate::words::{Message, Sentence};

#[derive(Serialize)]
struct Page {
    form: FormView,
    hosts: Vec<Choice>,
    zones: Vec<Choice>,
    /// Whether a host was chosen.
    has_host: bool,
    targets: Vec<TargetBox>,
    wishes: Vec<Wish>,
    left_out: Vec<LeftOut>,
    proposal: Option<Proposal>,
    /// What was asked and what is proposed, to be sent along with the button.
    kept: Vec<(&'static str, String)>,
    moves: Vec<String>,
    stops: bool,
    offers_windows: bool,
}

#[derive(Serialize)]
struct Wish {
    domu: String,
    wishes: String,
}

/// What there is, and what was asked.
struct Situation {
    hosts: Vec<Choice>,
    leavers: Vec<Leaver>,
    /// All that could take somebody in.
    havens: Vec<Haven>,
    asked: Option<Asked>,
    errors: FormErrors,
    /// Those that can go, and those that were chosen to take them in; the plan counts in these.
    going: Vec<Leaver>,
    chosen: Vec<Haven>,
    plan: Option<Plan>,
}

/// In four days, late in the evening, to all that take somebody in.
pub async fn new(
    who: CoreMember,
    web::Query(asked): web::Query<Vec<(String, String)>>,
) -> Result<HttpResponse, Error> {
    let asked: Vec<_> = asked.into_iter().filter(|(name, _)| FIELDS.contains(&name.as_str())).collect();
    let form = Form::filled(asked);
    let situation = look(&who, &form).await?;
    let status = if situation.errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    draw(&who, status, &form, situation)
}

pub async fn create(who: CoreMember, form: Form) -> Result<HttpResponse, Error> {
    let mut situation = look(&who, &form).await?;
    let mut errors = std::mem::take(&mut situation.errors);
    let plan = NewPlan {
        title: form.required("title", 200, &mut errors),
        reason: form.required_lines("reason", 2000, &mut errors),
        public_text: form.optional_lines("public_text", 2000, &mut errors),
        stop_on_return: form.has("stop_on_return"),
    };
    let departures = departures(&form, &situation)?;
    if departures.is_none() {
        errors.add("", Message::new("evacuation-changed"));
    }
    if let Some(departures) = departures.filter(|_| errors.is_empty()) {
        let input = Evacuation {
            plan,
            departures,
            offers_windows: form.has("offers_windows"),
            deadline: situation.asked.as_ref().and_then(|asked| asked.deadline),
            grace_days: 7,
        };
        match evacuate(&mut *who.conn().await?, &who.actor(), &input, who.now).await {
            Ok(plan) => return Ok(who.redirect(&paths::plan(plan))),
            Err(error) => errors = beside(&who, error)?,
        }
    }
    situation.errors = errors;
    draw(&who, StatusCode::UNPROCESSABLE_ENTITY, &form, situation)
}

async fn look(who: &CoreMember, form: &Form) -> Result<Situation, Error> {
    let conn = who.conn().await?;
    let host = form.text("host");
    let targets: Vec<String> = form.all("target").into_iter().map(str::to_owned).collect();
    let (all, leavers, havens, busy) = tokio::try_join!(
        hosts(&conn),
        leavers(&conn, host),
        havens(&conn, host),
        busy_between(&conn, host, &targets, who.now),
    )?;
    drop(conn);
    let is_there = all.iter().any(|(one, _)| one.name == host && one.state != HostState::Retired);
    let (mut asked, mut errors) = (None, FormErrors::default());
    if !host.is_empty() && !is_there {
        errors.add("host", Message::new("form-not-one-of"));
    } else if form.has("day") {
        let names: Vec<String> = leavers.iter().map(|leaver| leaver.name.clone()).collect();
        let haven_names: Vec<String> = havens.iter().map(|haven| haven.name.clone()).collect();
        match parse(form, &names, &haven_names, who.now) {
            Ok(read) => asked = Some(read),
            Err(wrong) => errors = wrong,
        }
    }
    let going: Vec<Leaver> = leavers.iter().filter(|leaver| leaver.can_go()).cloned().collect();
    let chosen: Vec<Haven> = havens.iter().filter(|haven| targets.contains(&haven.name)).cloned().collect();
    let question = asked.as_ref().map(|asked| Question {
        movers: going.iter().map(|leaver| mover(leaver, &chosen, asked)).collect(),
        targets: chosen
            .iter()
            .map(|haven| Target { memory_free: haven.memory_free, disk_free: haven.disk_free })
            .collect(),
        nights: asked.nights.clone(),
        busy,
    });
    let plan = match question {
        // It reckons for a while: the pages of others don't wait for it.
        Some(question) => Some(
            web::block(move || planner::plan(&question))
                .await
                .map_err(|error| Error::Unavailable(error.to_string()))?,
        ),
        None => None,
    };
    Ok(Situation {
        hosts: all
            .into_iter()
            .filter(|(host, _)| host.state != HostState::Retired)
            .map(|(host, site)| Choice::named(&host.name, format!("{}, {}", host.name, site.name)))
            .collect(),
        leavers,
        havens,
        asked,
        errors,
        going,
        chosen,
        plan,
    })
}

fn mover(leaver: &Leaver, to: &[Haven], asked: &Asked) -> Mover {
    let length = |haven: &Haven| {
        let down = Duration::seconds(leaver.estimate(haven).expected_seconds.into());
        Length { down, window: in_five_minutes(down * 3 / 2) }
    };
    Mover {
        memory: leaver.memory_bytes,
        disk: leaver.disk_bytes,
        lengths: to.iter().map(length).collect(),
        deadline: asked.deadline,
        avoids: asked.avoided_by(&leaver.name),
    }
}

/// Rounded up, so that windows begin at times that people remember.
fn in_five_minutes(length: Duration) -> Duration {
    Duration::minutes((length.num_seconds() + 299) / 300 * 5)
}

/// Its moves, as `Line` reads them.
fn written(situation: &Situation) -> Vec<String> {
    let Some(plan) = &situation.plan else { return Vec::new() };
    let at = |at: DateTime<Utc>| at.to_rfc3339_opts(SecondsFormat::Secs, true);
    let line = |planned: &Planned| {
        let (leaver, haven) = (&situation.going[planned.mover], &situation.chosen[planned.target]);
        let Span { starts_at, ends_at } = planned.window;
        format!("{}|{}|{}|{}", leaver.name, haven.name, at(starts_at), at(ends_at))
    };
    plan.moves.iter().map(line).collect()
}

/// What was shown and is to be kept; `None` where a domU or a target of it is gone.
fn departures(form: &Form, situation: &Situation) -> Result<Option<Vec<Departure>>, Error> {
    let zone = situation.asked.as_ref().map_or(chrono_tz::UTC, |asked| asked.zone);
    let lines: Vec<Line> = form.all("move").into_iter().map(Line::read).collect::<Result<_, _>>()?;
    let departure = |line: Line| {
        let leaver = situation.leavers.iter().find(|leaver| leaver.name == line.domu)?;
        let haven = situation.havens.iter().find(|haven| haven.name == line.target)?;
        Some(Departure {
            domu: leaver.id,
            name: leaver.name.clone(),
            target: haven.id,
            new_site: (!haven.is_same_site).then_some(haven.site_id),
            window: Window { starts_at: line.starts_at, ends_at: line.ends_at, zone },
        })
    };
    Ok(lines.into_iter().map(departure).collect())
}

fn draw(
    who: &CoreMember,
    status: StatusCode,
    form: &Form,
    situation: Situation,
) -> Result<HttpResponse, Error> {
    let shown = if form.has("day") { form.clone() } else { form.clone().beside(first_values(who)) };
    let is_first = !form.has("day");
    let ticked = form.all("target");
    let proposal = situation
        .plan
        .as_ref()
        .zip(situation.asked.as_ref())
        .map(|(plan, asked)| Proposal::of(who, plan, asked, &situation.going, &situation.chosen));
    let wishes = situation
        .leavers
        .iter()
        .filter_map(|leaver| Some(Wish { domu: leaver.name.clone(), wishes: leaver.wishes.clone()? }));
    let page = Page {
        form: shown.view_of("evacuation", &situation.errors, &who.app.words, who.locale()),
        zones: zones::choices(form.text("zone"), &who.member().time_zone),
        has_host: !form.text("host").is_empty(),
        wishes: wishes.collect(),
        left_out: situation
            .leavers
            .iter()
            .filter(|leaver| !leaver.can_go())
            .map(|leaver| LeftOut::of(who, leaver))
            .collect(),
        targets: situation
            .havens
            .iter()
            .map(|haven| TargetBox::of(haven, is_first || ticked.contains(&haven.name.as_str())))
            .collect(),
        kept: FIELDS
            .into_iter()
            .flat_map(|name| form.all(name).into_iter().map(move |value| (name, value.to_owned())))
            .collect(),
        moves: written(&situation),
        proposal,
        hosts: situation.hosts,
        stops: form.has("stop_on_return") || !form.has("title"),
        offers_windows: form.has("offers_windows") || !form.has("title"),
    };
    who.render_as(status, "plans/evacuation", "nav-moves", &page)
}

fn first_values(who: &CoreMember) -> Form {
    let zone = who.member().zone();
    let day = (who.now + LEAD_TIME + Duration::days(1)).with_timezone(&zone).date_naive();
    Form::filled([
        ("day", day.to_string()),
        ("starts_at", "23:00".to_owned()),
        ("ends_at", "03:00".to_owned()),
        ("zone", zone.name().to_owned()),
    ])
}

/// What the person can mend beside its field; of a draft that was refused, whose it is.
fn beside(who: &CoreMember, error: EvacuateError) -> Result<FormErrors, Error> {
    match error {
        EvacuateError::Plan(error) => told(error),
        EvacuateError::Database(error) => Err(error.into()),
        EvacuateError::Draft { domu, error: ScheduleError::Database(error) } => {
            tracing::error!("a draft for {domu} can't be written: {error}");
            Err(error.into())
        }
        EvacuateError::Draft { domu, error } => {
            let why = who.say(&error.sentence());
            let message = Message::new("evacuation-draft-refused").with("domu", domu).with("why", why);
            Ok(FormErrors::of("", message))
        }
        other => Ok(FormErrors::of("", other.sentence())),
    }
}
