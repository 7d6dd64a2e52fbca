//! What the core team told everybody.

use chrono::{DateTime, Utc};
use chrono_tz::Europe::Amsterdam;

use crate::db::ids::StatusPostId;
use crate::demo::club::Club;
use crate::demo::moves::Moves;
use crate::status::{
    Audience, Kind, NewPost, NewUpdate, PostState, Scope, Severity, publish, resolve, update,
};

pub async fn appear(club: &mut Club<'_>, moves: &Moves) -> anyhow::Result<()> {
    brouwer_is_off(club).await?;
    prins_empties(club, moves).await?;
    first_try_of_higgs(club, moves).await?;
    slow_disks(club).await?;
    club.deliver().await
}

async fn brouwer_is_off(club: &mut Club<'_>) -> anyhow::Result<()> {
    let at = club.ago(4, 5, 0);
    let post = NewPost {
        kind: Kind::News,
        title: "brouwer is switched off".to_owned(),
        severity: Severity::Minor,
        state: PostState::Published,
        body: "Empty after ten years of service. Whoever wants a screw of it as a keepsake: they are in the jar at \
               the next meeting."
            .to_owned(),
        scope: Scope::default(),
        starts_at: at,
        ends_at: None,
        zone: Amsterdam,
        audience: Audience::Nobody,
    };
    published(club, "Bas", post, at).await?;
    Ok(())
}

async fn prins_empties(club: &mut Club<'_>, moves: &Moves) -> anyhow::Result<()> {
    let at = club.ago(3, 9, 30);
    let post = NewPost {
        kind: Kind::Maintenance,
        title: "The last five domUs leave prins".to_owned(),
        severity: Severity::Minor,
        state: PostState::Planned,
        body: "After the last night prins is empty and we switch it off. Owners got a mail with their exact time \
               and new address."
            .to_owned(),
        scope: Scope {
            hosts: vec![club.host("prins")?],
            migrations: moves.leaving_prins.clone(),
            ..Scope::default()
        },
        starts_at: club.ahead(1, 22, 0),
        ends_at: Some(club.ahead(3, 1, 40)),
        zone: Amsterdam,
        audience: Audience::Nobody,
    };
    published(club, "Fenna", post, at).await?;
    Ok(())
}

async fn first_try_of_higgs(club: &mut Club<'_>, moves: &Moves) -> anyhow::Result<()> {
    let at = club.ago(0, 21, 45);
    let post = NewPost {
        kind: Kind::Outage,
        title: "Why the first move of higgs was rolled back".to_owned(),
        severity: Severity::Minor,
        state: PostState::Investigating,
        body: "The copy stalled, so we started higgs again at its old place. It was down for 2 hours and 3 minutes, \
               which is our mistake. We don’t know yet why."
            .to_owned(),
        scope: Scope {
            hosts: vec![club.host("spaarne")?],
            migrations: vec![moves.higgs],
            ..Scope::default()
        },
        starts_at: club.ago(0, 23, 59),
        ends_at: None,
        zone: Amsterdam,
        audience: Audience::Nobody,
    };
    let id = published(club, "Fenna", post, at).await?;
    let (fenna, at) = (club.core("Fenna")?, club.ago(0, 6, 15));
    let words = "The bridge on spaarne dropped large frames: it had an MTU of 1500 where the interconnect uses 9000. \
                 We now test the **whole path** with large frames before every move.";
    resolve(club.conn, club.letterhead, &fenna, id, (words.to_owned(), Audience::Nobody), at).await?;
    Ok(())
}

async fn slow_disks(club: &mut Club<'_>) -> anyhow::Result<()> {
    let at = club.ago(0, 0, 40);
    let post = NewPost {
        kind: Kind::Outage,
        title: "hadron answers ping but nothing else".to_owned(),
        severity: Severity::Major,
        state: PostState::Investigating,
        body: "We see it too. SSH and web time out, ping works. Looking now.".to_owned(),
        scope: Scope { hosts: vec![club.host("bakenes")?], ..Scope::default() },
        starts_at: club.ago(0, 0, 48),
        ends_at: None,
        zone: Amsterdam,
        audience: Audience::Affected,
    };
    let id = published(club, "Bas", post, at).await?;
    let (bas, at) = (club.core("Bas")?, club.ago(0, 0, 18));
    let next = NewUpdate {
        body: "The web server is waiting for a disk that is very slow. We are checking the volume on bakenes, and \
               who else lives on it."
            .to_owned(),
        state: Some(PostState::Identified),
        audience: Audience::Affected,
        seen: None,
    };
    update(club.conn, club.letterhead, &bas, id, next, at).await?;
    Ok(())
}

async fn published(
    club: &mut Club<'_>,
    by: &str,
    post: NewPost,
    at: DateTime<Utc>,
) -> anyhow::Result<StatusPostId> {
    let actor = club.core(by)?;
    Ok(publish(club.conn, club.letterhead, &actor, post, at).await?)
}
