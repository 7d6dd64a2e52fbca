//! Two weeks of moves: what went well, what came back, what is still to come.

use std::net::IpAddr;

use chrono::{DateTime, Duration, Utc};
use chrono_tz::Europe::Amsterdam;

use crate::db::ids::MigrationId;
use crate::demo::club::Club;
use crate::demo::preflights;
use crate::migrations::plan::{NewPlan, make_plan};
use crate::migrations::{
    Abort, CauseCode, FinishStep, Handover, NewMigration, Rebook, StepCode, Window, abort, announce, ask_now,
    cancel, confirm, finish_step, hold, rebook, save_draft, start, start_overruling, take,
};

/// The moves that status posts are about.
pub struct Moves {
    pub higgs: MigrationId,
    pub leaving_prins: Vec<MigrationId>,
}

/// A move as it is planned: the domU, the last number of its addresses, where it goes, when and
/// within how many minutes.
struct Plan {
    domu: &'static str,
    number: u8,
    target: &'static str,
    starts_at: DateTime<Utc>,
    minutes: i64,
}

const LEAVING_DC1: &str = "We leave DC1 Amsterdam; the contract ends in December.";

/// In the order in which it happened, as far as one move's mails and the numbers need it.
pub async fn happen(club: &mut Club<'_>) -> anyhow::Result<Moves> {
    quark(club).await?;
    axion(club).await?;
    let [higgs, hadron, rocky] = announced_on_saturday(club).await?;
    stilton_stays(club).await?;
    let leaving_prins = the_last_of_prins(club).await?;
    let begins = club.ago(1, 2, 0);
    succeed(club, hadron, "Tijmen", "hadron", begins, 54).await?;
    higgs_comes_back(club, higgs).await?;
    let begins = club.ago(0, 9, 0);
    succeed(club, rocky, "Tijmen", "rocky", begins, 67).await?;
    higgs_gets_a_second_try(club, higgs).await?;
    draft_of_edam(club).await?;
    wulp_may_choose(club).await?;
    roodborst_waits(club).await?;
    merel_would_go_now(club).await?;
    Ok(Moves { higgs, leaving_prins })
}

/// Moved six days ago; Noor was content the next day.
async fn quark(club: &mut Club<'_>) -> anyhow::Result<()> {
    let starts_at = club.ago(6, 0, 0);
    let plan = Plan { domu: "quark", number: 57, target: "spaarne", starts_at, minutes: 150 };
    let announced_at = club.ago(10, 11, 0);
    let id = announced(club, plan, announced_at).await?;
    succeed(club, id, "Bas", "quark", starts_at, 40).await?;
    let (noor, at) = (club.member("Noor")?, club.ago(5, 2, 10));
    confirm(club.conn, club.letterhead, &noor, id, at).await?;
    club.deliver().await
}

async fn axion(club: &mut Club<'_>) -> anyhow::Result<()> {
    let starts_at = club.ago(5, 1, 0);
    let plan = Plan { domu: "axion", number: 67, target: "spaarne", starts_at, minutes: 120 };
    let announced_at = club.ago(9, 12, 0);
    let id = announced(club, plan, announced_at).await?;
    succeed(club, id, "Tijmen", "axion", starts_at, 14).await?;
    let (pim, at) = (club.member("Pim")?, club.ago(4, 20, 0));
    confirm(club.conn, club.letterhead, &pim, id, at).await?;
    club.deliver().await
}

async fn announced_on_saturday(club: &mut Club<'_>) -> anyhow::Result<[MigrationId; 3]> {
    let announced_at = club.ago(4, 13, 5);
    let higgs =
        Plan { domu: "higgs", number: 41, target: "spaarne", starts_at: club.ago(1, 0, 0), minutes: 150 };
    let hadron =
        Plan { domu: "hadron", number: 48, target: "bakenes", starts_at: club.ago(1, 2, 0), minutes: 120 };
    let rocky =
        Plan { domu: "rocky", number: 47, target: "spaarne", starts_at: club.ago(0, 9, 0), minutes: 150 };
    Ok([
        announced(club, higgs, announced_at).await?,
        announced(club, hadron, announced_at).await?,
        announced(club, rocky, announced_at).await?,
    ])
}

/// Announced and taken back.
async fn stilton_stays(club: &mut Club<'_>) -> anyhow::Result<()> {
    let plan = Plan {
        domu: "stilton",
        number: 62,
        target: "spaarne",
        starts_at: club.ahead(3, 20, 0),
        minutes: 210,
    };
    let announced_at = club.ago(4, 12, 0);
    let id = announced(club, plan, announced_at).await?;
    let (ilse, at) = (club.core("Ilse")?, club.ago(3, 3, 0));
    let reason = "Bram sells tickets with it that evening. We look for another day together.";
    cancel(club.conn, club.letterhead, &ilse, id, reason, at).await?;
    club.deliver().await
}

/// Five moves in one plan, in the nights ahead; nobody has taken meson yet.
async fn the_last_of_prins(club: &mut Club<'_>) -> anyhow::Result<Vec<MigrationId>> {
    let announced_at = club.ago(3, 10, 0);
    let plan = NewPlan {
        title: "The last of prins".to_owned(),
        reason: "prins is switched off when it is empty.".to_owned(),
        public_text:
            "The last domUs leave **prins** in DC1 Amsterdam. Each is down for as long as its image \
                      takes over the interconnect; its members know when."
                .to_owned(),
        stop_on_return: true,
    };
    let (fenna, made_at) = (club.core("Fenna")?, announced_at - Duration::minutes(10));
    let together = make_plan(club.conn, &fenna, &plan, made_at).await?;
    let leaving = [
        (
            Plan {
                domu: "neutrino",
                number: 42,
                target: "spaarne",
                starts_at: club.ahead(1, 22, 0),
                minutes: 60,
            },
            Some("Bas"),
        ),
        (
            Plan {
                domu: "meson",
                number: 43,
                target: "bakenes",
                starts_at: club.ahead(1, 22, 35),
                minutes: 120,
            },
            None,
        ),
        (
            Plan {
                domu: "kaon",
                number: 44,
                target: "spaarne",
                starts_at: club.ahead(2, 22, 0),
                minutes: 240,
            },
            Some("Fenna"),
        ),
        (
            Plan {
                domu: "pion",
                number: 45,
                target: "bakenes",
                starts_at: club.ahead(2, 23, 55),
                minutes: 90,
            },
            Some("Fenna"),
        ),
        (
            Plan {
                domu: "lepton",
                number: 46,
                target: "spaarne",
                starts_at: club.ahead(3, 0, 40),
                minutes: 60,
            },
            Some("Tijmen"),
        ),
    ];
    let mut ids = Vec::new();
    for (plan, operator) in leaving {
        let input = NewMigration { plan: Some(together), ..input(club, plan)? };
        let id = announce(club.conn, club.letterhead, &fenna, None, &input, announced_at).await?;
        club.deliver().await?;
        if let Some(name) = operator {
            let (actor, operator) = (club.core(name)?, club.id(name)?);
            take(club.conn, &actor, id, operator, announced_at + Duration::hours(1)).await?;
        }
        ids.push(id);
    }
    Ok(ids)
}

/// Large frames are lost on the way; after two hours down higgs boots where it was.
async fn higgs_comes_back(club: &mut Club<'_>, id: MigrationId) -> anyhow::Result<()> {
    let (fenna, at) = (club.core("Fenna")?, club.ago(1, 0, 0));
    let minute = |n: i64| at + Duration::minutes(n);
    let reason = "We have copied with large frames between these two before.";
    start_overruling(club.conn, &fenna, id, reason, minute(-15)).await?;
    finish(club, "Fenna", id, StepCode::Preflight, minute(0)).await?;
    finish(club, "Fenna", id, StepCode::Stop, minute(1)).await?;
    let stalled = Abort {
        attempt: None,
        cause_code: CauseCode::PathMtu,
        cause: "The bridge xenbr1 on spaarne had an MTU of 1500. Large frames from the interconnect were dropped \
                without a word, and the copy stalled at 6%. Our attempts to raise it upset the network card's driver."
            .to_owned(),
        fix: None,
    };
    abort(club.conn, &fenna, id, &stalled, minute(104)).await?;
    finish(club, "Fenna", id, StepCode::Fence, minute(108)).await?;
    finish(club, "Fenna", id, StepCode::StartAgain, minute(124)).await?;
    finish(club, "Fenna", id, StepCode::CheckAgain, minute(127)).await?;
    club.deliver().await
}

/// Booked for now, with what was wrong and what was mended.
async fn higgs_gets_a_second_try(club: &mut Club<'_>, id: MigrationId) -> anyhow::Result<()> {
    let (fenna, at) = (club.core("Fenna")?, club.ago(0, 6, 10));
    let again = Rebook {
        window: Window { starts_at: club.tonight, ends_at: club.tonight + Duration::hours(3), zone: Amsterdam },
        cause_code: CauseCode::PathMtu,
        cause: "The bridge on spaarne dropped large frames: it had an MTU of 1500 where the interconnect uses 9000."
            .to_owned(),
        fix: "The bridge takes 9000 now, and we tested the whole path with large frames, both ways.".to_owned(),
    };
    rebook(club.conn, club.letterhead, &fenna, id, &again, at).await?;
    let operator = club.id("Fenna")?;
    take(club.conn, &fenna, id, operator, at).await?;
    preflights::green(club.conn, &fenna, id, club.tonight - Duration::minutes(30)).await?;
    club.deliver().await
}

/// Prepared, and nobody was told yet.
async fn draft_of_edam(club: &mut Club<'_>) -> anyhow::Result<()> {
    let plan =
        Plan { domu: "edam", number: 63, target: "spaarne", starts_at: club.ahead(5, 19, 30), minutes: 120 };
    let (fenna, at) = (club.core("Fenna")?, club.ago(0, 1, 20));
    let input = input(club, plan)?;
    save_draft(club.conn, &fenna, None, &input, at).await?;
    Ok(())
}

/// Noor has not chosen yet.
async fn wulp_may_choose(club: &mut Club<'_>) -> anyhow::Result<()> {
    let plan =
        Plan { domu: "wulp", number: 66, target: "spaarne", starts_at: club.ahead(6, 23, 0), minutes: 90 };
    let deadline = Some(club.ahead(15, 23, 0));
    let input = NewMigration { offers_windows: true, deadline, ..input(club, plan)? };
    let (fenna, at) = (club.core("Fenna")?, club.ago(1, 4, 0));
    announce(club.conn, club.letterhead, &fenna, None, &input, at).await?;
    club.deliver().await
}

/// Jasmijn asked to wait, and has no answer yet.
async fn roodborst_waits(club: &mut Club<'_>) -> anyhow::Result<()> {
    let plan = Plan {
        domu: "roodborst",
        number: 55,
        target: "spaarne",
        starts_at: club.ahead(5, 21, 30),
        minutes: 60,
    };
    let announced_at = club.ago(2, 3, 0);
    let id = announced(club, plan, announced_at).await?;
    let (jasmijn, at) = (club.member("Jasmijn")?, club.ago(0, 5, 10));
    let reason = "That evening the choir sings, and its livestream runs on roodborst.";
    hold(club.conn, club.letterhead, &jasmijn, id, reason, at).await?;
    club.deliver().await
}

/// Its owner would watch tonight; nobody has said yes.
async fn merel_would_go_now(club: &mut Club<'_>) -> anyhow::Result<()> {
    let plan =
        Plan { domu: "merel", number: 53, target: "bakenes", starts_at: club.ahead(6, 20, 0), minutes: 60 };
    let announced_at = club.ago(2, 2, 0);
    let id = announced(club, plan, announced_at).await?;
    let (owner, at) = (club.member("Stichting De Zolder")?, club.ago(0, 0, 35));
    ask_now(club.conn, club.letterhead, &owner, id, at).await?;
    club.deliver().await
}

async fn announced(club: &mut Club<'_>, plan: Plan, at: DateTime<Utc>) -> anyhow::Result<MigrationId> {
    let (fenna, input) = (club.core("Fenna")?, input(club, plan)?);
    let id = announce(club.conn, club.letterhead, &fenna, None, &input, at).await?;
    club.deliver().await?;
    Ok(id)
}

fn input(club: &Club<'_>, plan: Plan) -> anyhow::Result<NewMigration> {
    let ends_at = plan.starts_at + Duration::minutes(plan.minutes);
    let address = |net: &str| format!("{net}{}", plan.number).parse::<IpAddr>();
    Ok(NewMigration {
        domu: club.domu(plan.domu)?,
        target: club.host(plan.target)?,
        window: Window { starts_at: plan.starts_at, ends_at, zone: Amsterdam },
        offers_windows: false,
        reason: LEAVING_DC1.to_owned(),
        short_notice_reason: None,
        addresses: vec![
            (address("192.0.2.")?, address("198.51.100.")?),
            (address("2001:db8:1::")?, address("2001:db8:2::")?),
        ],
        deadline: None,
        grace_days: 7,
        old_addresses_until: Some(plan.starts_at + Duration::days(14)),
        plan: None,
    })
}

/// An attempt without a hitch: preflight before the window, so many minutes of copying in it.
async fn succeed(
    club: &mut Club<'_>,
    id: MigrationId,
    operator: &str,
    domu: &str,
    begins: DateTime<Utc>,
    copy_minutes: i64,
) -> anyhow::Result<()> {
    let actor = club.core(operator)?;
    preflights::green(club.conn, &actor, id, begins - Duration::minutes(50)).await?;
    start(club.conn, &actor, id, begins - Duration::minutes(20)).await?;
    let handover =
        Handover { typed_name: domu.to_owned(), source_is_down_and_fenced: true, target_is_ready: true };
    let done = [
        (StepCode::Preflight, 0, None),
        (StepCode::Stop, 1, None),
        (StepCode::Copy, 3 + copy_minutes, None),
        (StepCode::Compare, 4 + copy_minutes, None),
        (StepCode::Prepare, 8 + copy_minutes, None),
        (StepCode::Commit, 9 + copy_minutes, Some(handover)),
        (StepCode::Boot, 11 + copy_minutes, None),
        (StepCode::Check, 14 + copy_minutes, None),
    ];
    for (step, minute, handover) in done {
        let step = FinishStep { attempt: None, step, note: String::new(), handover };
        finish_step(club.conn, club.letterhead, &actor, id, &step, begins + Duration::minutes(minute))
            .await?;
    }
    club.deliver().await
}

async fn finish(
    club: &mut Club<'_>,
    operator: &str,
    id: MigrationId,
    step: StepCode,
    at: DateTime<Utc>,
) -> anyhow::Result<()> {
    let actor = club.core(operator)?;
    let step = FinishStep { attempt: None, step, note: String::new(), handover: None };
    finish_step(club.conn, club.letterhead, &actor, id, &step, at).await?;
    Ok(())
}
