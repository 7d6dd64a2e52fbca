//! The form with three questions.

use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};

use crate::db::AsyncPgConnection;
use crate::db::ids::MigrationId;
use crate::issues::queries::{self, AboutMigration, OwnDomu};
use crate::issues::{Report, Severity, SubmitError, submit};
use crate::paths;
use crate::status;
use crate::web::too_often::too_often;
use crate::web::{CurrentMember, Error, Form, FormErrors, FormView};
use crate::words::{Message, Sentence};

const HERE: &str = "nav-report";

/// The answer "something else, or not sure"; no domU can be called so.
const NONE: &str = "-";

#[derive(Deserialize)]
pub struct Query {
    #[serde(default)]
    domu: String,
    #[serde(default)]
    migration: String,
}

#[derive(Serialize)]
struct Page {
    form: FormView,
    #[serde(flatten)]
    choices: Choices,
    severities: Vec<SeverityChoice>,
    is_core: bool,
}

#[derive(Serialize)]
struct SeverityChoice {
    value: Severity,
    label: String,
}

/// What the form offers, and what the reporter came from.
#[derive(Serialize)]
struct Choices {
    domus: Vec<OwnDomu>,
    about: Option<AboutMigration>,
    known: Vec<status::queries::Line>,
}

impl Choices {
    async fn load(
        visitor: &CurrentMember,
        conn: &AsyncPgConnection,
        migration: Option<MigrationId>,
    ) -> Result<Choices, Error> {
        let (domus, about, posts) = tokio::try_join!(
            queries::domus_of(conn, visitor.member().id),
            queries::migration_for(conn, visitor.member(), migration),
            status::queries::open_posts(conn),
        )?;
        let known = posts.into_iter().filter(|post| post.kind == status::Kind::Outage).collect();
        Ok(Choices { domus, about, known })
    }
}

pub async fn new(visitor: CurrentMember, query: web::Query<Query>) -> Result<HttpResponse, Error> {
    let conn = visitor.conn().await?;
    let choices = Choices::load(&visitor, &conn, query.migration.parse().ok()).await?;
    let domu = choices.about.as_ref().map_or(query.domu.as_str(), |about| about.domu.as_str());
    let is_own = choices.domus.iter().any(|own| own.name == domu);
    let field = if is_own || !visitor.member().role.is_core() { "domu" } else { "other_domu" };
    let filled = Form::filled([(field, domu)]);
    let form = filled.view(&FormErrors::default(), &visitor.app.words, visitor.locale());
    visitor.render("issues/new", HERE, &page(&visitor, form, choices))
}

pub async fn create(visitor: CurrentMember, form: Form) -> Result<HttpResponse, Error> {
    let mut conn = visitor.conn().await?;
    let choices = Choices::load(&visitor, &conn, form.text("migration").parse().ok()).await?;
    let (errors, wait) = match parse(&visitor, &form, &choices) {
        Err(errors) => (errors, None),
        Ok(report) => {
            let letterhead = &visitor.app.letterhead;
            match submit(&mut conn, letterhead, &visitor.actor(), report, visitor.now).await {
                Ok(id) => return Ok(visitor.redirect(&paths::issue(id))),
                Err(SubmitError::Database(error)) => return Err(error.into()),
                Err(refusal) => {
                    let field = field_of(&visitor, &form, &refusal);
                    (FormErrors::of(field, refusal.sentence()), refusal.wait())
                }
            }
        }
    };
    let form = form.view_of("issue", &errors, &visitor.app.words, visitor.locale());
    let refused = visitor.refuse("issues/new", HERE, &page(&visitor, form, choices))?;
    Ok(match wait {
        Some(wait) => too_often(refused, wait),
        None => refused,
    })
}

fn page(visitor: &CurrentMember, form: FormView, choices: Choices) -> Page {
    let severity = |&value: &Severity| SeverityChoice { value, label: format!("issue-severity-{value}") };
    Page {
        form,
        choices,
        severities: Severity::ALL.iter().map(severity).collect(),
        is_core: visitor.member().role.is_core(),
    }
}

fn parse(visitor: &CurrentMember, form: &Form, choices: &Choices) -> Result<Report, FormErrors> {
    let mut errors = FormErrors::default();
    let other = if visitor.member().role.is_core() { form.text("other_domu") } else { "" };
    let domu = match (other, form.text("domu")) {
        ("", "") => {
            errors.add("domu", Message::new("issue-error-choose-domu"));
            None
        }
        ("", NONE) => None,
        ("", own) => Some(own.to_owned()),
        (other, _) => Some(other.to_owned()),
    };
    let body = form.required_lines("body", 20_000, &mut errors);
    let severity = form.one_of("severity", &mut errors);
    // Who came from a move but reports another domU no longer means that move.
    let about = choices.about.as_ref().filter(|about| Some(&about.domu) == domu.as_ref());
    let migration = about.map(|about| about.id);
    let report = severity.map(|severity| Report { domu, migration, body, severity });
    errors.or(report)
}

fn field_of(visitor: &CurrentMember, form: &Form, refusal: &SubmitError) -> &'static str {
    let is_other = visitor.member().role.is_core() && !form.text("other_domu").is_empty();
    match refusal {
        SubmitError::NoSuchDomu if is_other => "other_domu",
        SubmitError::NoSuchDomu | SubmitError::NoSuchMigration => "domu",
        SubmitError::NothingSaid => "body",
        _ => "",
    }
}
