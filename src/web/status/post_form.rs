//! The form of a post: what it offers, and what was meant by it.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use serde::Serialize;

use crate::db::AsyncPgConnection;
use crate::db::ids::MigrationId;
use crate::migrations::queries::BookedMove;
use crate::paths;
use crate::status::audience::Counts;
use crate::status::queries::{self, Choosable};
use crate::status::{Audience, Kind, NewPost, PostState, Scope, Severity, audience, markdown, state};
use crate::web::{CoreMember, Error, Form, FormErrors, FormView, local_time};
use crate::words::Message;

#[derive(Serialize)]
pub struct Page {
    form: FormView,
    #[serde(flatten)]
    choices: Choices,
    kinds: Vec<Choice>,
    severities: Vec<Choice>,
    states: Vec<StateChoice>,
    zone: String,
    preview: Option<Preview>,
    /// Moves that have their windows in that time.
    beside: Vec<MoveLine>,
    /// How many mails go out; known once a preview was asked for.
    counted: Option<i64>,
    counted_known: bool,
}

/// One radio button with its explanation.
#[derive(Serialize)]
struct Choice {
    value: &'static str,
    label: String,
    hint: String,
}

#[derive(Serialize)]
struct StateChoice {
    value: PostState,
    kind_label: String,
    label: String,
}

/// A move that this work would fall into.
#[derive(Serialize)]
struct MoveLine {
    number: String,
    href: String,
    domu: String,
    source: String,
    target: String,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
}

impl From<BookedMove> for MoveLine {
    fn from(booked: BookedMove) -> MoveLine {
        MoveLine {
            number: booked.id.to_string(),
            href: paths::migration(booked.id),
            domu: booked.domu,
            source: booked.source,
            target: booked.target,
            starts_at: booked.starts_at,
            ends_at: booked.ends_at,
        }
    }
}

/// The post as it would look: what the public page draws of a post, under the same names.
#[derive(Serialize)]
struct Preview {
    kind: Kind,
    state: PostState,
    state_label: String,
    is_over: bool,
    title: String,
    starts_at: DateTime<Utc>,
    ends_at: Option<DateTime<Utc>>,
    sites: Vec<String>,
    hosts: Vec<String>,
    moves: usize,
    html: String,
}

impl Preview {
    fn of(new: &NewPost, choices: &Choices) -> Preview {
        Preview {
            kind: new.kind,
            state: new.state,
            state_label: format!("status-state-{}", new.state),
            is_over: new.state.is_over(),
            title: new.title.clone(),
            starts_at: new.starts_at,
            ends_at: new.ends_at,
            sites: ticked(&choices.sites),
            hosts: ticked(&choices.hosts),
            moves: new.scope.migrations.len(),
            html: markdown::to_html(&new.body),
        }
    }
}

fn ticked(boxes: &[Box]) -> Vec<String> {
    boxes.iter().filter(|one| one.is_ticked).map(|one| one.name.clone()).collect()
}

/// What the database has to offer, ticked as the form was sent.
#[derive(Serialize)]
pub struct Choices {
    sites: Vec<Box>,
    hosts: Vec<Box>,
    audiences: Vec<AudienceChoice>,
}

/// A box to tick.
#[derive(Serialize)]
struct Box {
    field: &'static str,
    id: String,
    name: String,
    is_ticked: bool,
}

/// Whom to mail, and how many that are.
#[derive(Serialize)]
pub struct AudienceChoice {
    value: Audience,
    label: String,
    n: i64,
    left_out: i64,
}

impl AudienceChoice {
    pub fn all(counts: &Counts) -> Vec<AudienceChoice> {
        let choice = |&value: &Audience| AudienceChoice {
            value,
            label: format!("status-audience-{value}"),
            n: counts.of(value),
            left_out: match value {
                Audience::Nobody => 0,
                Audience::Affected => counts.affected_left_out,
                Audience::Everybody => counts.everybody_left_out,
            },
        };
        Audience::ALL.iter().map(choice).collect()
    }
}

impl Choices {
    pub async fn load(conn: &AsyncPgConnection, form: &Form) -> Result<Choices, Error> {
        let scope = scope(form, &mut FormErrors::default());
        let (sites, hosts, counts) = tokio::try_join!(
            queries::choosable_sites(conn),
            queries::choosable_hosts(conn),
            audience::count(conn, &scope),
        )?;
        Ok(Choices {
            sites: boxes("site", sites, form),
            hosts: boxes("host", hosts, form),
            audiences: AudienceChoice::all(&counts),
        })
    }
}

fn boxes<Id: ToString>(field: &'static str, things: Vec<Choosable<Id>>, form: &Form) -> Vec<Box> {
    let ticked = form.all(field);
    let tick = |thing: Choosable<Id>| {
        let id = thing.id.to_string();
        Box { field, is_ticked: ticked.contains(&id.as_str()), id, name: thing.name }
    };
    things.into_iter().map(tick).collect()
}

impl Page {
    pub fn new(
        visitor: &CoreMember,
        form: FormView,
        new: Option<&NewPost>,
        choices: Choices,
        beside: Vec<BookedMove>,
        counted: Option<i64>,
    ) -> Page {
        let firsts =
            Kind::ALL.iter().flat_map(|&kind| state::first(kind).iter().map(move |&state| (kind, state)));
        Page {
            kinds: Kind::ALL.iter().map(|kind| choice("status-kind", kind.as_str())).collect(),
            severities: Severity::ALL.iter().map(|one| choice("status-severity", one.as_str())).collect(),
            states: firsts
                .map(|(kind, value)| StateChoice {
                    value,
                    kind_label: format!("status-kind-{kind}"),
                    label: format!("status-state-{value}"),
                })
                .collect(),
            zone: visitor.member().time_zone.clone(),
            preview: new.filter(|_| counted.is_some()).map(|new| Preview::of(new, &choices)),
            form,
            beside: beside.into_iter().map(MoveLine::from).collect(),
            choices,
            counted,
            counted_known: counted.is_some(),
        }
    }
}

fn choice(prefix: &str, value: &'static str) -> Choice {
    Choice { value, label: format!("{prefix}-{value}"), hint: format!("{prefix}-{value}-hint") }
}

/// What was meant; times are read in `zone`, an empty start is now, an empty state the usual one.
pub fn parse(form: &Form, zone: Tz, now: DateTime<Utc>) -> Result<NewPost, FormErrors> {
    let mut errors = FormErrors::default();
    let kind: Option<Kind> = form.one_of("kind", &mut errors);
    let severity = severity(form, kind, &mut errors);
    let audience: Option<Audience> = form.one_of("audience", &mut errors);
    let state: Option<PostState> =
        if form.text("state").is_empty() { None } else { form.one_of("state", &mut errors) };
    let title = form.required("title", 200, &mut errors);
    let body = form.required_lines("body", 20_000, &mut errors);
    let scope = scope(form, &mut errors);
    let starts_at = time(form, "starts_at", zone, &mut errors);
    let ends_at = time(form, "ends_at", zone, &mut errors);
    let new = match (kind, severity, audience) {
        (Some(kind), Some(severity), Some(audience)) => Some(NewPost {
            kind,
            title,
            severity,
            state: state.unwrap_or(state::first(kind)[0]),
            body,
            scope,
            starts_at: starts_at.unwrap_or(now),
            ends_at,
            zone,
            audience,
        }),
        _ => None,
    };
    errors.or(new)
}

/// How bad it is says something about what is broken; of planned work and news it is not asked.
fn severity(form: &Form, kind: Option<Kind>, errors: &mut FormErrors) -> Option<Severity> {
    if kind == Some(Kind::Outage) {
        return form.one_of("severity", errors);
    }
    form.one_of_if_any::<Severity>("severity", errors);
    Some(Severity::Minor)
}

fn time(form: &Form, name: &str, zone: Tz, errors: &mut FormErrors) -> Option<DateTime<Utc>> {
    if form.text(name).is_empty() { None } else { local_time::at(form, name, zone, errors) }
}

fn scope(form: &Form, errors: &mut FormErrors) -> Scope {
    fn read<Id: std::str::FromStr>(form: &Form, name: &str, errors: &mut FormErrors) -> Vec<Id> {
        let ids: Vec<Option<Id>> = form.all(name).into_iter().map(|text| text.parse().ok()).collect();
        if ids.iter().any(Option::is_none) {
            errors.add("scope", Message::new("status-error-unknown-scope"));
        }
        ids.into_iter().flatten().collect()
    }
    let numbers = form.text("migrations").split([' ', ',']).filter(|number| !number.is_empty());
    let migrations: Vec<Option<MigrationId>> = numbers.map(|number| number.parse().ok()).collect();
    if migrations.iter().any(Option::is_none) {
        errors.add("migrations", Message::new("status-error-unknown-migration"));
    }
    Scope {
        sites: read(form, "site", errors),
        hosts: read(form, "host", errors),
        migrations: migrations.into_iter().flatten().collect(),
    }
}
