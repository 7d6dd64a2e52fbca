//! A new interconnect, changing one, removing one.

use actix_web::{HttpResponse, web};
use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::db::ids::{HostId, SiteId};
use crate::fleet::edits::{self, Ends, InterconnectError, LinkInput};
use crate::fleet::queries::{InterconnectRow, hosts, interconnects, sites};
use crate::migrations::{LinkChange, LinkChangeError, change_link};
use crate::paths;
use crate::web::choice::Choice;
use crate::web::fleet_form::{must_be_offered, number};
use crate::web::{CoreMember, Error, Form, FormErrors, FormView};
use crate::words::{Message, Sentence};

const MEGABIT: i64 = 1_000_000;
const MEGABYTE: i64 = 1_000_000;
/// 10 Tbit/s.
const FASTEST_MEGABITS: i64 = 10_000_000;

#[derive(Serialize)]
struct Page {
    form: FormView,
    action: String,
    /// The names of its ends; none for a new one.
    ends: Option<(String, String)>,
    choices: Vec<Choice>,
    /// A change of what it carries is planned work of its own: the form of that post, filled in.
    maintenance_href: Option<String>,
}

pub async fn new(member: CoreMember) -> Result<HttpResponse, Error> {
    let form = Form::filled([("mtu", "1500")]);
    let page = page(&member, &form, FormErrors::default(), None).await?;
    member.render("interconnects/edit", "nav-hosts", &page)
}

pub async fn create(member: CoreMember, form: Form) -> Result<HttpResponse, Error> {
    let mut errors = FormErrors::default();
    let ends = ends(&form, &mut errors);
    let errors = match parse(&form, errors, ends) {
        Ok((ends, input)) => {
            let conn = &mut *member.conn().await?;
            match change_link(conn, &member.actor(), LinkChange::Add(ends, input), member.now).await {
                Ok(()) => return Ok(member.redirect(paths::SITES)),
                Err(refusal) => told(&member, refusal)?,
            }
        }
        Err(errors) => errors,
    };
    let page = page(&member, &form, errors, None).await?;
    member.refuse("interconnects/edit", "nav-hosts", &page)
}

pub async fn edit(member: CoreMember, id: web::Path<String>) -> Result<HttpResponse, Error> {
    let link = find(&member, &id).await?;
    let page = page(&member, &filled(&link), FormErrors::default(), Some(&link)).await?;
    member.render("interconnects/edit", "nav-hosts", &page)
}

pub async fn update(member: CoreMember, id: web::Path<String>, form: Form) -> Result<HttpResponse, Error> {
    let link = find(&member, &id).await?;
    let errors = match parse(&form, FormErrors::default(), Some(())) {
        Ok(((), input)) => {
            let conn = &mut *member.conn().await?;
            match change_link(conn, &member.actor(), LinkChange::Edit(link.id, input), member.now).await {
                Ok(()) => return Ok(member.redirect(paths::SITES)),
                Err(refusal) => told(&member, refusal)?,
            }
        }
        Err(errors) => errors,
    };
    let page = page(&member, &form, errors, Some(&link)).await?;
    member.refuse("interconnects/edit", "nav-hosts", &page)
}

pub async fn destroy(member: CoreMember, id: web::Path<String>, _: Form) -> Result<HttpResponse, Error> {
    let link = find(&member, &id).await?;
    let conn = &mut *member.conn().await?;
    match change_link(conn, &member.actor(), LinkChange::Remove(link.id), member.now).await {
        Ok(()) => Ok(member.redirect(paths::SITES)),
        Err(LinkChangeError::Link(InterconnectError::Database(error))) => Err(error.into()),
        Err(LinkChangeError::Link(refusal)) => Err(Error::conflict(&refusal)),
        Err(LinkChangeError::InsideAWindow { domu, starts_at, ends_at }) => {
            Err(Error::NotNow(inside_a_window(&member, domu, starts_at, ends_at)))
        }
    }
}

async fn find(member: &CoreMember, id: &str) -> Result<InterconnectRow, Error> {
    let links = interconnects(&*member.conn().await?).await?;
    links.into_iter().find(|link| link.id.to_string() == id).ok_or(Error::NotFound)
}

async fn page(
    member: &CoreMember,
    form: &Form,
    mut errors: FormErrors,
    link: Option<&InterconnectRow>,
) -> Result<Page, Error> {
    let conn = member.conn().await?;
    let (sites, hosts) = tokio::try_join!(sites(&conn), hosts(&conn))?;
    let sites = sites.into_iter().map(|site| Choice::named(format!("site-{}", site.id), site.name));
    let hosts = hosts.into_iter().map(|(host, _)| Choice::named(format!("host-{}", host.id), host.name));
    let choices: Vec<Choice> = sites.chain(hosts).collect();
    for end in ["a", "b"] {
        must_be_offered(form, end, &choices, "form-not-one-of", &mut errors);
    }
    Ok(Page {
        form: form.view(&errors, &member.app.words, member.locale()),
        action: link.map_or(paths::INTERCONNECTS.to_owned(), |link| paths::interconnect(link.id)),
        ends: link.map(|link| (link.a.clone(), link.b.clone())),
        choices,
        maintenance_href: link.map(|link| maintenance(member, link)),
    })
}

fn maintenance(member: &CoreMember, link: &InterconnectRow) -> String {
    let title = Message::new("fleet-maintenance-link").with("a", link.a.as_str()).with("b", link.b.as_str());
    let hosts: Vec<HostId> = link.a_host_id.into_iter().chain(link.b_host_id).collect();
    let sites: Vec<SiteId> = link.a_site_id.into_iter().chain(link.b_site_id).collect();
    paths::new_maintenance(&member.say(&title), &hosts, &sites)
}

fn filled(link: &InterconnectRow) -> Form {
    let measured = link.measured_bytes_per_second.map(|rate| (rate / MEGABYTE).to_string());
    Form::filled([
        ("nominal", (link.nominal_bits_per_second / MEGABIT).to_string()),
        ("measured", measured.unwrap_or_default()),
        ("mtu", link.expected_mtu.to_string()),
    ])
}

fn parse<T>(form: &Form, mut errors: FormErrors, ends: Option<T>) -> Result<(T, LinkInput), FormErrors> {
    let nominal = number(form, "nominal", 1..=FASTEST_MEGABITS, &mut errors);
    let measured = match form.text("measured") {
        "" => None,
        _ => number(form, "measured", 1..=FASTEST_MEGABITS / 8, &mut errors),
    };
    let mtu = number(form, "mtu", 576..=65535, &mut errors);
    let input = (|| {
        let input = LinkInput {
            nominal_bits_per_second: nominal? * MEGABIT,
            measured_bytes_per_second: measured.map(|rate| rate * MEGABYTE),
            expected_mtu: i32::try_from(mtu?).ok()?,
        };
        Some((ends?, input))
    })();
    errors.or(input)
}

fn ends(form: &Form, errors: &mut FormErrors) -> Option<Ends> {
    let mut end = |name: &str| {
        let end = End::read(form.text(name));
        if end.is_none() {
            let id = if form.text(name).is_empty() { "form-required" } else { "form-not-one-of" };
            errors.add(name, Message::new(id));
        }
        end
    };
    let (a, b) = (end("a"), end("b"));
    match (a?, b?) {
        (End::Site(a), End::Site(b)) => Some(Ends::Sites(a, b)),
        (End::Host(a), End::Host(b)) if a == b => {
            errors.add("b", InterconnectError::SameHost.sentence());
            None
        }
        (End::Host(a), End::Host(b)) => Some(Ends::Hosts(a, b)),
        _ => {
            errors.add("b", Message::new("fleet-interconnect-mixed"));
            None
        }
    }
}

enum End {
    Site(SiteId),
    Host(HostId),
}

impl End {
    fn read(text: &str) -> Option<End> {
        match text.split_once('-')? {
            ("site", id) => id.parse().ok().map(End::Site),
            ("host", id) => id.parse().ok().map(End::Host),
            _ => None,
        }
    }
}

/// The refusal beside its field, or a failure that is not the form's.
fn told(member: &CoreMember, refusal: LinkChangeError) -> Result<FormErrors, Error> {
    let refusal = match refusal {
        LinkChangeError::Link(refusal) => refusal,
        LinkChangeError::InsideAWindow { domu, starts_at, ends_at } => {
            return Ok(FormErrors::of("mtu", inside_a_window(member, domu, starts_at, ends_at)));
        }
    };
    let field = match refusal {
        InterconnectError::NotFound => return Err(Error::NotFound),
        InterconnectError::Database(error) => return Err(error.into()),
        InterconnectError::NoEnd(edits::End::A) => "a",
        InterconnectError::NoEnd(edits::End::B) => "b",
        InterconnectError::SameHost | InterconnectError::Taken => "b",
    };
    Ok(FormErrors::of(field, refusal.sentence()))
}

fn inside_a_window(
    member: &CoreMember,
    domu: String,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
) -> Message {
    Message::new("fleet-interconnect-inside-a-window")
        .with("domu", domu)
        .with("start", member.time(Some(starts_at), "short"))
        .with("end", member.time(Some(ends_at), "short"))
}
