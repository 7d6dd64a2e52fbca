//! Changing a domU. The page also has the small forms for its people, disks and addresses; when
//! one of those is refused, this is the page that comes back.

use actix_web::{HttpResponse, web};
use serde::Serialize;

use super::disks::formats;
use crate::db::AsyncPgConnection;
use crate::db::QueryError;
use crate::fleet::domu::{Disk, DomuState};
use crate::fleet::edits::{DomuError, DomuInput, check_domu_name, check_domu_uuid, edit_domu};
use crate::fleet::host::HostState;
use crate::fleet::queries::{
    AddressRow, DomuHead, Person, PersonRole, Viewer, domu_addresses, domu_disks, domu_head, domu_people,
    hosts,
};
use crate::paths;
use crate::web::choice::Choice;
use crate::web::fleet_form::{
    changed_meanwhile, checked, must_be_offered, number, parsed, parsed_if_any, revision, size,
};
use crate::web::{CoreMember, Error, Form, FormErrors, FormView};
use crate::words::Sentence;

#[derive(Serialize)]
struct Page {
    form: FormView,
    name: String,
    href: String,
    hosts: Vec<Choice>,
    states: Vec<Choice>,
    people: Vec<PersonLine>,
    roles: Vec<Choice>,
    disks: Vec<Disk>,
    formats: Vec<Choice>,
    addresses: Vec<AddressRow>,
}

#[derive(Serialize)]
struct PersonLine {
    role_label: String,
    #[serde(flatten)]
    person: Person,
}

pub async fn edit(member: CoreMember, name: web::Path<String>) -> Result<HttpResponse, Error> {
    let page = page(&member, &name, &Form::default(), &FormErrors::default()).await?;
    member.render("domus/edit", "nav-domus", &page)
}

pub async fn update(member: CoreMember, name: web::Path<String>, form: Form) -> Result<HttpResponse, Error> {
    let head = find(&member, &name).await?;
    let mut errors = match parse(&form) {
        Ok(input) => {
            let conn = &mut *member.conn().await?;
            match edit_domu(conn, &member.actor(), head.domu.id, revision(&form), &input, member.now).await {
                Ok(()) => return Ok(member.redirect(&paths::domu(&input.name))),
                Err(DomuError::Conflict) => return clash(&member, &name, &form).await,
                Err(refusal) => told(refusal)?,
            }
        }
        Err(errors) => errors,
    };
    if form.text("host") != head.domu.host_id.to_string() {
        let hosts = choices(&*member.conn().await?).await?;
        must_be_offered(&form, "host", &hosts, "fleet-domu-no-host", &mut errors);
    }
    refuse(&member, &name, &form, &errors).await
}

/// What was typed beside what it says now. It carries the new revision: who has seen this may save again.
async fn clash(member: &CoreMember, name: &str, typed: &Form) -> Result<HttpResponse, Error> {
    let head = find(member, name).await?;
    let now = filled(&head);
    let (hosts, states) = (choices(&*member.conn().await?).await?, states());
    // Left empty, the uuid stays what it is: nothing that differs.
    let is_uuid_kept = typed.text("uuid").is_empty();
    let shown = if is_uuid_kept { now.clone().without("uuid") } else { now.clone() };
    let errors = changed_meanwhile(member, typed, &shown, &[("host", &hosts), ("state", &states)]);
    let form = typed.clone().without("revision").beside(now);
    let page = page(member, name, &form, &errors).await?;
    member.clash("domus/edit", "nav-domus", &page)
}

/// The page again with what was typed into one of its forms.
pub(super) async fn refuse(
    member: &CoreMember,
    name: &str,
    form: &Form,
    errors: &FormErrors,
) -> Result<HttpResponse, Error> {
    let page = page(member, name, form, errors).await?;
    member.refuse("domus/edit", "nav-domus", &page)
}

pub(super) async fn find(member: &CoreMember, name: &str) -> Result<DomuHead, Error> {
    let viewer = Viewer::from(member.member());
    domu_head(&*member.conn().await?, viewer, name).await?.ok_or(Error::NotFound)
}

async fn page(member: &CoreMember, name: &str, typed: &Form, errors: &FormErrors) -> Result<Page, Error> {
    let conn = member.conn().await?;
    let viewer = Viewer::from(member.member());
    let (head, people, disks, addresses, hosts) = tokio::try_join!(
        domu_head(&conn, viewer, name),
        domu_people(&conn, viewer, name),
        domu_disks(&conn, viewer, name),
        domu_addresses(&conn, viewer, name),
        choices(&conn),
    )?;
    let head = head.ok_or(Error::NotFound)?;
    let form = typed.clone().beside(filled(&head));
    Ok(Page {
        form: form.view(errors, &member.app.words, member.locale()),
        href: paths::domu(&head.domu.name),
        hosts,
        states: states(),
        people: people
            .into_iter()
            .map(|person| PersonLine { role_label: format!("fleet-person-{}", person.role), person })
            .collect(),
        roles: PersonRole::ALL
            .iter()
            .map(|role| Choice::said(role, format!("fleet-person-{role}")))
            .collect(),
        disks,
        formats: formats(None),
        addresses,
        name: head.domu.name,
    })
}

fn filled(head: &DomuHead) -> Form {
    let domu = &head.domu;
    Form::filled([
        ("revision", domu.revision.to_string()),
        ("name", domu.name.clone()),
        ("uuid", domu.uuid.to_string()),
        ("host", domu.host_id.to_string()),
        ("memory", domu.memory_bytes.exactly()),
        ("vcpus", domu.vcpus.to_string()),
        ("state", domu.state.to_string()),
        ("note", domu.note.clone()),
    ])
}

/// The hosts on which a domU can live.
pub(super) async fn choices(conn: &AsyncPgConnection) -> Result<Vec<Choice>, QueryError> {
    let open = hosts(conn).await?.into_iter().filter(|(host, _)| host.state != HostState::Retired);
    Ok(open.map(|(host, site)| Choice::named(host.id, format!("{} ({})", host.name, site.code))).collect())
}

pub(super) fn states() -> Vec<Choice> {
    DomuState::ALL.iter().map(|state| Choice::said(state, format!("fleet-domu-state-{state}"))).collect()
}

pub(super) fn parse(form: &Form) -> Result<DomuInput, FormErrors> {
    let mut errors = FormErrors::default();
    let name = form.required("name", 63, &mut errors);
    checked("name", check_domu_name(&name), &mut errors);
    let uuid = parsed_if_any(form, "uuid", "fleet-domu-uuid-shape", &mut errors);
    checked("uuid", check_domu_uuid(uuid), &mut errors);
    let host_id = parsed(form, "host", "form-not-one-of", &mut errors);
    let memory = size(form, "memory", &mut errors);
    let vcpus = number(form, "vcpus", 1..=1024, &mut errors);
    let state = form.one_of("state", &mut errors);
    let note = form.optional_lines("note", 2000, &mut errors);
    let input = (|| {
        Some(DomuInput {
            name,
            uuid,
            host_id: host_id?,
            memory: memory?,
            vcpus: i32::try_from(vcpus?).ok()?,
            state: state?,
            note,
        })
    })();
    errors.or(input)
}

/// The refusal beside its field, or a failure that is not the form's.
pub(super) fn told(refusal: DomuError) -> Result<FormErrors, Error> {
    let field = match refusal {
        DomuError::NotFound => return Err(Error::NotFound),
        DomuError::Database(error) => return Err(error.into()),
        DomuError::NameShape | DomuError::NameTaken => "name",
        DomuError::UuidTaken | DomuError::UuidOfDom0 => "uuid",
        DomuError::NoHost | DomuError::HostRetired | DomuError::Migrating | DomuError::NoDisk => "host",
        DomuError::NoMemory | DomuError::SizeKept => "memory",
        DomuError::Conflict => "",
    };
    Ok(FormErrors::of(field, refusal.sentence()))
}
