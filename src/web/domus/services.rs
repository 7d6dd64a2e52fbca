//! What lives on a domU, as its people say.

use actix_web::{HttpResponse, web};
use serde::Serialize;

use super::find;
use crate::db::ids::DomuServiceId;
use crate::fleet::domu_service::ServiceKind;
use crate::fleet::edits::{
    ServiceError, ServiceInput, check_hostname, check_port, remove_service, set_service,
};
use crate::fleet::queries::{DomuHead, ServiceRow, Viewer, domu_services};
use crate::paths;
use crate::web::choice::Choice;
use crate::web::fleet_form::{checked, parsed_if_any};
use crate::web::{CurrentMember, Error, Form, FormErrors, FormView};
use crate::words::Sentence;

#[derive(Serialize)]
struct Page {
    form: FormView,
    domu: String,
    /// None for a new one.
    service: Option<String>,
    action: String,
    back: String,
    kinds: Vec<Choice>,
}

pub async fn new(member: CurrentMember, name: web::Path<String>) -> Result<HttpResponse, Error> {
    let head = find(&member, &name).await?;
    let form = Form::filled([("kind", "https")]);
    member.render("domus/service", "nav-my-domus", &page(&member, &head, None, &form, &FormErrors::default()))
}

pub async fn create(
    member: CurrentMember,
    name: web::Path<String>,
    form: Form,
) -> Result<HttpResponse, Error> {
    let head = find(&member, &name).await?;
    save(&member, &head, None, &form).await
}

pub async fn edit(member: CurrentMember, path: web::Path<(String, String)>) -> Result<HttpResponse, Error> {
    let (name, id) = path.into_inner();
    let head = find(&member, &name).await?;
    let service = find_service(&member, &name, &id).await?;
    let form = Form::filled([
        ("service_name", service.name.clone()),
        ("kind", service.kind.to_string()),
        ("hostname", service.hostname.clone()),
        ("port", service.port.map(|port| port.to_string()).unwrap_or_default()),
    ]);
    let page = page(&member, &head, Some(&service), &form, &FormErrors::default());
    member.render("domus/service", "nav-my-domus", &page)
}

pub async fn update(
    member: CurrentMember,
    path: web::Path<(String, String)>,
    form: Form,
) -> Result<HttpResponse, Error> {
    let (name, id) = path.into_inner();
    let head = find(&member, &name).await?;
    let service = find_service(&member, &name, &id).await?;
    save(&member, &head, Some(&service), &form).await
}

pub async fn destroy(
    member: CurrentMember,
    path: web::Path<(String, String)>,
    _: Form,
) -> Result<HttpResponse, Error> {
    let (name, id) = path.into_inner();
    let head = find(&member, &name).await?;
    let id: DomuServiceId = id.parse().map_err(|_| Error::NotFound)?;
    let domu = head.domu.id;
    match remove_service(&mut *member.conn().await?, &member.actor(), domu, id, member.now).await {
        Ok(()) => Ok(member.redirect(&paths::domu(&name))),
        Err(ServiceError::Database(error)) => Err(error.into()),
        Err(_) => Err(Error::NotFound),
    }
}

async fn save(
    member: &CurrentMember,
    head: &DomuHead,
    service: Option<&ServiceRow>,
    form: &Form,
) -> Result<HttpResponse, Error> {
    let errors = match parse(form) {
        Ok(input) => {
            let conn = &mut *member.conn().await?;
            let domu = head.domu.id;
            let id = service.map(|service| service.id);
            match set_service(conn, &member.actor(), domu, id, &input, member.now).await {
                Ok(()) => return Ok(member.redirect(&paths::domu(&head.domu.name))),
                Err(refusal) => told(refusal)?,
            }
        }
        Err(errors) => errors,
    };
    member.refuse("domus/service", "nav-my-domus", &page(member, head, service, form, &errors))
}

fn parse(form: &Form) -> Result<ServiceInput, FormErrors> {
    let mut errors = FormErrors::default();
    let name = form.required("service_name", 100, &mut errors);
    let kind: Option<ServiceKind> = form.one_of("kind", &mut errors);
    let hostname = form.required("hostname", 253, &mut errors);
    checked("hostname", check_hostname(&hostname), &mut errors);
    let port = parsed_if_any(form, "port", "fleet-service-port-range", &mut errors);
    checked("port", check_port(kind, port), &mut errors);
    let input = kind.map(|kind| ServiceInput { name, kind, hostname, port });
    errors.or(input)
}

/// The refusal beside its field, or a failure that is not the form's.
fn told(refusal: ServiceError) -> Result<FormErrors, Error> {
    let field = match refusal {
        ServiceError::NotFound => return Err(Error::NotFound),
        ServiceError::Database(error) => return Err(error.into()),
        ServiceError::HostnameShape | ServiceError::Twice => "hostname",
        ServiceError::NoPort | ServiceError::PortRange => "port",
        ServiceError::TooMany => "",
    };
    Ok(FormErrors::of(field, refusal.sentence()))
}

async fn find_service(member: &CurrentMember, name: &str, id: &str) -> Result<ServiceRow, Error> {
    let services = domu_services(&*member.conn().await?, Viewer::from(member.member()), name).await?;
    services.into_iter().find(|service| service.id.to_string() == id).ok_or(Error::NotFound)
}

fn page(
    member: &CurrentMember,
    head: &DomuHead,
    service: Option<&ServiceRow>,
    form: &Form,
    errors: &FormErrors,
) -> Page {
    let back = paths::domu(&head.domu.name);
    Page {
        form: form.view(errors, &member.app.words, member.locale()),
        domu: head.domu.name.clone(),
        service: service.map(|service| service.name.clone()),
        action: match service {
            Some(service) => format!("{back}/services/{}", service.id),
            None => format!("{back}/services"),
        },
        kinds: ServiceKind::ALL
            .iter()
            .map(|kind| Choice::said(kind, format!("fleet-service-kind-{kind}")))
            .collect(),
        back,
    }
}
