//! An import from pasted or uploaded outputs: first the difference, then a button. The outputs
//! come along with the button and are read anew; only what was shown is applied.

use actix_web::HttpResponse;
use serde::Serialize;

use crate::fleet::change::Change;
use crate::fleet::xl_import::{HostPlan, ImportError, ImportPlan, Seen, Target, apply_shown, preview};
use crate::paths;
use crate::web::upload::Upload;
use crate::web::{CoreMember, Error, Form, FormErrors, FormView};
use crate::words::{Message, Sentence};

#[derive(Serialize)]
struct Page {
    form: FormView,
    plan: Option<PlanView>,
}

/// A plan in the reader's words.
#[derive(Serialize)]
struct PlanView {
    fingerprint: String,
    changes_nothing: bool,
    host: String,
    host_changes: Vec<ChangeView>,
    new: Vec<NewView>,
    changed: Vec<ChangedView>,
    absent: Vec<String>,
    unchanged: usize,
    counts: String,
    notes: Vec<String>,
}

#[derive(Serialize)]
struct NewView {
    name: String,
    memory_bytes: i64,
    disks: Vec<String>,
    addresses: Vec<String>,
}

#[derive(Serialize)]
struct ChangedView {
    name: String,
    changes: Vec<ChangeView>,
}

#[derive(Serialize)]
struct ChangeView {
    label: String,
    old: Option<String>,
    new: Option<String>,
}

pub async fn new(member: CoreMember) -> Result<HttpResponse, Error> {
    member.render(
        "fleet_import/new",
        "nav-hosts",
        &page(&member, &Form::default(), &FormErrors::default(), None),
    )
}

pub async fn create(member: CoreMember, upload: Upload) -> Result<HttpResponse, Error> {
    let (errors, form) = (upload.errors(), upload.form);
    let (target, seen) = match parse(&form, errors) {
        Ok(read) => read,
        Err(errors) => return refuse(&member, &form, &errors, None),
    };
    if form.text("do") == "apply" {
        let actor = member.actor();
        let shown = form.text("shown");
        let applied =
            apply_shown(&mut *member.conn().await?, &actor, &target, &seen, shown, member.now).await;
        return match applied {
            Ok(plan) => Ok(member.redirect(&format!("{}?done=imported", paths::host(plan.host.name())))),
            Err(ImportError::NotAsShown) => {
                let errors = FormErrors::of("", ImportError::NotAsShown.sentence());
                let plan = preview(&mut *member.conn().await?, &target, &seen).await.map_err(failed)?;
                refuse(&member, &form, &errors, Some(&plan))
            }
            Err(refusal) => refuse(&member, &form, &told(refusal)?, None),
        };
    }
    let plan = preview(&mut *member.conn().await?, &target, &seen).await;
    match plan {
        Ok(plan) => {
            let page = page(&member, &form, &FormErrors::default(), Some(&plan));
            member.render("fleet_import/new", "nav-hosts", &page)
        }
        Err(refusal) => refuse(&member, &form, &told(refusal)?, None),
    }
}

fn refuse(
    member: &CoreMember,
    form: &Form,
    errors: &FormErrors,
    plan: Option<&ImportPlan>,
) -> Result<HttpResponse, Error> {
    member.refuse("fleet_import/new", "nav-hosts", &page(member, form, errors, plan))
}

/// `errors` already says which files are no text: of those fields nothing more is asked.
fn parse(form: &Form, mut errors: FormErrors) -> Result<(Target, Seen), FormErrors> {
    let is_read = errors.is_empty();
    let host = form.required("host", 63, &mut errors);
    let site = form.optional("site", 100, &mut errors);
    let given = |name: &str| Some(form.raw(name)).filter(|text| !text.trim().is_empty());
    if given("list").is_none() && is_read {
        errors.add("list", Message::new("form-required"));
    }
    let seen = match Seen::read(form.raw("list"), given("info"), given("disks")) {
        Ok(seen) => Some(seen),
        Err(_) if given("list").is_none() || !is_read => None,
        Err(broken) => {
            errors.add(broken.output().as_str(), broken.sentence());
            None
        }
    };
    let target = Target { host, site: Some(site).filter(|site| !site.is_empty()) };
    errors.or(seen.map(|seen| (target, seen)))
}

/// The refusal beside its field, or a failure that is not the form's.
fn told(refusal: ImportError) -> Result<FormErrors, Error> {
    let field = match refusal {
        ImportError::Database(error) => return Err(error.into()),
        ImportError::NoDatabase => return Err(Error::Unavailable("no database".to_owned())),
        ImportError::UnknownHost(_) | ImportError::SiteName(_) => "site",
        ImportError::HostName(_) => "host",
        ImportError::NewHostWithoutInfo | ImportError::NoMemoryLeft => "info",
        ImportError::NewHostWithoutDom0 => "list",
        ImportError::Broken(_) | ImportError::Conflict | ImportError::NotAsShown => "",
    };
    Ok(FormErrors::of(field, refusal.sentence()))
}

fn failed(refusal: ImportError) -> Error {
    match refusal {
        ImportError::Database(error) => error.into(),
        other => Error::conflict(&other),
    }
}

fn page(member: &CoreMember, form: &Form, errors: &FormErrors, plan: Option<&ImportPlan>) -> Page {
    Page {
        form: form.view(errors, &member.app.words, member.locale()),
        plan: plan.map(|plan| plan_view(member, plan)),
    }
}

fn plan_view(member: &CoreMember, plan: &ImportPlan) -> PlanView {
    let (host, host_changes) = match &plan.host {
        HostPlan::New { name, site, memory, disk, .. } => {
            let line = Message::new("fleet-import-report-new-host")
                .with("host", name.as_str())
                .with("site", site.code())
                .with("memory", memory.to_string())
                .with("disk", disk.to_string());
            (member.say(&line), Vec::new())
        }
        HostPlan::Known { name, changes, .. } => {
            let line = Message::new("fleet-import-report-host").with("host", name.as_str());
            (member.say(&line), changes.iter().map(change_view).collect())
        }
    };
    let counts = Message::new("fleet-import-report-counts")
        .with("new", plan.new.len() as i64)
        .with("changed", plan.changed.len() as i64)
        .with("absent", plan.absent.len() as i64)
        .with("unchanged", plan.unchanged.len() as i64);
    PlanView {
        fingerprint: plan.fingerprint(),
        changes_nothing: plan.changes_nothing(),
        host,
        host_changes,
        new: plan
            .new
            .iter()
            .map(|domu| NewView {
                name: domu.target.name.clone(),
                memory_bytes: domu.target.memory.0,
                disks: domu.disks.iter().map(ToString::to_string).collect(),
                addresses: domu.addresses.iter().map(|new| new.address.to_string()).collect(),
            })
            .collect(),
        changed: plan
            .changed
            .iter()
            .map(|domu| ChangedView {
                name: domu.name.clone(),
                changes: domu.changes.iter().map(change_view).collect(),
            })
            .collect(),
        absent: plan.absent.iter().map(|domu| domu.name.clone()).collect(),
        unchanged: plan.unchanged.len(),
        counts: member.say(&counts),
        notes: plan.notes.iter().map(|note| member.say(note)).collect(),
    }
}

fn change_view(change: &Change) -> ChangeView {
    ChangeView { label: change.field.label(), old: change.old.clone(), new: change.new.clone() }
}
