//! All plans, and a new one.

use actix_web::HttpResponse;
use serde::Serialize;

use crate::migrations::plan::{NewPlan, Plan, make_plan};
use crate::migrations::queries;
use crate::paths;
use crate::web::form::FormView;
use crate::web::{CoreMember, Error, Form, FormErrors, Pill};

use super::show::{pill, told};

#[derive(Serialize)]
struct Page {
    form: FormView,
    plans: Vec<Row>,
    stops: bool,
}

#[derive(Serialize)]
struct Row {
    href: String,
    title: String,
    state: Pill,
    moves: i64,
}

pub async fn index(who: CoreMember) -> Result<HttpResponse, Error> {
    let page = page(&who, FormView::default(), true).await?;
    who.render("plans/index", "nav-moves", &page)
}

pub async fn create(who: CoreMember, form: Form) -> Result<HttpResponse, Error> {
    let mut errors = FormErrors::default();
    let input = NewPlan {
        title: form.required("title", 200, &mut errors),
        reason: form.required_lines("reason", 2000, &mut errors),
        public_text: form.optional_lines("public_text", 2000, &mut errors),
        stop_on_return: form.has("stop_on_return"),
    };
    if errors.is_empty() {
        let conn = &mut *who.conn().await?;
        match make_plan(conn, &who.actor(), &input, who.now).await {
            Ok(id) => return Ok(who.redirect(&paths::plan(id))),
            Err(error) => errors = told(error)?,
        }
    }
    let view = form.view(&errors, &who.app.words, who.locale());
    let page = page(&who, view, input.stop_on_return).await?;
    who.refuse("plans/index", "nav-moves", &page)
}

async fn page(who: &CoreMember, form: FormView, stops: bool) -> Result<Page, Error> {
    let plans = queries::plans(&*who.conn().await?).await?;
    Ok(Page { form, plans: plans.into_iter().map(row).collect(), stops })
}

fn row((plan, moves): (Plan, i64)) -> Row {
    Row { href: paths::plan(plan.id), state: pill(&plan), title: plan.title, moves }
}
