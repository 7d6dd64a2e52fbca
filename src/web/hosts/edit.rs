//! A new host, and changing one.

use std::net::{IpAddr, Ipv6Addr};

use actix_web::{HttpResponse, web};
use serde::Serialize;

use crate::fleet::edits::{
    HostError, HostInput, add_host, check_bridge, check_host_name, check_interconnect, check_volume_group,
    edit_host,
};
use crate::fleet::host::{Host, HostState};
use crate::fleet::queries::{host_named, sites};
use crate::paths;
use crate::web::choice::Choice;
use crate::web::fleet_form::{
    address_if_any, changed_meanwhile, checked, must_be_offered, parsed, parsed_if_any, revision, size,
};
use crate::web::{CoreMember, Error, Form, FormErrors, FormView};
use crate::words::Sentence;

#[derive(Serialize)]
struct Page {
    form: FormView,
    action: String,
    back: String,
    /// None for a new one.
    name: Option<String>,
    sites: Vec<Choice>,
    states: Vec<Choice>,
}

pub async fn new(member: CoreMember) -> Result<HttpResponse, Error> {
    let form = Form::filled([("volume_group", "vg0"), ("bridge", "xenbr0"), ("state", "active")]);
    let page = page(&member, &form, FormErrors::default(), None).await?;
    member.render("hosts/edit", "nav-hosts", &page)
}

pub async fn create(member: CoreMember, form: Form) -> Result<HttpResponse, Error> {
    let errors = match parse(&form) {
        Ok(input) => {
            let added = add_host(&mut *member.conn().await?, &member.actor(), &input, member.now).await;
            match added {
                Ok(_) => return Ok(member.redirect(&paths::host(&input.name))),
                Err(refusal) => told(refusal)?,
            }
        }
        Err(errors) => errors,
    };
    let page = page(&member, &form, errors, None).await?;
    member.refuse("hosts/edit", "nav-hosts", &page)
}

pub async fn edit(member: CoreMember, name: web::Path<String>) -> Result<HttpResponse, Error> {
    let host = find(&member, &name).await?;
    let page = page(&member, &filled(&host), FormErrors::default(), Some(&host)).await?;
    member.render("hosts/edit", "nav-hosts", &page)
}

pub async fn update(member: CoreMember, name: web::Path<String>, form: Form) -> Result<HttpResponse, Error> {
    let host = find(&member, &name).await?;
    let errors = match parse(&form) {
        Ok(input) => {
            let conn = &mut *member.conn().await?;
            match edit_host(conn, &member.actor(), host.id, revision(&form), &input, member.now).await {
                Ok(()) => return Ok(member.redirect(&paths::host(&input.name))),
                Err(HostError::Conflict) => return clash(&member, &name, &form).await,
                Err(refusal) => told(refusal)?,
            }
        }
        Err(errors) => errors,
    };
    let page = page(&member, &form, errors, Some(&host)).await?;
    member.refuse("hosts/edit", "nav-hosts", &page)
}

/// What was typed beside what it says now. It carries the new revision: who has seen this may save again.
async fn clash(member: &CoreMember, name: &str, typed: &Form) -> Result<HttpResponse, Error> {
    let host = find(member, name).await?;
    let now = filled(&host);
    let (sites, states) = (site_choices(member).await?, states());
    let errors = changed_meanwhile(member, typed, &now, &[("site", &sites), ("state", &states)]);
    let form = typed.clone().without("revision").beside(now);
    let page = page(member, &form, errors, Some(&host)).await?;
    member.clash("hosts/edit", "nav-hosts", &page)
}

async fn find(member: &CoreMember, name: &str) -> Result<Host, Error> {
    let found = host_named(&*member.conn().await?, name).await?;
    Ok(found.ok_or(Error::NotFound)?.host)
}

async fn page(
    member: &CoreMember,
    form: &Form,
    mut errors: FormErrors,
    host: Option<&Host>,
) -> Result<Page, Error> {
    let sites = site_choices(member).await?;
    must_be_offered(form, "site", &sites, "fleet-no-site", &mut errors);
    let here = host.map(|host| paths::host(&host.name));
    Ok(Page {
        form: form.view(&errors, &member.app.words, member.locale()),
        action: here.clone().unwrap_or_else(|| paths::HOSTS.to_owned()),
        back: here.unwrap_or_else(|| paths::HOSTS.to_owned()),
        name: host.map(|host| host.name.clone()),
        sites,
        states: states(),
    })
}

async fn site_choices(member: &CoreMember) -> Result<Vec<Choice>, Error> {
    let sites = sites(&*member.conn().await?).await?;
    Ok(sites.into_iter().map(|site| Choice::named(site.id, site.name)).collect())
}

fn states() -> Vec<Choice> {
    HostState::ALL.iter().map(|state| Choice::said(state, format!("fleet-host-state-{state}"))).collect()
}

fn filled(host: &Host) -> Form {
    Form::filled([
        ("revision", host.revision.to_string()),
        ("site", host.site_id.to_string()),
        ("name", host.name.clone()),
        ("memory", host.memory_bytes.exactly()),
        ("disk", if host.disk_bytes.0 == 0 { String::new() } else { host.disk_bytes.exactly() }),
        ("state", host.state.to_string()),
        ("volume_group", host.volume_group.clone()),
        ("bridge", host.bridge.clone()),
        (
            "interconnect_address",
            host.interconnect_address.map(|net| net.addr().to_string()).unwrap_or_default(),
        ),
        (
            "interconnect_address6",
            host.interconnect_address6.map(|net| net.addr().to_string()).unwrap_or_default(),
        ),
        ("note", host.note.clone()),
    ])
}

fn parse(form: &Form) -> Result<HostInput, FormErrors> {
    let mut errors = FormErrors::default();
    let site_id = parsed(form, "site", "form-not-one-of", &mut errors);
    let name = form.required("name", 63, &mut errors);
    checked("name", check_host_name(&name), &mut errors);
    let memory = size(form, "memory", &mut errors);
    let disk = size(form, "disk", &mut errors);
    let state = form.one_of("state", &mut errors);
    let volume_group = form.required("volume_group", 127, &mut errors);
    checked("volume_group", check_volume_group(&volume_group), &mut errors);
    let bridge = form.required("bridge", 15, &mut errors);
    checked("bridge", check_bridge(&bridge), &mut errors);
    let interconnect_address = address_if_any(form, "interconnect_address", &mut errors);
    checked("interconnect_address", check_interconnect(interconnect_address), &mut errors);
    let interconnect_address6: Option<Ipv6Addr> =
        parsed_if_any(form, "interconnect_address6", "fleet-address6-shape", &mut errors);
    let checked6 = check_interconnect(interconnect_address6.map(IpAddr::V6));
    checked("interconnect_address6", checked6, &mut errors);
    let note = form.optional_lines("note", 2000, &mut errors);
    let input = (|| {
        Some(HostInput {
            site_id: site_id?,
            name,
            memory: memory?,
            disk: disk?,
            state: state?,
            volume_group,
            bridge,
            interconnect_address,
            interconnect_address6,
            note,
        })
    })();
    errors.or(input)
}

/// The refusal beside its field, or a failure that is not the form's.
fn told(refusal: HostError) -> Result<FormErrors, Error> {
    let field = match refusal {
        HostError::NotFound => return Err(Error::NotFound),
        HostError::Database(error) => return Err(error.into()),
        HostError::NameShape(_) | HostError::NameTaken => "name",
        HostError::NoSite => "site",
        HostError::VolumeGroupShape => "volume_group",
        HostError::BridgeShape => "bridge",
        HostError::NobodyThere(_) | HostError::InterconnectTaken => "interconnect_address",
        HostError::Interconnect6Taken => "interconnect_address6",
        HostError::MemoryInUse(_) => "memory",
        HostError::DiskInUse(_) => "disk",
        HostError::Inhabited(_) => "state",
        HostError::Conflict => "",
    };
    Ok(FormErrors::of(field, refusal.sentence()))
}
