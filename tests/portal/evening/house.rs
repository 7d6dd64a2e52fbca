//! The club of the evening: an administrator, Noor with her higgs, and what a real Xen printed.

use actix_web::http::Method;
use chrono::{DateTime, TimeZone, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domovoi::db::schema::{attempts, domus, hosts, migrations, sites};
use domovoi::members::invitation::{self, NewMember};
use domovoi::members::{Actor, Role};
use domovoi::templates::duration_in_words;
use domovoi::words::Locale;

use super::post::PostOffice;
use crate::support::{Browser, Portal};

const PASSWORD: &str = "zeven natte eenden op zolder";

pub struct House {
    pub portal: Portal,
    pub post: PostOffice,
    pub fenna: Browser,
    pub noor: Browser,
}

/// A time in UTC on a day of November 2026; Amsterdam is an hour ahead.
pub fn november(day: u32, hour: u32, minute: u32) -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, day, hour, minute, 0).single().expect("an instant")
}

impl House {
    /// An empty club on Saturday 14 November 2026 at 09:00 in Amsterdam, whose first administrator
    /// has come in by the link that the command mails.
    pub async fn found() -> House {
        let portal = Portal::start_at(november(14, 8, 0)).await;
        let post = PostOffice::open(&portal.database, &portal.clock).await;
        let (fenna, noor) = (portal.browser(), portal.browser());
        let mut house = House { portal, post, fenna, noor };
        let first = NewMember {
            email: "fenna@club.example".parse().expect("an address"),
            name: "Fenna".to_owned(),
            role: Role::Admin,
        };
        let conn = &mut *house.portal.conn().await;
        invitation::invite(conn, &house.portal.app.letterhead, &Actor::Command, first, house.portal.now())
            .await
            .expect("an invitation");
        let letter = house.post.expect_one(&house.portal).await;
        come_in(&mut house.fenna, &letter.link("/invitations/"), "Fenna", "fenna@club.example").await;
        house
    }

    /// Moves the clock to that time. Whoever sat idle too long signs in again.
    pub async fn at(&mut self, at: DateTime<Utc>) {
        self.portal.advance(at - self.portal.now());
        for (browser, email) in
            [(&mut self.fenna, "fenna@club.example"), (&mut self.noor, "noor@club.example")]
        {
            if browser.get("/home").await.status != actix_web::http::StatusCode::OK {
                sign_in(browser, email).await;
            }
        }
    }

    /// Sites, networks, the link between them, and the second host.
    pub async fn build(&mut self) {
        let fenna = &mut self.fenna;
        for (code, name) in [("DC1", "DC1 Amsterdam"), ("DC2", "DC2 Haarlem")] {
            fenna.submit("/sites", &[("code", code), ("name", name)]).await.went_to();
        }
        let (dc1, dc2) = (self.site("DC1").await, self.site("DC2").await);
        let fenna = &mut self.fenna;
        for (site, cidr, gateway) in
            [(&dc1, "192.0.2.0/24", "192.0.2.11"), (&dc2, "198.51.100.0/24", "198.51.100.1")]
        {
            fenna
                .submit("/networks", &[("site", site), ("cidr", cidr), ("gateway", gateway)])
                .await
                .went_to();
        }
        let ends = [
            ("a", format!("site-{dc1}")),
            ("b", format!("site-{dc2}")),
            ("nominal", "1000".to_owned()),
            ("mtu", "9000".to_owned()),
        ];
        let ends: Vec<_> = ends.iter().map(|(name, value)| (*name, value.as_str())).collect();
        fenna.submit("/interconnects", &ends).await.went_to();
        let spaarne = [
            ("site", dc2.as_str()),
            ("name", "spaarne"),
            ("memory", "8 GiB"),
            ("disk", "200 GiB"),
            ("state", "active"),
            ("volume_group", "vg0"),
            ("bridge", "xenbr0"),
        ];
        fenna.submit("/hosts", &spaarne).await.went_to();
    }

    /// Brings in what `xl list -l`, `xl info` and `lvs` printed on prins: first shown, then applied.
    pub async fn import(&mut self) {
        let outputs = [
            ("list_file", fixture("xl-list-l.running.json")),
            ("info_file", fixture("xl-info.running.txt")),
            ("disks_file", fixture("lvs-json.running.json")),
        ];
        let upload = |button: Vec<(&'static str, String)>| {
            let place = [("host", "prins".to_owned()), ("site", "DC1".to_owned())];
            place.into_iter().chain(outputs.clone()).chain(button).collect::<Vec<_>>()
        };
        let shown = send(&mut self.fenna, &upload(vec![("do", "show".to_owned())])).await.ok();
        assert!(shown.says("3 new, 0 changed"), "{}", shown.text());
        let fingerprint = shown.attribute("input[name=shown]", "value").expect("a fingerprint");
        let button = vec![("do", "apply".to_owned()), ("shown", fingerprint)];
        assert_eq!(send(&mut self.fenna, &upload(button)).await.went_to(), "/hosts/prins?done=imported");
    }

    /// Noor is invited through the page, comes in through the link in her mail, and owns higgs.
    pub async fn invite_noor(&mut self) {
        let noor = [("name", "Noor"), ("email", "noor@club.example"), ("role", "member")];
        self.fenna.submit("/members", &noor).await.went_to();
        let letter = self.post.expect_one(&self.portal).await;
        assert_eq!(letter.to, "noor@club.example");
        letter.says("Choose a password before Tuesday 17 November at 09:00 CET (08:00 UTC)");
        come_in(&mut self.noor, &letter.link("/invitations/"), "Noor", "noor@club.example").await;
        let owner = [("person_email", "noor@club.example"), ("person_role", "owner")];
        self.fenna.submit("/domus/higgs/people", &owner).await.went_to();
    }

    /// Ticks a step that needs nothing but the tick.
    pub async fn tick(&mut self, path: &str, step: &str) {
        self.fenna.submit(&format!("{path}/attempt/step"), &[("step", step)]).await.went_to();
    }

    /// The state of the one migration, which side is live, and the name of the host on which higgs
    /// is kept.
    pub async fn rows(&self) -> (String, String, String) {
        migrations::table
            .inner_join(domus::table.inner_join(hosts::table))
            .select((migrations::state, migrations::live_side, hosts::name))
            .first(&mut *self.portal.conn().await)
            .await
            .expect("the migration")
    }

    /// For how long it was to be down, in words.
    pub async fn promised(&self) -> String {
        let seconds: i32 = migrations::table
            .select(migrations::expected_seconds)
            .first(&mut *self.portal.conn().await)
            .await
            .expect("the migration");
        duration_in_words(&self.portal.app.words, Locale::En, seconds.into())
    }

    /// Result, cause and minutes down of each attempt.
    pub async fn attempts(&self) -> Vec<(i32, Option<String>, Option<String>, Option<i64>)> {
        type Row = (i32, Option<String>, Option<String>, Option<DateTime<Utc>>, Option<DateTime<Utc>>);
        let rows: Vec<Row> = attempts::table
            .order(attempts::n)
            .select((
                attempts::n,
                attempts::result,
                attempts::cause_code,
                attempts::down_from,
                attempts::up_at,
            ))
            .load(&mut *self.portal.conn().await)
            .await
            .expect("attempts");
        rows.into_iter()
            .map(|(n, result, cause, from, to)| {
                (n, result, cause, from.zip(to).map(|(from, to)| (to - from).num_minutes()))
            })
            .collect()
    }

    async fn site(&self, code: &str) -> String {
        let id: i64 = sites::table
            .filter(sites::code.eq(code))
            .select(sites::id)
            .first(&mut *self.portal.conn().await)
            .await
            .expect("a site");
        id.to_string()
    }
}

async fn come_in(browser: &mut Browser, link: &str, name: &str, email: &str) {
    browser.get(link).await.ok();
    let accepted = [
        ("name", name),
        ("locale", "en"),
        ("time_zone", "Europe/Amsterdam"),
        ("new_password", PASSWORD),
        ("new_password_again", PASSWORD),
    ];
    browser.submit(link, &accepted).await.went_to();
    sign_in(browser, email).await;
}

async fn sign_in(browser: &mut Browser, email: &str) {
    let to = browser.submit("/sign-in", &[("email", email), ("password", PASSWORD)]).await.went_to();
    assert_eq!(to, "/home");
}

fn fixture(name: &str) -> String {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/xen").join(name);
    std::fs::read_to_string(path).expect("a fixture")
}

/// Uploads as a browser does: every field a part, files with a name.
async fn send(browser: &mut Browser, fields: &[(&str, String)]) -> crate::support::Page {
    let token = browser.form_token();
    let mut body = String::new();
    for (name, value) in [("csrf_token", token)].iter().chain(fields) {
        let file = if name.ends_with("_file") { "; filename=\"out.txt\"" } else { "" };
        body +=
            &format!("--edge\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n{value}\r\n");
    }
    body += "--edge--\r\n";
    let headers = [("sec-fetch-site", "same-origin"), ("content-type", "multipart/form-data; boundary=edge")];
    browser.send(Method::POST, "/fleet-import", &headers, body.into_bytes()).await
}
