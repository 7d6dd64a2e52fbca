//! Disks of a domU, recorded by hand.

use actix_web::{HttpResponse, web};
use serde::Serialize;

use super::edit::{find, refuse};
use crate::fleet::domu::Disk;
use crate::fleet::edits::{DiskError, DiskInput, check_disk_name, check_disk_path, remove_disk, set_disk};
use crate::fleet::queries::{DomuHead, Viewer, domu_disks};
use crate::paths;
use crate::web::choice::Choice;
use crate::web::fleet_form::{checked, must_be_offered, size_if_any};
use crate::web::{CoreMember, Error, Form, FormErrors, FormView};
use crate::words::Sentence;

#[derive(Serialize)]
struct Page {
    form: FormView,
    domu: String,
    disk: String,
    action: String,
    back: String,
    formats: Vec<Choice>,
}

pub async fn create(member: CoreMember, name: web::Path<String>, form: Form) -> Result<HttpResponse, Error> {
    let head = find(&member, &name).await?;
    let errors = match save(&member, &head, None, &form).await? {
        Ok(()) => return Ok(member.redirect(&paths::domu_edit(&name))),
        Err(errors) => errors,
    };
    refuse(&member, &name, &form, &errors).await
}

pub async fn edit(member: CoreMember, path: web::Path<(String, String)>) -> Result<HttpResponse, Error> {
    let (name, id) = path.into_inner();
    let disk = find_disk(&member, &name, &id).await?;
    let form = filled(&disk);
    member.render("domus/disk", "nav-domus", &page(&member, &name, &disk, &form, &FormErrors::default()))
}

fn filled(disk: &Disk) -> Form {
    Form::filled([
        ("disk_name", disk.name.clone()),
        ("disk_path", disk.path.clone()),
        ("disk_format", disk.format.clone()),
        ("disk_size", disk.bytes.map(|bytes| bytes.exactly()).unwrap_or_default()),
    ])
}

pub async fn update(
    member: CoreMember,
    path: web::Path<(String, String)>,
    form: Form,
) -> Result<HttpResponse, Error> {
    let (name, id) = path.into_inner();
    let disk = find_disk(&member, &name, &id).await?;
    let head = find(&member, &name).await?;
    match save(&member, &head, Some(&disk), &form).await? {
        Ok(()) => Ok(member.redirect(&paths::domu_edit(&name))),
        Err(errors) => member.refuse("domus/disk", "nav-domus", &page(&member, &name, &disk, &form, &errors)),
    }
}

pub async fn destroy(
    member: CoreMember,
    path: web::Path<(String, String)>,
    _: Form,
) -> Result<HttpResponse, Error> {
    let (name, id) = path.into_inner();
    let disk = find_disk(&member, &name, &id).await?;
    let domu = disk.domu_id;
    match remove_disk(&mut *member.conn().await?, &member.actor(), domu, disk.id, member.now).await {
        Ok(()) => Ok(member.redirect(&paths::domu_edit(&name))),
        Err(DiskError::Database(error)) => Err(error.into()),
        Err(DiskError::NotFound) => Err(Error::NotFound),
        Err(refusal) => {
            let errors = FormErrors::of("disk_size", refusal.sentence());
            member.refuse("domus/disk", "nav-domus", &page(&member, &name, &disk, &filled(&disk), &errors))
        }
    }
}

async fn save(
    member: &CoreMember,
    head: &DomuHead,
    disk: Option<&Disk>,
    form: &Form,
) -> Result<Result<(), FormErrors>, Error> {
    let input = match parse(form, disk) {
        Ok(input) => input,
        Err(errors) => return Ok(Err(errors)),
    };
    let domu = head.domu.id;
    let id = disk.map(|disk| disk.id);
    match set_disk(&mut *member.conn().await?, &member.actor(), domu, id, &input, member.now).await {
        Ok(()) => Ok(Ok(())),
        Err(DiskError::NotFound) => Err(Error::NotFound),
        Err(DiskError::Database(error)) => Err(error.into()),
        Err(refusal) => Ok(Err(FormErrors::of(field_of(&refusal), refusal.sentence()))),
    }
}

fn field_of(refusal: &DiskError) -> &'static str {
    match refusal {
        DiskError::NameShape | DiskError::NameTaken => "disk_name",
        DiskError::PathShape | DiskError::PathTwice | DiskError::PathTaken(_) => "disk_path",
        DiskError::NoRoom | DiskError::SizeKept => "disk_size",
        DiskError::NotFound | DiskError::Database(_) => "",
    }
}

fn parse(form: &Form, disk: Option<&Disk>) -> Result<DiskInput, FormErrors> {
    let mut errors = FormErrors::default();
    let name = form.required("disk_name", 32, &mut errors);
    checked("disk_name", check_disk_name(&name), &mut errors);
    let path = form.required("disk_path", 1024, &mut errors);
    if disk.is_none_or(|disk| disk.path != path) {
        checked("disk_path", check_disk_path(&path), &mut errors);
    }
    let format = form.required("disk_format", 16, &mut errors);
    must_be_offered(form, "disk_format", &formats(disk), "form-not-one-of", &mut errors);
    let bytes = size_if_any(form, "disk_size", &mut errors);
    errors.or(Some(DiskInput { name, path, format, bytes }))
}

/// The formats to choose from; a disk may keep one that only an import brings along.
pub(super) fn formats(disk: Option<&Disk>) -> Vec<Choice> {
    let mut names = vec!["raw", "qcow2", "vhd"];
    names.extend(disk.map(|disk| disk.format.as_str()).filter(|format| !names.contains(format)));
    names.into_iter().map(|format| Choice::named(format, format)).collect()
}

async fn find_disk(member: &CoreMember, name: &str, id: &str) -> Result<Disk, Error> {
    let disks = domu_disks(&*member.conn().await?, Viewer::from(member.member()), name).await?;
    disks.into_iter().find(|disk| disk.id.to_string() == id).ok_or(Error::NotFound)
}

fn page(member: &CoreMember, name: &str, disk: &Disk, form: &Form, errors: &FormErrors) -> Page {
    let back = paths::domu_edit(name);
    Page {
        form: form.view(errors, &member.app.words, member.locale()),
        domu: name.to_owned(),
        disk: disk.name.clone(),
        action: format!("{}/disks/{}", paths::domu(name), disk.id),
        back,
        formats: formats(Some(disk)),
    }
}
