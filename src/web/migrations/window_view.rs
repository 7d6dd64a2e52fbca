//! What the page shows on which a window is chosen: a house with a floor for each day.

use chrono::{DateTime, Duration, NaiveDate, Utc};
use chrono_tz::Tz;
use serde::Serialize;

use crate::db::ids::MigrationId;
use crate::migrations::choice::{Choice, FREE_CHANGES};
use crate::migrations::queries::Choosing;
use crate::migrations::slots::{Busy, FENCE, Offer, Slot, days_around, from_now};
use crate::migrations::{Migration, MigrationState};
use crate::paths;
use crate::templates::zone_name;
use crate::web::form::FormView;
use crate::web::{CurrentMember, Form, FormErrors};

use super::picture::{self, Picture};
use super::view::{AddressView, PlaceView};

#[derive(Serialize)]
pub struct Page {
    form: FormView,
    number: MigrationId,
    href: String,
    domu: String,
    source: PlaceView,
    target: PlaceView,
    jump: Option<Picture>,
    bytes_total: Option<i64>,
    addresses: Vec<AddressView>,
    revision: i32,
    is_booked: bool,
    is_offered: bool,
    /// Then its members did not say yes to what was proposed before.
    was_on_hold: bool,
    can_change: bool,
    changes_left: i32,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    expected_seconds: i32,
    low_text: String,
    high_text: String,
    choose_until: Option<DateTime<Utc>>,
    proposed_at: Option<DateTime<Utc>>,
    deadline: Option<DateTime<Utc>>,
    zone: &'static str,
    days: Vec<Day>,
    earlier_href: Option<String>,
    later_href: Option<String>,
    boots: bool,
    grace_days: i32,
    old_addresses_until: Option<DateTime<Utc>>,
    now_asked_by: Option<String>,
    now_free_until: Option<DateTime<Utc>>,
}

#[derive(Serialize)]
struct Day {
    at: DateTime<Utc>,
    /// Of its zone, which may change between two days.
    zone_name: String,
    panes: Vec<Pane>,
}

#[derive(Serialize)]
struct Pane {
    value: String,
    clock: String,
    back: String,
    is_busy: bool,
    is_proposed: bool,
    is_chosen: bool,
}

impl Page {
    /// `around` a day, else the day that was chosen or proposed; `typed` what came back with errors.
    pub fn new(
        who: &CurrentMember,
        choosing: Choosing,
        busy: &[Busy],
        around: Option<NaiveDate>,
        (form, errors): (&Form, &FormErrors),
    ) -> Page {
        let Choosing { shown, choice, boots, now_asked_by, .. } = choosing;
        let migration = &shown.migration;
        let is_booked = migration.state == MigrationState::Booked;
        let is_core = who.member().role.is_core();
        let changes_left = FREE_CHANGES - choice.as_ref().map_or(0, |choice| choice.changes);
        let is_in_time = migration.starts_at - FENCE >= who.now;
        let can_change = !is_booked || (is_in_time && (changes_left > 0 || is_core));
        let offer = choice.as_ref().and_then(|choice| choice.offer(migration));
        let chosen: Option<DateTime<Utc>> =
            form.text("slot").parse().ok().or(is_booked.then_some(migration.starts_at));
        let house = offer.as_ref().filter(|_| can_change).map(|offer| {
            let slots = with_booked(offer.slots(busy, who.now), migration);
            House::of(offer, &slots, around, chosen, migration)
        });
        let (days, earlier, later) =
            house.map_or((Vec::new(), None, None), |house| (house.days, house.earlier, house.later));
        let to = |day: NaiveDate| format!("{}?around={day}", paths::window(migration.id));
        let needs = Duration::seconds(i64::from(migration.expected_seconds) * 3 / 2);
        let free = from_now(busy, migration.ends_at - migration.starts_at, needs, who.now);
        let boots = match form.text("boot") {
            "" => boots,
            said => said == "yes",
        };
        Page {
            form: form.view(errors, &who.app.words, who.locale()),
            number: migration.id,
            href: paths::migration(migration.id),
            source: PlaceView { name: shown.source.host.clone(), site: shown.source.site.clone() },
            target: PlaceView { name: shown.target.host.clone(), site: shown.target.site.clone() },
            jump: picture::of(migration.state, migration.live_side),
            bytes_total: shown.bytes(),
            addresses: shown.addresses.iter().map(|(old, new)| AddressView::new(old, new)).collect(),
            revision: migration.revision,
            is_booked,
            is_offered: offer.is_some(),
            was_on_hold: shown.hold().is_some(),
            can_change,
            changes_left,
            starts_at: migration.starts_at,
            ends_at: migration.ends_at,
            expected_seconds: migration.expected_seconds,
            low_text: who.duration(migration.expected_low_seconds.into()),
            high_text: who.duration(migration.expected_high_seconds.into()),
            choose_until: choice.as_ref().filter(|_| !is_booked).map(Choice::until),
            proposed_at: choice.as_ref().filter(|_| !is_booked).map(|choice| choice.default_starts_at),
            deadline: migration.deadline,
            zone: zone_of(migration).name(),
            days,
            earlier_href: earlier.map(to),
            later_href: later.map(to),
            boots,
            grace_days: migration.grace_days,
            old_addresses_until: migration.old_addresses_until,
            now_asked_by,
            now_free_until: free.map(|free| free.ends_at),
            domu: shown.domu,
        }
    }
}

/// What is booked is shown as well, though nobody could choose it now.
fn with_booked(mut slots: Vec<Slot>, migration: &Migration) -> Vec<Slot> {
    let is_booked = migration.state == MigrationState::Booked;
    match slots.iter_mut().find(|slot| slot.starts_at == migration.starts_at) {
        Some(slot) => slot.is_busy &= !is_booked,
        None if is_booked => slots.push(Slot {
            starts_at: migration.starts_at,
            ends_at: migration.ends_at,
            is_proposed: false,
            is_busy: false,
        }),
        None => {}
    }
    slots.sort_by_key(|slot| slot.starts_at);
    slots
}

struct House {
    days: Vec<Day>,
    earlier: Option<NaiveDate>,
    later: Option<NaiveDate>,
}

impl House {
    fn of(
        offer: &Offer,
        slots: &[Slot],
        around: Option<NaiveDate>,
        chosen: Option<DateTime<Utc>>,
        migration: &Migration,
    ) -> House {
        let zone = offer.proposed.zone;
        let day_of = |at: DateTime<Utc>| at.with_timezone(&zone).date_naive();
        let proposed = day_of(offer.proposed.starts_at);
        let always: Vec<NaiveDate> = chosen.map(day_of).into_iter().chain([proposed]).collect();
        let shown = days_around(offer, slots, around.unwrap_or(always[0]), &always);
        let expected = Duration::seconds(migration.expected_seconds.into());
        let clock = |at: DateTime<Utc>| at.with_timezone(&zone).format("%H:%M").to_string();
        let pane = |slot: &Slot| Pane {
            value: slot.starts_at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true),
            clock: clock(slot.starts_at),
            back: clock(slot.starts_at + expected),
            is_busy: slot.is_busy,
            is_proposed: slot.is_proposed,
            is_chosen: chosen == Some(slot.starts_at) && !slot.is_busy,
        };
        let day = |(_, slots): (NaiveDate, Vec<Slot>)| Day {
            at: slots[0].starts_at,
            zone_name: zone_name(&slots[0].starts_at.with_timezone(&zone)),
            panes: slots.iter().map(pane).collect(),
        };
        House { days: shown.days.into_iter().map(day).collect(), earlier: shown.earlier, later: shown.later }
    }
}

fn zone_of(migration: &Migration) -> Tz {
    migration.zone.parse().unwrap_or(chrono_tz::UTC)
}
