//! A whole portal in the test's own process, on its own database, with a clock that stands still.

use std::sync::{Arc, LazyLock};

use chrono::{DateTime, Duration, TimeZone, Utc};
use domovoi::app::{App, Ending};
use domovoi::clock::Clock;
use domovoi::db::Pool;
use domovoi::db::pool::Connection;
use domovoi::live::{Hint, Listener, Live, listener};
use domovoi::mail::{Letterhead, Reach};
use domovoi::members::{Hasher, Member, Role, session};
use domovoi::probes::dns::Resolver;
use domovoi::templates::Templates;
use domovoi::words::Words;

use super::browser::Browser;
use super::builders;
use super::database::TestDatabase;

static WORDS: LazyLock<Arc<Words>> = LazyLock::new(|| Arc::new(Words::load().expect("words")));
static TEMPLATES: LazyLock<Arc<Templates>> =
    LazyLock::new(|| Arc::new(Templates::load(WORDS.clone()).expect("templates")));

pub struct Portal {
    pub app: App,
    pub clock: Clock,
    pub database: TestDatabase,
}

impl Portal {
    /// On the evening of 17 November 2026, 20:00 in Amsterdam.
    pub async fn start() -> Portal {
        let at = Utc.with_ymd_and_hms(2026, 11, 17, 19, 0, 0).single().expect("an instant");
        Portal::start_at(at).await
    }

    pub async fn start_at(at: DateTime<Utc>) -> Portal {
        // What went wrong behind a 500 shows up beside the failing test.
        let _ = tracing_subscriber::fmt().with_max_level(tracing::Level::WARN).with_test_writer().try_init();
        Portal::on(TestDatabase::new().await, at)
    }

    pub fn on(database: TestDatabase, at: DateTime<Utc>) -> Portal {
        let clock = Clock::set_to(at);
        let app = app_on(&database.url, clock.clone());
        Portal { app, clock, database }
    }

    /// A second instance on the same database and clock.
    pub fn another_instance(&self) -> Portal {
        Portal {
            app: app_on(&self.database.url, self.clock.clone()),
            clock: self.clock.clone(),
            database: self.database.clone(),
        }
    }

    pub fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    pub fn advance(&self, by: Duration) {
        self.clock.advance(by);
    }

    pub async fn conn(&self) -> Connection {
        self.app.pool.get().await.expect("a connection")
    }

    /// Hears the hints of its database from now on, as a running portal does.
    pub async fn listens(&self) -> Listener {
        let hints = Listener::start(self.database.url.parse().expect("the URL is ours"));
        let mut first = hints.subscribe();
        tokio::spawn(self.app.live.hub.clone().follow(hints.subscribe()));
        assert_eq!(listener::next(&mut first).await, Some(Hint::Everything));
        hints
    }

    /// A browser in which nobody is signed in.
    pub fn browser(&self) -> Browser {
        Browser::new(self.app.clone())
    }

    /// A new active member with this name, signed in.
    pub async fn sign_in_as(&self, role: Role, name: &str) -> Browser {
        let member = builders::member(&mut *self.conn().await, role, name, self.now()).await;
        self.browser_of(&member).await
    }

    /// A browser in which this member is signed in.
    pub async fn browser_of(&self, member: &Member) -> Browser {
        let token = session::create(&mut *self.conn().await, member, None, "test", self.now())
            .await
            .expect("a session");
        Browser::signed_in(self.app.clone(), token)
    }
}

fn app_on(url: &str, clock: Clock) -> App {
    App {
        pool: Pool::new(url, 6).expect("a pool"),
        clock,
        words: WORDS.clone(),
        templates: TEMPLATES.clone(),
        letterhead: Letterhead {
            club_name: "Voorbeeld Hosting Club".to_owned(),
            from: "portal@vhc.example.org".to_owned(),
            public_url: "http://portal.example.org".to_owned(),
            templates: TEMPLATES.clone(),
            words: WORDS.clone(),
        },
        hasher: Arc::new(Hasher::start()),
        resolver: Resolver::new(Vec::new()),
        trusted_proxies: Arc::from([]),
        captures_mail: false,
        keeps_mail: false,
        mail_server: Reach::default(),
        status_page: Default::default(),
        live: Live { pace: std::time::Duration::ZERO, ..Live::default() },
        ending: Ending::default(),
    }
}
