//! What members told the core team, and what came of it.

use chrono::{DateTime, Duration, Utc};

use crate::db::ids::IssueId;
use crate::demo::club::Club;
use crate::issues::{IssueState, Reply, Report, Severity, note, reply, submit, take};

pub async fn come_in(club: &mut Club<'_>) -> anyhow::Result<()> {
    photon_is_slow(club).await?;
    reverse_dns_of_quark(club).await?;
    calendar_is_early(club).await?;
    hadron_is_gone(club).await?;
    let at = club.ago(0, 0, 27);
    let photos = "Photos on kade.example.org load slowly since it moved, some after ten seconds only.";
    reported(club, "Lotte", Some("rocky"), Severity::Partly, photos, at).await?;
    Ok(())
}

async fn photon_is_slow(club: &mut Club<'_>) -> anyhow::Result<()> {
    let at = club.ago(3, 2, 0);
    let body = "photon answers slowly since Friday. Pages take three seconds.";
    let id = reported(club, "Pim", Some("photon"), Severity::Partly, body, at).await?;
    taken(club, "Fenna", id, at + Duration::minutes(9)).await?;
    let answer = "A backup of a neighbour ran by day. It runs at night again. Is it better now?";
    answered(club, "Fenna", id, answer, Some(IssueState::Waiting), at + Duration::minutes(50)).await?;
    let pim = club.member("Pim")?;
    let better = Reply { body: "It flies again, thank you.".to_owned(), ..Reply::default() };
    reply(club.conn, club.letterhead, &pim, id, better, at + Duration::hours(2)).await?;
    let last = "Good. We leave this open for a day and close it then.";
    answered(club, "Fenna", id, last, Some(IssueState::Resolved), at + Duration::hours(3)).await
}

async fn reverse_dns_of_quark(club: &mut Club<'_>) -> anyhow::Result<()> {
    let at = club.ago(2, 3, 0);
    let body = "Reverse DNS of quark has the old name. Mail to one provider is refused because of it.";
    let id = reported(club, "Noor", Some("quark"), Severity::Partly, body, at).await?;
    taken(club, "Tijmen", id, at + Duration::minutes(14)).await?;
    let question = "Set. It can take a day until everybody sees it. Does the mail get through now?";
    answered(club, "Tijmen", id, question, Some(IssueState::Waiting), at + Duration::minutes(40)).await
}

async fn calendar_is_early(club: &mut Club<'_>) -> anyhow::Result<()> {
    let at = club.ago(1, 5, 0);
    let body = "The calendar on my phone shows the moves an hour early.";
    let id = reported(club, "Hanna", None, Severity::Question, body, at).await?;
    taken(club, "Ilse", id, at + Duration::hours(1)).await
}

async fn hadron_is_gone(club: &mut Club<'_>) -> anyhow::Result<()> {
    let at = club.ago(0, 0, 45);
    let body = "No SSH, no web. It answers ping. It moved last night and was fine until now.";
    let id = reported(club, "Joris", Some("hadron"), Severity::Down, body, at).await?;
    taken(club, "Bas", id, at + Duration::minutes(6)).await?;
    let (bas, noted_at) = (club.core("Bas")?, at + Duration::minutes(20));
    let seen = "dmesg on bakenes: ata3 resets every few seconds. The mirror waits for its slowest half.";
    note(club.conn, &bas, id, seen, noted_at).await?;
    let answer = "We’re on it: one of the disks under bakenes is very slow. Your data is whole. Next news within the hour.";
    answered(club, "Bas", id, answer, None, at + Duration::minutes(28)).await
}

async fn reported(
    club: &mut Club<'_>,
    by: &str,
    domu: Option<&str>,
    severity: Severity,
    body: &str,
    at: DateTime<Utc>,
) -> anyhow::Result<IssueId> {
    let actor = club.member(by)?;
    let report = Report { domu: domu.map(str::to_owned), migration: None, body: body.to_owned(), severity };
    let id = submit(club.conn, club.letterhead, &actor, report, at).await?;
    club.deliver().await?;
    Ok(id)
}

async fn taken(club: &mut Club<'_>, by: &str, id: IssueId, at: DateTime<Utc>) -> anyhow::Result<()> {
    let actor = club.core(by)?;
    Ok(take(club.conn, &actor, id, at).await?)
}

async fn answered(
    club: &mut Club<'_>,
    by: &str,
    id: IssueId,
    body: &str,
    state: Option<IssueState>,
    at: DateTime<Utc>,
) -> anyhow::Result<()> {
    let actor = club.core(by)?;
    let answer = Reply { body: body.to_owned(), state, seen: None };
    reply(club.conn, club.letterhead, &actor, id, answer, at).await?;
    club.deliver().await
}
