//! Scheduling one move. Nothing is booked or mailed before the button at the end; "show the mail"
//! draws the page again with what would be sent.

use actix_web::{HttpResponse, web};
use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};

use crate::db::ids::MigrationId;
use crate::db::pool::Connection;
use crate::fleet;
use crate::migrations::looks::{KnownNames, known_names};
use crate::migrations::notices;
use crate::migrations::queries::{self, Candidate, Mover};
use crate::migrations::{self, LEAD_TIME, NewMigration, Window};
use crate::paths;
use crate::web::choice::Choice;
use crate::web::form::FormView;
use crate::web::{CoreMember, Error, Form, FormErrors};
use crate::words::Message;

use super::new_addresses::{AddressView, addresses};
use super::new_form;
use super::new_values::{draft_values, first_values, with_an_end};
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
