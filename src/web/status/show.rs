//! The permanent page of one post, with the form for the next update for the core team.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use serde::Serialize;

use crate::db::ids::StatusPostId;
use crate::status::overview::{self, PostView};
use crate::status::{Kind, PostState, audience, markdown, state};
use crate::web::status::post_form::AudienceChoice;
use crate::web::{Error, Form, FormErrors, FormView, Visitor};

#[derive(Serialize)]
struct Page {
    post: PostView,
    /// From the start to the first word, in seconds; `None` when it was said at once.
    first_word_after: Option<i64>,
    mailed_to: i32,
    /// Who wrote each update, for the core team only, in the order of the updates.
    authors: Vec<String>,
    update: Option<UpdateForm>,
    has_errors: bool,
    is_outage: bool,
    severity_label: String,
}

/// The core team's form below the post.
#[derive(Serialize)]
pub struct UpdateForm {
    pub form: FormView,
    states: Vec<StateChoice>,
    audiences: Vec<AudienceChoice>,
    last_seen: Option<i64>,
    preview: Option<String>,
    /// How many mails the chosen audience gets; known once a preview was asked for.
    counted: Option<i64>,
    counted_known: bool,
}

#[derive(Serialize)]
struct StateChoice {
    value: PostState,
    label: String,
}

pub async fn show(visitor: Visitor, path: web::Path<String>) -> Result<HttpResponse, Error> {
    let id = parse_id(&path)?;
    let blank = Form::filled([("audience", "affected")]);
    page(&visitor, id, (&blank, FormErrors::default()), None, StatusCode::OK).await
}

pub fn parse_id(text: &str) -> Result<StatusPostId, Error> {
    text.parse().map_err(|_| Error::NotFound)
}

/// The page, with the update form as it was sent. `counted` stands on its button.
pub async fn page(
    visitor: &Visitor,
    id: StatusPostId,
    (form, errors): (&Form, FormErrors),
    counted: Option<i64>,
    status: StatusCode,
) -> Result<HttpResponse, Error> {
    let conn = visitor.conn().await?;
    let post = overview::post(&conn, id, visitor.now).await?.ok_or(Error::NotFound)?;
    let is_core = visitor.member().is_some_and(|member| member.role.is_core());
    let update = if is_core {
        let counts = audience::count(&conn, &post.scope()).await?;
        Some(UpdateForm {
            states: states(&post),
            audiences: AudienceChoice::all(&counts),
            last_seen: post.updates.first().map(|update| update.id),
            preview: counted.map(|_| markdown::to_html(form.text("body"))),
            counted,
            counted_known: counted.is_some(),
            form: form.view(&errors, &visitor.app.words, visitor.locale()),
        })
    } else {
        None
    };
    let author = |update: &overview::UpdateView| update.author.clone().unwrap_or_default();
    let page = Page {
        first_word_after: post
            .updates
            .last()
            .map(|first| (first.at - post.post.starts_at).num_seconds())
            .filter(|seconds| *seconds >= 60),
        mailed_to: post.updates.iter().map(|update| update.mailed_to).max().unwrap_or(0),
        authors: if is_core { post.updates.iter().map(author).collect() } else { Vec::new() },
        has_errors: !errors.is_empty(),
        is_outage: post.post.kind == Kind::Outage,
        severity_label: format!("status-severity-{}", post.post.severity),
        update,
        post,
    };
    visitor.render_as(status, "status/show", "nav-status", &page)
}

fn states(post: &PostView) -> Vec<StateChoice> {
    let choice = |&value: &PostState| StateChoice { value, label: format!("status-state-{value}") };
    state::choices(post.post.state).iter().map(choice).collect()
}
