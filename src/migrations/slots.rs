//! The windows that members choose from: pure.
//!
//! A club moves domUs when volunteers are free: on weekday evenings and at weekends. Each window is
//! as long as the one that was proposed. When somebody else's move needs one of the hosts, a window
//! is busy, and nobody learns whose it is.

use chrono::{DateTime, Datelike, Days, Duration, NaiveDate, NaiveTime, TimeZone, Utc, Weekday};

use crate::migrations::Window;

/// A window that is chosen begins no sooner than this, and is not given up later.
pub const FENCE: Duration = Duration::minutes(60);

/// How long after the proposed window others are offered when there is no deadline.
const WITHOUT_DEADLINE: Duration = Duration::days(7);

/// However far away a deadline is, nobody chooses a day that is further than this.
const FURTHEST: Duration = Duration::days(120);

const WEEKDAY: [(u32, u32); 3] = [(20, 0), (21, 30), (23, 0)];
const WEEKEND: [(u32, u32); 3] = [(10, 0), (14, 0), (20, 0)];

/// What a migration offers its members.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Offer {
    /// Taken when they choose none.
    pub proposed: Window,
    pub deadline: Option<DateTime<Utc>>,
}

/// A time at which one of the hosts is needed for something else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Busy {
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
}

impl Busy {
    fn overlaps(&self, starts_at: DateTime<Utc>, ends_at: DateTime<Utc>) -> bool {
        self.starts_at < ends_at && starts_at < self.ends_at
    }
}

/// A window on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slot {
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
    pub is_proposed: bool,
    pub is_busy: bool,
}

impl Offer {
    /// Every window that begins at least `FENCE` after `now` and ends by the deadline, in order. The
    /// proposed one is among them as long as it lies ahead, and is never busy: it is kept for them.
    /// Times of day that the zone skips are left out.
    pub fn slots(&self, busy: &[Busy], now: DateTime<Utc>) -> Vec<Slot> {
        let proposed = &self.proposed;
        let length = proposed.ends_at - proposed.starts_at;
        let last_end = self.deadline.unwrap_or(proposed.ends_at + WITHOUT_DEADLINE);
        let last_end = last_end.min(now.max(proposed.starts_at) + FURTHEST);
        let mut slots: Vec<Slot> = self
            .starts(now, last_end)
            .filter(|starts_at| *starts_at != proposed.starts_at && *starts_at + length <= last_end)
            .map(|starts_at| Slot {
                starts_at,
                ends_at: starts_at + length,
                is_proposed: false,
                is_busy: busy.iter().any(|other| other.overlaps(starts_at, starts_at + length)),
            })
            .collect();
        slots.push(Slot {
            starts_at: proposed.starts_at,
            ends_at: proposed.ends_at,
            is_proposed: true,
            is_busy: false,
        });
        slots.retain(|slot| slot.starts_at >= now + FENCE);
        slots.sort_by_key(|slot| slot.starts_at);
        slots
    }

    /// The first free window that begins no sooner than `earliest`, on a later day than the proposed one.
    pub fn next_free(&self, busy: &[Busy], earliest: DateTime<Utc>, now: DateTime<Utc>) -> Option<Slot> {
        let day = |at: DateTime<Utc>| at.with_timezone(&self.proposed.zone).date_naive();
        let proposed = day(self.proposed.starts_at);
        let suits =
            |slot: &Slot| !slot.is_busy && slot.starts_at >= earliest && day(slot.starts_at) > proposed;
        self.slots(busy, now).into_iter().find(suits)
    }

    fn starts(&self, from: DateTime<Utc>, to: DateTime<Utc>) -> impl Iterator<Item = DateTime<Utc>> {
        let zone = self.proposed.zone;
        let last = to.with_timezone(&zone).date_naive();
        let first = from.with_timezone(&zone).date_naive();
        first.iter_days().take_while(move |day| *day <= last).flat_map(move |day| {
            let times = if is_weekend(day) { WEEKEND } else { WEEKDAY };
            times.into_iter().filter_map(move |(hour, minute)| {
                let local = day.and_time(NaiveTime::from_hms_opt(hour, minute, 0)?);
                Some(zone.from_local_datetime(&local).earliest()?.with_timezone(&Utc))
            })
        })
    }

    /// The day of the slot where the window was proposed.
    pub fn day_of(&self, slot: &Slot) -> NaiveDate {
        slot.starts_at.with_timezone(&self.proposed.zone).date_naive()
    }
}

fn is_weekend(day: NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

/// Days on a page.
const PAGE: usize = 8;

/// Some days of windows, and where the days before and after them are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SomeDays {
    pub days: Vec<(NaiveDate, Vec<Slot>)>,
    pub earlier: Option<NaiveDate>,
    pub later: Option<NaiveDate>,
}

/// The days around `around`, and those in `always` however far away they are.
pub fn days_around(offer: &Offer, slots: &[Slot], around: NaiveDate, always: &[NaiveDate]) -> SomeDays {
    let mut days: Vec<(NaiveDate, Vec<Slot>)> = Vec::new();
    for slot in slots {
        let day = offer.day_of(slot);
        match days.last_mut() {
            Some((last, of_day)) if *last == day => of_day.push(*slot),
            _ => days.push((day, vec![*slot])),
        }
    }
    let at = days.iter().position(|(day, _)| *day >= around).unwrap_or(days.len());
    let from = at.saturating_sub(PAGE / 2).min(days.len().saturating_sub(PAGE));
    let to = (from + PAGE).min(days.len());
    let step = Days::new(PAGE as u64 / 2);
    let earlier = (from > 0).then(|| days[from].0.checked_sub_days(step)).flatten();
    let later = (to < days.len()).then(|| days[to].0.checked_add_days(step)).flatten();
    let is_shown = |index: usize, day: NaiveDate| (from..to).contains(&index) || always.contains(&day);
    let days = days.into_iter().enumerate().filter(|(index, (day, _))| is_shown(*index, *day));
    SomeDays { days: days.map(|(_, day)| day).collect(), earlier, later }
}

/// From now until the next other move, at most as long as `length`; `None` when that leaves less
/// than `needs`.
pub fn from_now(busy: &[Busy], length: Duration, needs: Duration, now: DateTime<Utc>) -> Option<Busy> {
    let is_free_now = !busy.iter().any(|other| other.overlaps(now, now + Duration::seconds(1)));
    let next = busy.iter().map(|other| other.starts_at).filter(|starts_at| *starts_at > now).min();
    let ends_at = (now + length).min(next.unwrap_or(now + length));
    (is_free_now && ends_at - now >= needs).then_some(Busy { starts_at: now, ends_at })
}

#[cfg(test)]
mod tests {
    use chrono::Timelike;
    use chrono_tz::{Europe::Amsterdam, Tz};
    use proptest::prelude::*;

    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().expect("an instant")
    }

    /// Monday 23 November 2026, 23:00 to 00:30 in Amsterdam.
    fn offer() -> Offer {
        offer_in(Amsterdam, at("2026-11-23T22:00:00Z"))
    }

    fn offer_in(zone: Tz, starts_at: DateTime<Utc>) -> Offer {
        let ends_at = starts_at + Duration::minutes(90);
        Offer { proposed: Window { starts_at, ends_at, zone }, deadline: None }
    }

    fn local(offer: &Offer, slots: &[Slot]) -> Vec<String> {
        let local = |slot: &Slot| slot.starts_at.with_timezone(&offer.proposed.zone);
        slots.iter().map(|slot| local(slot).format("%a %d %H:%M").to_string()).collect()
    }

    #[test]
    fn evenings_and_weekends_are_offered_until_a_week_after_the_proposal() {
        let offer = offer();
        let slots = offer.slots(&[], at("2026-11-20T18:00:00Z"));
        let shown = local(&offer, &slots);
        assert_eq!(
            shown[..5],
            ["Fri 20 20:00", "Fri 20 21:30", "Fri 20 23:00", "Sat 21 10:00", "Sat 21 14:00"]
        );
        assert_eq!(shown.last().map(String::as_str), Some("Mon 30 23:00"));
        let proposed: Vec<_> = slots.iter().filter(|slot| slot.is_proposed).collect();
        assert_eq!((proposed.len(), proposed[0].starts_at), (1, offer.proposed.starts_at));
    }

    #[test]
    fn a_proposal_beside_the_grid_stands_among_the_others() {
        let offer = offer_in(Amsterdam, at("2026-11-23T18:15:00Z"));
        let slots = offer.slots(&[], at("2026-11-23T12:00:00Z"));
        assert_eq!(local(&offer, &slots)[..2], ["Mon 23 19:15", "Mon 23 20:00"]);
        assert!(slots[0].is_proposed);
    }

    #[test]
    fn a_window_that_others_need_is_busy_but_never_the_proposal() {
        let offer = offer();
        let evening = Busy { starts_at: at("2026-11-23T20:00:00Z"), ends_at: at("2026-11-23T23:00:00Z") };
        let slots = offer.slots(&[evening], at("2026-11-22T12:00:00Z"));
        let busy: Vec<Slot> = slots.iter().filter(|slot| slot.is_busy).copied().collect();
        assert_eq!(local(&offer, &busy), ["Mon 23 20:00", "Mon 23 21:30"]);
    }

    #[test]
    fn the_next_free_window_is_on_a_later_day() {
        let (offer, now) = (offer(), at("2026-11-23T08:00:00Z"));
        let next = |busy: &[Busy], earliest| {
            offer.next_free(busy, at(earliest), now).map(|slot| local(&offer, &[slot]).remove(0))
        };
        assert_eq!(next(&[], "2026-11-23T08:00:00Z").as_deref(), Some("Tue 24 20:00"));
        let evening = Busy { starts_at: at("2026-11-24T19:00:00Z"), ends_at: at("2026-11-24T20:30:00Z") };
        assert_eq!(next(&[evening], "2026-11-23T08:00:00Z").as_deref(), Some("Tue 24 21:30"));
        assert_eq!(next(&[], "2026-11-27T08:00:00Z").as_deref(), Some("Fri 27 20:00"));
        assert_eq!(next(&[], "2026-12-27T08:00:00Z"), None);
    }

    #[test]
    fn a_deadline_ends_the_choice() {
        let offer = Offer { deadline: Some(at("2026-11-25T22:00:00Z")), ..offer() };
        let slots = offer.slots(&[], at("2026-11-24T12:00:00Z"));
        let shown = local(&offer, &slots);
        assert_eq!(shown, ["Tue 24 20:00", "Tue 24 21:30", "Tue 24 23:00", "Wed 25 20:00", "Wed 25 21:30"]);
    }

    #[test]
    fn a_time_of_day_that_the_zone_skips_is_left_out() {
        // Samoa had no Friday 30 December 2011 at all.
        let offer = offer_in(chrono_tz::Pacific::Apia, at("2011-12-29T06:00:00Z"));
        let slots = offer.slots(&[], at("2011-12-28T00:00:00Z"));
        let shown = local(&offer, &slots);
        assert!(shown.iter().any(|slot| slot.starts_with("Thu 29")), "{shown:?}");
        assert!(!shown.iter().any(|slot| slot.starts_with("Fri 30")), "{shown:?}");
        assert!(shown.iter().any(|slot| slot == "Sat 31 10:00"), "{shown:?}");
    }

    #[test]
    fn a_page_has_eight_days_and_what_must_be_on_it() {
        let offer = Offer { deadline: Some(at("2027-01-31T12:00:00Z")), ..offer() };
        let slots = offer.slots(&[], at("2026-11-20T12:00:00Z"));
        let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
        let first = days_around(&offer, &slots, day("2026-11-23"), &[]);
        assert_eq!((first.days.len(), first.days[0].0, first.earlier), (8, day("2026-11-20"), None));
        let later = first.later.expect("there are more");
        let next = days_around(&offer, &slots, later, &[day("2026-11-23")]);
        let shown: Vec<NaiveDate> = next.days.iter().map(|(day, _)| *day).collect();
        assert_eq!((shown[0], shown[1], shown.len()), (day("2026-11-23"), day("2026-11-28"), 9));
        let back = days_around(&offer, &slots, next.earlier.expect("there were some"), &[]);
        assert_eq!(back.days[0].0, day("2026-11-20"));
        let end = days_around(&offer, &slots, day("2030-01-01"), &[]);
        assert_eq!((end.days.len(), end.later), (8, None));
    }

    #[test]
    fn now_lasts_until_the_next_other_move() {
        let now = at("2026-11-23T20:00:00Z");
        let (ninety, twenty) = (Duration::minutes(90), Duration::minutes(20));
        let other = |from, to| Busy {
            starts_at: now + Duration::minutes(from),
            ends_at: now + Duration::minutes(to),
        };
        let until = |busy: &[Busy]| {
            from_now(busy, ninety, twenty, now).map(|free| (free.ends_at - now).num_minutes())
        };
        assert_eq!(until(&[]), Some(90));
        assert_eq!(until(&[other(45, 90), other(200, 300)]), Some(45));
        assert_eq!(until(&[other(-60, 0)]), Some(90));
        assert_eq!(until(&[other(19, 90)]), None);
        assert_eq!(until(&[other(-10, 10)]), None);
    }

    proptest! {
        #[test]
        fn whatever_is_busy_what_is_offered_keeps_the_rules(
            zone in 0..chrono_tz::TZ_VARIANTS.len(),
            proposed_in in 0i64..60 * 24 * 30,
            length in 30i64..6 * 60,
            deadline_in in proptest::option::of(0i64..60 * 24 * 40),
            others in proptest::collection::vec((0i64..60 * 24 * 40, 1i64..600), 0..12),
        ) {
            let now = at("2026-10-20T11:17:00Z");
            let minutes = Duration::minutes;
            let starts_at = now + minutes(proposed_in);
            let proposed = Window { starts_at, ends_at: starts_at + minutes(length), zone: chrono_tz::TZ_VARIANTS[zone] };
            let deadline = deadline_in.map(|in_minutes| now + minutes(in_minutes));
            let busy: Vec<Busy> = others
                .into_iter()
                .map(|(from, long)| Busy { starts_at: now + minutes(from), ends_at: now + minutes(from + long) })
                .collect();
            let slots = Offer { proposed, deadline }.slots(&busy, now);
            let is_ahead = proposed.starts_at >= now + FENCE;
            prop_assert_eq!(slots.iter().filter(|slot| slot.is_proposed).count(), usize::from(is_ahead));
            prop_assert!(slots.is_sorted_by(|a, b| a.starts_at < b.starts_at));
            for slot in &slots {
                prop_assert!(slot.starts_at >= now + FENCE);
                prop_assert_eq!(slot.ends_at - slot.starts_at, minutes(length));
                if slot.is_proposed {
                    prop_assert!(!slot.is_busy && slot.starts_at == proposed.starts_at);
                    continue;
                }
                prop_assert!(deadline.is_none_or(|deadline| slot.ends_at <= deadline));
                let overlaps = busy.iter().any(|other| other.starts_at < slot.ends_at && slot.starts_at < other.ends_at);
                prop_assert_eq!(slot.is_busy, overlaps);
                let local = slot.starts_at.with_timezone(&proposed.zone);
                let times = if is_weekend(local.date_naive()) { WEEKEND } else { WEEKDAY };
                prop_assert!(times.contains(&(local.hour(), local.minute())));
            }
        }
    }
}
