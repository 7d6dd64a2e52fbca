//! The first page after signing in, and the club whose members look at it.

mod core;
mod member;
mod sheet;

use chrono::Duration;
use domovoi::db::ids::{DomuId, HostId};
use domovoi::members::{Member, Role};

use crate::support::{Browser, Page, Portal, builders};

/// prins in DC1 with higgs of Noor and kaon of Thijs, spaarne in DC2.
struct Club {
    portal: Portal,
    higgs: DomuId,
    prins: HostId,
}

const FORWARD: [&str; 8] = ["preflight", "stop", "copy", "compare", "prepare", "commit", "boot", "check"];

impl Club {
    async fn start() -> Club {
        let portal = Portal::start().await;
        let now = portal.now();
        let conn = &mut *portal.conn().await;
        let noor = builders::member(conn, Role::Member, "Noor", now).await;
        let thijs = builders::member(conn, Role::Member, "Thijs", now).await;
        builders::member(conn, Role::Core, "Fenna", now).await;
        builders::member(conn, Role::Core, "Bas", now).await;
        let [dc1, dc2] = builders::two_sites(conn, now).await;
        let prins = builders::host(conn, dc1, "prins", 64, 1000, now).await;
        builders::host(conn, dc2, "spaarne", 64, 1000, now).await;
        let old = builders::two_networks(conn, [dc1, dc2], now).await;
        let higgs = builders::domu(conn, prins, "higgs", 14, &noor, now).await;
        builders::address(conn, old, higgs, "192.0.2.41", now).await;
        builders::domu(conn, prins, "kaon", 20, &thijs, now).await;
        Club { portal, higgs, prins }
    }

    async fn member(&self, name: &str) -> Member {
        let email = format!("{}@club.example", name.to_lowercase());
        builders::member_with_email(&mut *self.portal.conn().await, &email).await
    }

    /// Signed in afresh: sessions end when the clock jumps.
    async fn browser(&self, name: &str) -> Browser {
        self.portal.browser_of(&self.member(name).await).await
    }

    async fn home(&self, name: &str) -> Page {
        self.browser(name).await.get("/home").await.ok()
    }

    /// For 21 November, 22:00 to 23:30, in Amsterdam; says where its page is.
    async fn announce(&self, domu: &str) -> String {
        self.announce_with(domu, &[]).await
    }

    async fn announce_with(&self, domu: &str, more: &[(&str, &str)]) -> String {
        let mut fields = vec![
            ("domu", domu),
            ("target", "spaarne"),
            ("day", "2026-11-21"),
            ("starts_at", "22:00"),
            ("ends_at", "23:30"),
            ("zone", "Europe/Amsterdam"),
            ("reason", "We leave the old data centre."),
            ("grace_days", "7"),
            ("then", "announce"),
        ];
        fields.retain(|(name, _)| !more.iter().any(|(other, _)| other == name));
        fields.extend_from_slice(more);
        self.browser("Fenna").await.submit("/migrations", &fields).await.went_to()
    }

    async fn announce_higgs(&self) -> String {
        let address = [("proposed_for", "spaarne"), ("address-0", "198.51.100.41")];
        self.announce_with("higgs", &address).await
    }

    /// From the beginning of the story, 17 November 20:00, to 22:00 on the 21st and some minutes.
    fn go_to_the_window(&self, and_minutes: i64) {
        self.portal.advance(Duration::days(4) + Duration::hours(2) + Duration::minutes(and_minutes));
    }

    /// Fenna starts the attempt and does these steps.
    async fn run(&self, path: &str, steps: &[&str]) {
        let mut fenna = self.browser("Fenna").await;
        fenna.submit(&format!("{path}/operator"), &[]).await.went_to();
        fenna.submit(&format!("{path}/attempt"), &[("overrule", "Checked by hand today.")]).await.went_to();
        self.finish(path, steps).await;
    }

    async fn finish(&self, path: &str, steps: &[&str]) {
        let mut fenna = self.browser("Fenna").await;
        for step in steps {
            let handover =
                [("step", *step), ("typed_name", "higgs"), ("source_down", "yes"), ("target_ready", "yes")];
            fenna.submit(&format!("{path}/attempt/step"), &handover).await.went_to();
        }
    }

    async fn abort(&self, path: &str) {
        let cause = [("cause_code", "path_mtu"), ("cause", "A bridge dropped large packets.")];
        self.browser("Fenna").await.submit(&format!("{path}/attempt/abort"), &cause).await.went_to();
    }

    async fn report(&self, name: &str, domu: &str, body: &str) -> String {
        let fields = [("about", domu), ("domu", domu), ("severity", "partly"), ("body", body)];
        self.browser(name).await.submit("/issues", &fields).await.went_to()
    }
}

fn assert_says(page: &Page, sentences: &[&str]) {
    for sentence in sentences {
        assert!(page.says(sentence), "“{sentence}” is missing in: {}", page.text());
    }
}
