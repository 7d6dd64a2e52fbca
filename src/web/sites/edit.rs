//! A new site, and changing one.

use actix_web::{HttpResponse, web};
use serde::Serialize;

use crate::fleet::edits::{SiteError, SiteInput, add_site, check_site_code, edit_site};
use crate::fleet::queries::sites;
use crate::fleet::site::Site;
use crate::paths;
use crate::web::fleet_form::checked;
use crate::web::{CoreMember, Error, Form, FormErrors, FormView};
use crate::words::Sentence;

#[derive(Serialize)]
struct Page {
    form: FormView,
    action: String,
    /// None for a new one.
    code: Option<String>,
}

pub async fn new(member: CoreMember) -> Result<HttpResponse, Error> {
    member.render("sites/edit", "nav-hosts", &page(&member, &Form::default(), &FormErrors::default(), None))
}

pub async fn create(member: CoreMember, form: Form) -> Result<HttpResponse, Error> {
    let errors = match parse(&form) {
        Ok(input) => match add_site(&mut *member.conn().await?, &member.actor(), &input, member.now).await {
            Ok(_) => return Ok(member.redirect(paths::SITES)),
            Err(refusal) => told(refusal)?,
        },
        Err(errors) => errors,
    };
    member.refuse("sites/edit", "nav-hosts", &page(&member, &form, &errors, None))
}

pub async fn edit(member: CoreMember, code: web::Path<String>) -> Result<HttpResponse, Error> {
    let site = find(&member, &code).await?;
    let form = Form::filled([("code", &site.code), ("name", &site.name)]);
    member.render("sites/edit", "nav-hosts", &page(&member, &form, &FormErrors::default(), Some(&site)))
}

pub async fn update(member: CoreMember, code: web::Path<String>, form: Form) -> Result<HttpResponse, Error> {
    let site = find(&member, &code).await?;
    let errors = match parse(&form) {
        Ok(input) => {
            let conn = &mut *member.conn().await?;
            match edit_site(conn, &member.actor(), site.id, &input, member.now).await {
                Ok(()) => return Ok(member.redirect(paths::SITES)),
                Err(refusal) => told(refusal)?,
            }
        }
        Err(errors) => errors,
    };
    member.refuse("sites/edit", "nav-hosts", &page(&member, &form, &errors, Some(&site)))
}

async fn find(member: &CoreMember, code: &str) -> Result<Site, Error> {
    let sites = sites(&*member.conn().await?).await?;
    sites.into_iter().find(|site| site.code == code).ok_or(Error::NotFound)
}

fn page(member: &CoreMember, form: &Form, errors: &FormErrors, site: Option<&Site>) -> Page {
    Page {
        form: form.view(errors, &member.app.words, member.locale()),
        action: site.map_or(paths::SITES.to_owned(), |site| paths::site(&site.code)),
        code: site.map(|site| site.code.clone()),
    }
}

fn parse(form: &Form) -> Result<SiteInput, FormErrors> {
    let mut errors = FormErrors::default();
    let code = form.required("code", 32, &mut errors);
    checked("code", check_site_code(&code), &mut errors);
    let name = form.required("name", 100, &mut errors);
    errors.or(Some(SiteInput { code, name }))
}

/// The refusal beside its field, or a failure that is not the form's.
fn told(refusal: SiteError) -> Result<FormErrors, Error> {
    let field = match refusal {
        SiteError::NotFound => return Err(Error::NotFound),
        SiteError::Database(error) => return Err(error.into()),
        SiteError::CodeShape | SiteError::CodeTaken => "code",
    };
    Ok(FormErrors::of(field, refusal.sentence()))
}
