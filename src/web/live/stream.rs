//! One open stream (HTML Living Standard, 9.2 Server-sent events): says that its page is not what it
//! was, and from time to time that it still lives.

use std::pin::pin;
use std::time::Duration;

use actix_web::http::header::CACHE_CONTROL;
use actix_web::web::Bytes;
use actix_web::{HttpResponse, rt};
use futures_util::stream;
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep, sleep_until};

use crate::app::{App, Ending};
use crate::live::Seat;

/// Proxies cut what is silent, mostly after a minute.
const BEAT: Duration = Duration::from_secs(20);
/// Then the page opens another, which asks anew who it is.
const LIFE: Duration = Duration::from_secs(15 * 60);
/// Who leaves so many messages unread is not there any more.
const UNREAD: usize = 8;

/// What a stream looks at.
pub trait Watched {
    /// Resolves when the page may have changed.
    fn stirred(&mut self) -> impl Future<Output = ()>;

    /// What the page shows now, when that is not what it showed before.
    fn look(&mut self) -> impl Future<Output = Result<Option<String>, Over>>;
}

/// The page is not this visitor's any more, or nobody can say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Over;

/// The answer that goes on. `news` is what the page shows if it has changed already.
pub fn answer(app: &App, seat: Seat, watched: impl Watched + 'static, news: Option<String>) -> HttpResponse {
    let (speaker, mut reader) = mpsc::channel(UNREAD);
    rt::spawn(speak(app.live.pace, app.ending.clone(), seat, watched, speaker, news));
    HttpResponse::Ok()
        .content_type("text/event-stream")
        .insert_header((CACHE_CONTROL, "no-store, no-transform"))
        .insert_header(("x-accel-buffering", "no"))
        .force_close()
        .streaming(stream::poll_fn(move |context| {
            reader.poll_recv(context).map(|message| message.map(Ok::<Bytes, actix_web::Error>))
        }))
}

/// Ends when the portal does, when the reader is gone or doesn't read, and when its time is over.
async fn speak(
    pace: Duration,
    ending: Ending,
    _seat: Seat,
    mut watched: impl Watched,
    speaker: mpsc::Sender<Bytes>,
    news: Option<String>,
) {
    let mut over = pin!(async {
        tokio::select! {
            () = ending.begun() => {}
            () = speaker.closed() => {}
            () = sleep(LIFE) => {}
        }
    });
    let mut next = news.map_or(Bytes::from_static(b"retry: 3000\n\n"), |news| message(&news));
    let mut resting = pin!(sleep(Duration::ZERO));
    loop {
        if speaker.try_send(next).is_err() {
            return;
        }
        let beat_at = Instant::now() + BEAT;
        next = loop {
            tokio::select! {
                () = &mut over => return,
                () = sleep_until(beat_at) => break Bytes::from_static(b":\n\n"),
                () = async { resting.as_mut().await; watched.stirred().await } => {
                    let seen = tokio::select! {
                        () = &mut over => return,
                        seen = watched.look() => seen,
                    };
                    resting.set(sleep(pace));
                    match seen {
                        Ok(None) => {}
                        Ok(Some(news)) => break message(&news),
                        Err(Over) => return,
                    }
                }
            }
        };
    }
}

fn message(news: &str) -> Bytes {
    Bytes::from(format!("data: {news}\n\n"))
}
