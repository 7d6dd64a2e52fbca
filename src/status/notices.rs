//! What a member reads about a post: which of their domUs it touches, where it stands, the words.

use chrono::{DateTime, Utc};
use diesel::QueryResult;
use diesel_async::AsyncPgConnection;
use serde_json::json;

use crate::mail::{About, Letterhead, MailKind, NewMail, Recipient, enqueue};
use crate::paths;
use crate::status::audience::{Addressee, worth_sending_until};
use crate::status::{Kind, StatusPost, markdown, queries};

/// One mail a member, in one thread a post.
pub(super) async fn tell(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    post: &StatusPost,
    (update, body): (i64, &str),
    to: Vec<Addressee>,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let html = markdown::to_html(body);
    let touched = touched(conn, post).await?;
    let is_broken = post.kind == Kind::Outage && !post.state.is_over();
    for addressee in to {
        let data = json!({
            "title": post.title,
            "kind": post.kind,
            "state_label": format!("status-state-{}", post.state),
            "is_over": post.state.is_over(),
            "is_planned": post.is_ahead(now),
            "since": is_broken.then_some(post.starts_at),
            "starts_at": post.starts_at,
            "ends_at": post.ends_at,
            "touched": touched,
            "domus": addressee.domus.join(", "),
            "body": body,
            "body_html": html,
            "url": letterhead.url(&paths::status_post(post.id)),
        });
        for to in recipients(&addressee) {
            let mail = NewMail {
                kind: MailKind::StatusUpdate,
                object: format!("status-{}", post.id),
                revision: format!("update-{update}"),
                stream: format!("status-{}", post.id),
                to,
                about: About { status_post_id: Some(post.id), ..About::default() },
                data: data.clone(),
                calendar: None,
                supersedes: Vec::new(),
                expires_at: worth_sending_until(now),
            };
            enqueue(conn, letterhead, mail, now).await?;
        }
    }
    Ok(())
}

/// The hosts and sites that it touches, in one line.
async fn touched(conn: &AsyncPgConnection, post: &StatusPost) -> QueryResult<String> {
    let ids = [post.id];
    let (hosts, sites) = tokio::try_join!(queries::hosts_of(conn, &ids), queries::sites_of(conn, &ids))?;
    let hosts = hosts.into_iter().map(|(.., name)| name);
    let names: Vec<String> = hosts.chain(sites.into_iter().map(|(.., code)| code)).collect();
    Ok(names.join(", "))
}

/// Both addresses of the member: the first may live on the domU that is down.
fn recipients(addressee: &Addressee) -> Vec<Recipient> {
    let first = addressee.member.recipient();
    let second = addressee.member.second_email.iter();
    let second = second.map(|address| Recipient { address: address.clone(), ..first.clone() });
    second.chain([first.clone()]).collect()
}
