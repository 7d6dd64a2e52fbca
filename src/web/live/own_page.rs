//! A page that is drawn for its visitor alone, such as a member's home.

use std::time::Duration;

use actix_web::HttpResponse;
use tokio::time::{Instant, sleep_until};

use crate::live::{Hint, Subscription};
use crate::members::session;
use crate::web::live::stream::{self, Over, Watched};
use crate::web::live::{Seen, Sight, seat};
use crate::web::{CurrentMember, Error};

/// So often at least it is asked whether the session is still open.
const ASKED_EVERY: Duration = Duration::from_secs(60);

struct OwnPage<P> {
    who: CurrentMember,
    page: P,
    seen: Seen,
    hints: Subscription,
    asked_at: Instant,
}

/// The stream of `page`, which says what it would show to somebody; fails as the page does. `first` is what
/// it waits for until it knows better.
pub async fn stream<P>(
    who: CurrentMember,
    seen: &str,
    first: Vec<Hint>,
    page: P,
) -> Result<HttpResponse, Error>
where
    P: AsyncFn(&CurrentMember) -> Result<Sight, Error> + 'static,
{
    let seat = match seat::of_member(&who) {
        Ok(seat) => seat,
        Err(refusal) => return Ok(refusal.answer()),
    };
    let mut hints = who.app.live.hub.subscribe(first);
    let known = Seen::recent(seen, who.now);
    let at = known.as_ref().map_or(who.now, |known| known.at);
    let sight = page(&who.at(at, who.member().clone())).await?;
    hints.turn_to(sight.topics);
    let seen = Seen { at, digest: sight.digest };
    let news = (known.as_ref() != Some(&seen)).then(|| seen.to_string());
    let app = who.app.clone();
    Ok(stream::answer(&app, seat, OwnPage { who, page, seen, hints, asked_at: Instant::now() }, news))
}

impl<P> Watched for OwnPage<P>
where
    P: AsyncFn(&CurrentMember) -> Result<Sight, Error>,
{
    async fn stirred(&mut self) {
        tokio::select! {
            () = self.hints.poked() => {}
            () = sleep_until(self.asked_at + ASKED_EVERY) => {}
        }
    }

    /// As of the instant at which the page was drawn, by who its visitor is now.
    async fn look(&mut self) -> Result<Option<String>, Over> {
        self.asked_at = Instant::now();
        let sight = self.sight().await.map_err(|error| self.over(&error))?;
        let Some(sight) = sight else { return Err(Over) };
        self.hints.turn_to(sight.topics);
        if sight.digest == self.seen.digest {
            return Ok(None);
        }
        self.seen.digest = sight.digest;
        Ok(Some(self.seen.to_string()))
    }
}

impl<P> OwnPage<P>
where
    P: AsyncFn(&CurrentMember) -> Result<Sight, Error>,
{
    /// `None` once the session has ended.
    async fn sight(&self) -> Result<Option<Sight>, Error> {
        let conn = self.who.conn().await?;
        let now = self.who.app.clock.now();
        let member = session::still_open(&conn, self.who.session().id, now).await?;
        // A page takes its own, and two of a worker's few would be held at once.
        drop(conn);
        let Some(member) = member else { return Ok(None) };
        (self.page)(&self.who.at(self.seen.at, member)).await.map(Some)
    }

    fn over(&self, error: &Error) -> Over {
        if !matches!(error, Error::NotFound) {
            tracing::warn!("the stream of {} ends: {error}", self.who.path);
        }
        Over
    }
}
