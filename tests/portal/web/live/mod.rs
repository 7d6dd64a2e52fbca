//! Pages that change by themselves: who is told what, and what becomes of a stream.

mod audience;
mod ends;
mod public;
mod resync;

use domovoi::db::ids::MigrationId;
use domovoi::live::Listener;
use domovoi::members::{Member, Role};
use domovoi::migrations::StepCode;
use domovoi::web::live::Seen;

use crate::migrations::story::Story;
use crate::support::dom0::began;
use crate::support::{Browser, Dom0, Page, Portal, Stream, builders};

const GIB: i64 = 1 << 30;

/// The evening of higgs on a portal that hears hints: it is down, and its 14 GiB are on their way.
struct Evening {
    story: Story,
    higgs: MigrationId,
    prins: Dom0,
    hints: Listener,
}

impl Evening {
    async fn begin() -> Evening {
        let story = Story::begin().await;
        let higgs = story.under_way().await;
        story.walk(higgs, &[StepCode::Preflight, StepCode::Stop]).await;
        let mut prins = Dom0::of(&story.portal, story.prins).await;
        prins.reports((higgs, 1), &[began(1, story.now(), 14 * GIB)]).await;
        let hints = story.portal.listens().await;
        Evening { story, higgs, prins, hints }
    }

    fn portal(&self) -> &Portal {
        &self.story.portal
    }

    fn page(&self) -> String {
        format!("/migrations/{}", self.higgs)
    }

    async fn new_member(&self, name: &str) -> Member {
        builders::member(&mut *self.story.conn().await, Role::Member, name, self.story.now()).await
    }

    /// Somebody has this page open.
    async fn open(&self, member: &Member, page: &str) -> Open {
        Open::by(self.portal().browser_of(member).await, page).await
    }

    /// The core team writes something down that members don't see.
    async fn writes_down(&self, words: &str) {
        let mut fenna = self.portal().browser_of(&self.story.fenna).await;
        let note = format!("{}/attempt/note", self.page());
        fenna.submit(&note, &[("remark", words)]).await.went_to();
    }
}

/// A page that is open in a browser which runs scripts.
struct Open {
    browser: Browser,
    page: String,
    /// What it showed last.
    seen: String,
    stream: Stream,
}

impl Open {
    async fn by(mut browser: Browser, page: &str) -> Open {
        let drawn = browser.get(page).await.ok();
        let stream = browser.listen(&address(&drawn)).await;
        Open { browser, page: page.to_owned(), seen: seen(&drawn), stream }
    }

    /// The stream speaks, and loading the page again shows what it spoke of. A look during a change may
    /// see half of it, and speaks again; what speaks though nothing changed is wrong.
    async fn is_told(&mut self) -> Page {
        loop {
            let said = self.stream.next().await.expect("it lives");
            assert_ne!(said, self.seen, "{} was told of what it does not show", self.page);
            let page = self.browser.get(&self.page).await.ok();
            self.seen = said;
            if self.seen == seen(&page) {
                return page;
            }
        }
    }

    /// The very next word is about what the page shows now.
    async fn is_told_first(&mut self) -> Page {
        let said = self.stream.next().await.expect("it lives");
        let page = self.browser.get(&self.page).await.ok();
        assert_eq!(said, seen(&page), "{} was told something else before", self.page);
        page
    }
}

/// The address of the stream of a page.
fn address(page: &Page) -> String {
    page.attribute("main", "data-live").expect("it changes by itself")
}

/// What the page says that it shows.
fn seen(page: &Page) -> String {
    address(page).split_once("seen=").expect("it says what it shows").1.to_owned()
}

/// Whether that is the name of something drawn.
fn is_known(seen: &str, portal: &Portal) -> bool {
    Seen::recent(seen, portal.now()).is_some()
}
