//! Scheduling one move. Nothing is booked or mailed before the button at the end; "show the mail"
//! draws the page again with what would be sent.

use std::net::IpAddr;

use actix_web::{HttpResponse, web};
use chrono::{DateTime, Duration, NaiveTime, Utc};
use serde::{Deserialize, Serialize};

use crate::db::ids::MigrationId;
use crate::db::pool::Connection;
use crate::fleet::{self, ip_address};
use crate::migrations::looks::{KnownNames, known_names};
use crate::migrations::notices;
use crate::migrations::queries::{self, Candidate, Mover};
use crate::migrations::{self, Estimate, LEAD_TIME, NewMigration, Window, needed};
use crate::paths;
use crate::web::choice::Choice;
use crate::web::form::FormView;
use crate::web::{CoreMember, Error, Form, FormErrors};
use crate::words::Message;

use super::new_form::{self, address_field};
use super::new_view::{
    EstimateView, HostView, Letter, MoverView, TargetView, estimate_view, host_view, letter, mover_view,
};
use super::objections;
use super::on_the_way::OnTheWay;
use super::refusal::Refusal;
use super::view::WishView;
use super::zones;

#[derive(Deserialize)]
pub struct Query {
    #[serde(default)]
    domu: String,
    #[serde(default)]
    draft: String,
}

/// More than anybody reads through; the list of domUs finds the others.
const MOST_NAMES: usize = 200;

#[derive(Serialize)]
struct Page {
    form: FormView,
    /// To choose from while there is no domU yet.
    names: Vec<String>,
    /// To find those that are not among the names.
    search_href: Option<String>,
    domu: Option<MoverView>,
    target: Option<TargetView>,
    willing: Vec<HostView>,
    unwilling: Vec<HostView>,
    zones: Vec<Choice>,
    plans: Vec<Choice>,
    offers_windows: bool,
    wishes: Vec<WishView>,
    notice: Option<String>,
    estimate: EstimateView,
    back_by: Option<DateTime<Utc>>,
    /// What the window leaves after the estimate, to come back.
    left_seconds: Option<i64>,
    way: Option<OnTheWay>,
    addresses: Vec<AddressView>,
    /// Some would belong to another site.
    keeps_foreign: bool,
    proposed_for: String,
    preview: Option<Letter>,
    recipients: Vec<RecipientView>,
    recipient_count: usize,
    /// Owners who would not get our mails while it moves.
    stranded: String,
    /// The move that it has already, unless that is the draft at hand.
    moving: Option<Moving>,
    hides_form: bool,
}

#[derive(Serialize)]
struct Moving {
    number: MigrationId,
    href: String,
}

#[derive(Serialize)]
struct AddressView {
    field: String,
    old: String,
    new: String,
    /// Why it should not be left as it is.
    warning: String,
}

#[derive(Serialize)]
struct RecipientView {
    name: String,
    address: String,
    language: String,
    /// The id of what they are to it.
    role: String,
}

pub async fn new(who: CoreMember, query: web::Query<Query>) -> Result<HttpResponse, Error> {
    let name = query.domu.trim();
    let conn = who.conn().await?;
    if name.is_empty() {
        return who.render("migrations/new", "nav-moves", &empty(&conn, name, FormView::default()).await?);
    }
    let Some(mover) = queries::mover(&conn, name).await? else {
        return no_such_domu(&who, &conn, name).await;
    };
    let fields = match query.draft.parse::<MigrationId>() {
        Ok(draft) => draft_values(&who, &conn, &mover, draft).await?,
        Err(_) => first_values(&who),
    };
    let form = Form::filled(fields);
    let page = page(&who, &conn, mover, &form, FormErrors::default(), None).await?;
    // Nobody fills in a form that can only be refused.
    let page = Page { hides_form: page.moving.is_some(), ..page };
    who.render("migrations/new", "nav-moves", &page)
}

pub async fn create(who: CoreMember, form: Form) -> Result<HttpResponse, Error> {
    let mut conn = who.conn().await?;
    let name = form.text("domu");
    let Some(mover) = queries::mover(&conn, name).await? else {
        return no_such_domu(&who, &conn, name).await;
    };
    let candidates = queries::candidates(&conn, &mover).await?;
    let targets: Vec<_> = candidates.iter().map(|host| (host.name.clone(), host.id)).collect();
    let target = candidates.iter().find(|host| host.name == form.text("target"));
    let parsed = match new_form::parse(&form, mover.id, &targets, &mover.addresses) {
        Ok(input) => objections::none_to(&conn, &mover, target, &form, input).await?,
        Err(errors) => Err(errors),
    };
    let input = match parsed {
        Ok(input) => input,
        Err(errors) => {
            let page = page(&who, &conn, mover, &form, errors, None).await?;
            return who.refuse("migrations/new", "nav-moves", &page);
        }
    };
    let draft = form.hidden("draft")?;
    let done = match form.text("then") {
        "announce" => {
            migrations::announce(&mut conn, &who.app.letterhead, &who.actor(), draft, &input, who.now).await
        }
        "draft" => migrations::save_draft(&mut conn, &who.actor(), draft, &input, who.now).await,
        "" | "preview" => {
            match migrations::could_announce(&mut conn, &who.actor(), draft, &input, who.now).await {
                Ok(()) => {
                    let page = page(&who, &conn, mover, &form, FormErrors::default(), Some(&input)).await?;
                    return who.render("migrations/new", "nav-moves", &page);
                }
                // The mail all the same, and beside it what keeps it from going out.
                Err(error) => Err(error),
            }
        }
        _ => return Err(Error::Unreadable("nothing that can be done with a draft")),
    };
    match done {
        Ok(number) => Ok(who.redirect(&paths::migration(number))),
        Err(error) => {
            let errors = error.beside()?.with_none_at("domu");
            let page = page(&who, &conn, mover, &form, errors, Some(&input)).await?;
            who.refuse("migrations/new", "nav-moves", &page)
        }
    }
}

async fn no_such_domu(who: &CoreMember, conn: &Connection, name: &str) -> Result<HttpResponse, Error> {
    let errors = FormErrors::of("domu", Message::new("new-move-no-such-domu"));
    let form = Form::filled([("domu", name)]).view(&errors, &who.app.words, who.locale());
    who.refuse("migrations/new", "nav-moves", &empty(conn, name, form).await?)
}

/// In four days, in the evening: enough notice, and most people are at home. How long the evening has to be
/// is known with the estimate, see `with_an_end`.
fn first_values(who: &CoreMember) -> Vec<(String, String)> {
    let zone = who.member().zone();
    let day = (who.now + LEAD_TIME + Duration::days(1)).with_timezone(&zone).date_naive();
    [
        ("day", day.to_string()),
        ("starts_at", "22:00".to_owned()),
        ("zone", zone.name().to_owned()),
        ("offers_windows", "yes".to_owned()),
        ("grace_days", "7".to_owned()),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .to_vec()
}

/// With an end that leaves room for the move, where the form has none yet: half past eleven, or later.
fn with_an_end(form: &Form, estimate: Option<&Estimate>) -> Form {
    let needed = estimate.map_or(0, |estimate| needed(estimate.expected_seconds).num_minutes() + 1);
    let minutes = (needed + 14) / 15 * 15;
    let starts_at = NaiveTime::from_hms_opt(22, 0, 0).unwrap_or(NaiveTime::MIN);
    let ends_at = starts_at + Duration::minutes(minutes.clamp(90, 23 * 60));
    form.clone().beside(Form::filled([("ends_at", ends_at.format("%H:%M").to_string())]))
}

async fn draft_values(
    who: &CoreMember,
    conn: &Connection,
    mover: &Mover,
    draft: MigrationId,
) -> Result<Vec<(String, String)>, Error> {
    let found = queries::choosing(conn, who.member(), draft).await?.ok_or(Error::NotFound)?;
    let shown = &found.shown;
    let migration = &shown.migration;
    let window = Window::of(migration);
    let local = |at: DateTime<Utc>| at.with_timezone(&window.zone);
    let day_before = |at: Option<DateTime<Utc>>| {
        at.map(|at| (local(at) - Duration::seconds(1)).date_naive().to_string()).unwrap_or_default()
    };
    let mut values = vec![
        ("draft", migration.id.to_string()),
        ("target", shown.target.host.clone()),
        ("day", local(window.starts_at).date_naive().to_string()),
        ("starts_at", local(window.starts_at).format("%H:%M").to_string()),
        ("ends_at", local(window.ends_at).format("%H:%M").to_string()),
        ("zone", window.zone.name().to_owned()),
        ("reason", migration.reason.clone()),
        ("short_notice_reason", migration.short_notice_reason.clone().unwrap_or_default()),
        ("plan", migration.plan_id.map(|plan| plan.to_string()).unwrap_or_default()),
        ("grace_days", migration.grace_days.to_string()),
        ("old_until_day", day_before(migration.old_addresses_until)),
        ("deadline_day", day_before(migration.deadline)),
    ];
    if found.choice.is_some_and(|choice| choice.offers_windows) {
        values.push(("offers_windows", "yes".to_owned()));
    }
    // Its addresses are those that it was saved with, also where that is none.
    values.push(("proposed_for", shown.target.host.clone()));
    let mut values: Vec<_> = values.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    for (index, old) in mover.addresses.iter().enumerate() {
        let new = shown.addresses.iter().find(|(known, _)| known.addr() == *old);
        let new = new.map(|(_, new)| new.addr().to_string()).unwrap_or_default();
        values.push((address_field(index), new));
    }
    Ok(values)
}

async fn empty(conn: &Connection, name: &str, form: FormView) -> Result<Page, Error> {
    let mut names = fleet::queries::domu_names(conn, MOST_NAMES + 1).await?;
    let has_more = names.len() > MOST_NAMES;
    names.truncate(MOST_NAMES);
    Ok(Page {
        form,
        names,
        search_href: has_more.then(|| paths::domus_like(name)),
        domu: None,
        target: None,
        willing: Vec::new(),
        unwilling: Vec::new(),
        zones: Vec::new(),
        plans: Vec::new(),
        offers_windows: false,
        wishes: Vec::new(),
        notice: None,
        estimate: EstimateView::default(),
        back_by: None,
        left_seconds: None,
        way: None,
        addresses: Vec::new(),
        keeps_foreign: false,
        proposed_for: String::new(),
        preview: None,
        recipients: Vec::new(),
        recipient_count: 0,
        stranded: String::new(),
        moving: None,
        hides_form: false,
    })
}

/// The page for this domU and what was typed so far. `input` is the form when it could be read:
/// then the mail can be shown.
async fn page(
    who: &CoreMember,
    conn: &Connection,
    mover: Mover,
    form: &Form,
    errors: FormErrors,
    input: Option<&NewMigration>,
) -> Result<Page, Error> {
    let draft = form.text("draft").parse().ok();
    let (candidates, contacts, plans, known, moving) = tokio::try_join!(
        queries::candidates(conn, &mover),
        notices::contacts(conn, mover.id),
        queries::plan_choices(conn),
        known_names::of(conn, mover.id),
        queries::open_migration_of(conn, mover.id),
    )?;
    let chosen = chosen(&candidates, form.text("target")).cloned();
    let estimate = match &chosen {
        Some(host) => Some(queries::estimate_for(conn, mover.id, mover.host_id, host.id).await?),
        None => None,
    };
    let form = &if form.has("ends_at") { form.clone() } else { with_an_end(form, estimate.as_ref()) };
    let addresses = addresses(who, conn, &mover, chosen.as_ref(), form).await?;
    let sized = estimate.as_ref().filter(|estimate| estimate.unknown_disks.is_empty());
    let preview = match (input, sized) {
        (Some(input), Some(estimate)) => {
            notices::preview(conn, &who.app.letterhead, &who.actor(), input, estimate, who.now).await?
        }
        _ => None,
    };
    let window = new_form::window(form, &mut FormErrors::default());
    let expected = sized.map(|estimate| Duration::seconds(estimate.expected_seconds.into()));
    let way = match window.zip(chosen.as_ref()) {
        Some((window, host)) => {
            let others = queries::on_the_way(conn, [mover.host_id, host.id], window.starts_at).await?;
            Some(OnTheWay::of(others, window))
        }
        None => None,
    };
    let (willing, unwilling): (Vec<_>, Vec<_>) = candidates.iter().partition(|host| host.why_not.is_none());
    let host_view = |host: &Candidate| host_view(who, host, chosen.as_ref());
    Ok(Page {
        form: form.view(&errors, &who.app.words, who.locale()),
        names: Vec::new(),
        search_href: None,
        domu: Some(mover_view(who, &mover, &contacts)),
        willing: willing.into_iter().map(host_view).collect(),
        unwilling: unwilling.into_iter().map(host_view).collect(),
        zones: zones::choices(form.text("zone"), &who.member().time_zone),
        plans: std::iter::once(Choice::said("", "new-move-no-plan"))
            .chain(plans.into_iter().map(|(id, title)| Choice::named(id, title)))
            .collect(),
        offers_windows: form.has("offers_windows"),
        wishes: wishes(&contacts),
        notice: window.and_then(|window| short_notice(who, window)),
        estimate: estimate.map(|estimate| estimate_view(who, &mover.name, &estimate)).unwrap_or_default(),
        back_by: window.zip(expected).map(|(window, expected)| window.starts_at + expected),
        left_seconds: window
            .zip(expected)
            .map(|(window, expected)| (window.ends_at - window.starts_at - expected).num_seconds())
            .filter(|left| *left > 0),
        way,
        keeps_foreign: addresses.iter().any(|view| !view.warning.is_empty()),
        addresses,
        proposed_for: chosen.as_ref().map(|host| host.name.clone()).unwrap_or_default(),
        target: chosen.map(|host| TargetView { name: host.name }),
        preview: preview.map(letter),
        recipient_count: contacts.len(),
        moving: moving
            .filter(|number| Some(*number) != draft)
            .map(|number| Moving { number, href: paths::migration(number) }),
        hides_form: false,
        stranded: known.as_ref().map(KnownNames::stranded_names).unwrap_or_default(),
        recipients: contacts
            .iter()
            .flat_map(|contact| contact.recipients().into_iter().map(|to| (contact.role, to)))
            .map(|(role, to)| RecipientView {
                role: format!("fleet-person-{role}"),
                name: to.name,
                address: to.address,
                language: who.say(&Message::new(format!("language-{}", to.locale))),
            })
            .collect(),
    })
}

/// The host that was chosen, or the roomiest that can take it.
fn chosen<'a>(candidates: &'a [Candidate], typed: &str) -> Option<&'a Candidate> {
    let named = candidates.iter().find(|host| host.name == typed);
    named.or_else(|| candidates.iter().find(|host| host.why_not.is_none()))
}

/// What was typed, as long as it was typed for this host; else a proposal from its site.
async fn addresses(
    who: &CoreMember,
    conn: &Connection,
    mover: &Mover,
    target: Option<&Candidate>,
    form: &Form,
) -> Result<Vec<AddressView>, Error> {
    let was_proposed = target.is_some_and(|host| host.name == form.text("proposed_for"));
    let foreign = objections::foreign(conn, mover, target).await?;
    let mut views: Vec<AddressView> = Vec::new();
    for (index, old) in mover.addresses.iter().enumerate() {
        let field = address_field(index);
        let new = match target {
            _ if was_proposed => form.text(&field).to_owned(),
            Some(host) => proposal(conn, *old, host, &views).await?,
            None => String::new(),
        };
        let warning = objections::warning(who, conn, target, &foreign, (*old, &new)).await?;
        views.push(AddressView { field, old: old.to_string(), new, warning });
    }
    Ok(views)
}

/// Not twice the same, though none of them is held yet.
async fn proposal(
    conn: &Connection,
    old: IpAddr,
    target: &Candidate,
    before: &[AddressView],
) -> Result<String, Error> {
    let taken: Vec<IpAddr> = before.iter().filter_map(|view| view.new.parse().ok()).collect();
    let proposed = ip_address::propose_address(conn, old, target.site_id, &taken).await?;
    Ok(proposed.map(|(_, address)| address.to_string()).unwrap_or_default())
}

fn wishes(contacts: &[notices::Contact]) -> Vec<WishView> {
    let wishes: Vec<_> = contacts
        .iter()
        .filter(|contact| !contact.move_wishes.is_empty())
        .map(|contact| (contact.name.clone(), contact.move_wishes.clone()))
        .collect();
    WishView::all(&wishes)
}

/// A warning when it begins before members were promised.
pub(super) fn short_notice(who: &CoreMember, window: Window) -> Option<String> {
    let ahead = window.starts_at - who.now;
    (ahead < LEAD_TIME).then(|| {
        let notice = who.duration(ahead.num_seconds().max(0));
        who.say(&Message::new("new-move-notice").with("notice", notice))
    })
}
