//! `/live/status`: the stream of the public page. However many read it, the page is drawn once, and who
//! waits here asks the database nothing.

use actix_web::{HttpRequest, HttpResponse, web};
use tokio::sync::watch;

use crate::app::App;
use crate::web::Error;
use crate::web::live::seat;
use crate::web::live::seen::Since;
use crate::web::live::stream::{self, Over, Watched};
use crate::web::status::ready_page;
use crate::words::Locale;

struct PublicPage(watch::Receiver<String>);

pub async fn show(
    request: HttpRequest,
    app: web::Data<App>,
    since: web::Query<Since>,
) -> Result<HttpResponse, Error> {
    let seat = match seat::of_address(&app, &request) {
        Ok(seat) => seat,
        Err(refusal) => return Ok(refusal.answer()),
    };
    // Where nobody has looked at the page yet, nothing lies ready.
    ready_page::current(&app, Locale::En).await?;
    let mut page = PublicPage(app.status_page.watch());
    let revision = page.0.borrow_and_update().clone();
    let news = (revision != since.seen).then_some(revision);
    Ok(stream::answer(&app, seat, page, news))
}

impl Watched for PublicPage {
    async fn stirred(&mut self) {
        if self.0.changed().await.is_err() {
            std::future::pending().await
        }
    }

    async fn look(&mut self) -> Result<Option<String>, Over> {
        Ok(Some(self.0.borrow_and_update().clone()))
    }
}
