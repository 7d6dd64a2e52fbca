//! The evening that started the project, told through the doors: pages, a real PostgreSQL, and a
//! mail server that is spoken to over SMTP.

mod house;
mod post;

use house::{House, november};
use post::Invitation;

#[actix_web::test]
async fn higgs_comes_back_moves_the_next_day_and_its_member_is_told_at_every_turn() {
    let mut house = House::found().await;
    house.build().await;
    house.import().await;
    house.invite_noor().await;
    let page = house.noor.get("/domus/higgs").await.ok();
    for words in ["192.0.2.21", "prins", "00:16:3e:5a:21:01 on xenbr0"] {
        assert!(page.says(words), "{words}: {}", page.text());
    }

    // Announced on Saturday for Tuesday, then moved by half an hour.
    let booked = november(17, 21, 0);
    let page = house.fenna.submit("/migrations", &announcement("preview")).await.ok();
    assert!(page.says("Hello Noor") && page.says("198.51.100.2"), "{}", page.text());
    let path = house.fenna.submit("/migrations", &announcement("announce")).await.went_to();
    let announced = house.post.expect_one(&house.portal).await;
    assert_eq!(announced.to, "noor@club.example");
    announced.says("Tuesday 17 November at 22:00 CET (21:00 UTC)");
    announced.says("198.51.100.2");
    let uid = announced.invitation.as_ref().expect("an invitation").uid.clone();
    let invitation = |method: &str, sequence, starts_at, minutes| Invitation {
        method: method.to_owned(),
        uid: uid.clone(),
        sequence,
        starts_at,
        ends_at: starts_at + chrono::Duration::minutes(minutes),
    };
    let first = announced.invitation.clone().expect("an invitation");
    assert_eq!(first, invitation("REQUEST", 0, booked, (first.ends_at - booked).num_minutes()));

    let why = [("reason", "The bridge gets new cables first.")];
    house.schedule(&path, &[&WINDOW_OF_TUESDAY[..], &why].concat()).await;
    let rescheduled = house.post.expect_one(&house.portal).await;
    rescheduled.says("Tuesday 17 November at 22:30 CET (21:30 UTC)");
    assert_eq!(rescheduled.references.first(), Some(&announced.id));
    let second = rescheduled.invitation.clone().expect("an invitation");
    assert_eq!((second.uid.as_str(), second.starts_at), (uid.as_str(), november(17, 21, 30)));
    assert!(second.sequence > first.sequence);
    assert_eq!(house.rows().await, row("booked", "source", "prins"));

    // The first attempt: down at 22:30, aborted because large frames vanish, back after two hours.
    house.at(november(17, 21, 20)).await;
    let refused = house.fenna.submit(&format!("{path}/attempt"), &[]).await.refused();
    assert!(refused.says("Nobody has begun a preflight"), "{}", refused.text());
    let habit = [("overrule", "We have always copied with large frames.")];
    house.fenna.submit(&format!("{path}/attempt"), &habit).await.went_to();
    house.at(november(17, 21, 30)).await;
    house.tick(&path, "preflight").await;
    let page = house.fenna.get(&format!("{path}/attempt")).await.ok();
    assert!(page.says("xl shutdown -w higgs"), "{}", page.text());
    house.tick(&path, "stop").await;
    let started = house.post.expect_one(&house.portal).await;
    assert_eq!(started.subject, format!("Re: {}", announced.subject));
    assert_eq!(house.rows().await, row("running", "none", "prins"));
    assert!(house.noor.get("/home").await.ok().says("higgs is on its way"));

    house.at(november(17, 23, 20)).await;
    let outage = house.report_the_trouble().await;
    house.fenna.submit(&format!("{path}/attempt/abort"), &ABORT).await.went_to();
    let page = house.fenna.get(&format!("{path}/attempt")).await.ok();
    assert!(page.says("Way back, step 1 of 3"), "{}", page.text());
    house.tick(&path, "fence").await;
    house.at(november(17, 23, 30)).await;
    house.tick(&path, "start_again").await;
    house.tick(&path, "check_again").await;
    let returned = house.post.expect_one(&house.portal).await;
    returned.says("You need to do nothing, and nothing is lost.");
    returned.says("2 hours");
    returned.says("Path MTU: The bridge of spaarne drops large frames.");
    returned.says("192.0.2.21, as before");
    let cancelled = returned.invitation.clone().expect("it vanishes from the calendar");
    assert_eq!((cancelled.method.as_str(), cancelled.uid.as_str()), ("CANCEL", uid.as_str()));
    assert!(cancelled.sequence > second.sequence);
    assert_eq!(house.rows().await, row("returned", "source", "prins"));
    for path in [path.as_str(), "/domus/higgs", "/home"] {
        let page = house.noor.get(path).await.ok();
        assert!(page.says("prins"), "{path}: {}", page.text());
    }
    let page = house.noor.get(&path).await.ok();
    assert!(page.says("It was down for 2 hours"), "{}", page.text());
    assert!(house.noor.get("/domus/higgs").await.ok().says("192.0.2.21"));

    // The next day: the cause, the fix, and a new time.
    house.at(november(18, 8, 12)).await;
    house.solve_the_trouble(&outage).await;
    house.schedule(&path, &[&WINDOW_OF_WEDNESDAY[..], &FIX].concat()).await;
    let rebooked = house.post.expect_one(&house.portal).await;
    rebooked.says("Wednesday 18 November at 22:00 CET (21:00 UTC)");
    rebooked.says("What we mended: The bridge has an MTU of 9000 now.");
    let third = rebooked.invitation.clone().expect("an invitation");
    assert_eq!((third.method.as_str(), third.starts_at), ("REQUEST", november(18, 21, 0)));
    assert!(third.sequence > cancelled.sequence && third.uid == uid);

    // The second attempt goes all the way.
    house.at(november(18, 21, 0)).await;
    let tested = [("overrule", "The whole path was tested by hand this afternoon.")];
    house.fenna.submit(&format!("{path}/attempt"), &tested).await.went_to();
    house.tick(&path, "preflight").await;
    house.at(november(18, 21, 5)).await;
    house.tick(&path, "stop").await;
    house.post.expect_one(&house.portal).await;
    for step in ["copy", "compare", "prepare"] {
        house.tick(&path, step).await;
    }
    let step = format!("{path}/attempt/step");
    let wrong = [&HAND_OVER[..], &[("typed_name", "rocky")]].concat();
    let page = house.fenna.submit(&step, &wrong).await.refused();
    assert!(!page.error_at("typed_name").is_empty(), "{}", page.text());
    house.fenna.submit(&step, &[&HAND_OVER[..], &[("typed_name", "higgs")]].concat()).await.went_to();
    assert_eq!(house.rows().await, row("running", "target", "spaarne"));
    house.at(november(18, 21, 44)).await;
    house.tick(&path, "boot").await;
    house.tick(&path, "check").await;
    let moved = house.post.expect_one(&house.portal).await;
    moved.says("It was down for 39 minutes.");
    moved.says("192.0.2.21 became 198.51.100.2");
    assert_eq!(moved.references.first(), Some(&announced.id));
    assert_eq!(house.rows().await, row("verifying", "target", "spaarne"));
    let page = house.noor.get("/domus/higgs").await.ok();
    assert!(page.says("198.51.100.2") && page.says("spaarne"), "{}", page.text());
    let page = house.noor.get(&path).await.ok();
    for words in ["The bridge of spaarne drops large frames.", "39 minutes", "2 hours"] {
        assert!(page.says(words), "{words}: {}", page.text());
    }

    // Something is broken: from the link in the mail to the answer that mends it.
    house.at(november(18, 22, 4)).await;
    let link = moved.link("/issues/new");
    let form = house.noor.get(&link).await.ok();
    assert_eq!(form.attribute("input[name=domu][checked]", "value").as_deref(), Some("higgs"));
    let number = form.attribute("input[name=migration]", "value").expect("the move comes along");
    let report = [("domu", "higgs"), ("migration", &number), ("body", "No mail."), ("severity", "partly")];
    let issue = house.noor.submit("/issues", &report).await.went_to();
    let mut letters = house.post.expect(&house.portal, 2).await;
    letters.sort_by(|a, b| a.to.cmp(&b.to));
    let [told, receipt] = letters.as_slice() else { panic!("one to each") };
    assert_eq!((told.to.as_str(), receipt.to.as_str()), ("fenna@club.example", "noor@club.example"));
    told.says("Noor says that something is broken on higgs");
    receipt.says("Its number is I-1");
    house.at(november(26, 21, 0)).await;
    house.clock_tries_to_close().await;
    assert_eq!(house.rows().await.0, "verifying", "an open report keeps it open");
    let reply = [("reply", "The old MX is open again. Is it well now?"), ("state", "waiting")];
    house.fenna.submit(&format!("{issue}/replies"), &reply).await.went_to();
    let answer = house.post.expect_one(&house.portal).await;
    answer.says("The old MX is open again. Is it well now?");
    assert_eq!(answer.references.first(), Some(&receipt.id));
    house.noor.submit(&format!("{issue}/fix"), &[]).await.went_to();

    // The end.
    house.noor.submit(&format!("{path}/confirmation"), &[]).await.went_to();
    let closed = house.post.expect_one(&house.portal).await;
    closed.says(&format!("Promised {} down", house.promised().await));
    closed.says("Really 2 hours and 39 minutes down, all attempts together");
    assert_eq!(closed.subject, format!("Re: {}", announced.subject));
    assert_eq!(house.rows().await, row("closed", "target", "spaarne"));
    let (rolled_back, succeeded) = (Some("rolled_back".to_owned()), Some("succeeded".to_owned()));
    assert_eq!(
        house.attempts().await,
        [(1, rolled_back, Some("path_mtu".to_owned()), Some(120)), (2, succeeded, None, Some(39))]
    );
    house.post.expect(&house.portal, 0).await;
    house.post.close().await;
}

fn row(state: &str, side: &str, host: &str) -> (String, String, String) {
    (state.to_owned(), side.to_owned(), host.to_owned())
}

fn announcement(then: &str) -> Vec<(&str, &str)> {
    vec![
        ("domu", "higgs"),
        ("target", "spaarne"),
        ("day", "2026-11-17"),
        ("starts_at", "22:00"),
        ("ends_at", "23:30"),
        ("zone", "Europe/Amsterdam"),
        ("reason", "prins leaves DC1."),
        ("grace_days", "7"),
        ("proposed_for", "spaarne"),
        ("address-0", "198.51.100.2"),
        ("then", then),
    ]
}

const WINDOW_OF_TUESDAY: [(&str, &str); 4] =
    [("day", "2026-11-17"), ("starts_at", "22:30"), ("ends_at", "01:30"), ("zone", "Europe/Amsterdam")];

const WINDOW_OF_WEDNESDAY: [(&str, &str); 4] =
    [("day", "2026-11-18"), ("starts_at", "22:00"), ("ends_at", "23:30"), ("zone", "Europe/Amsterdam")];

const ABORT: [(&str, &str); 3] = [
    ("cause_code", "path_mtu"),
    ("cause", "The bridge of spaarne drops large frames."),
    ("fix", "We look at the bridge in the morning."),
];

const FIX: [(&str, &str); 3] = [
    ("cause_code", "path_mtu"),
    ("cause", "The bridge of spaarne drops large frames."),
    ("fix", "The bridge has an MTU of 9000 now."),
];

const HAND_OVER: [(&str, &str); 3] = [("step", "commit"), ("source_down", "yes"), ("target_ready", "yes")];

impl House {
    /// A post on the public page, mailed to whom it concerns. Says where it stands.
    async fn report_the_trouble(&mut self) -> String {
        let dc2 = self.noor.get("/").await.ok();
        assert!(!dc2.says("Large frames vanish"));
        let fields = |counted: &'static str| {
            [
                ("kind", "outage"),
                ("severity", "minor"),
                ("title", "Large frames vanish between the two sites"),
                ("body", "The move of tonight turns back. **Nothing is lost.**"),
                ("audience", "everybody"),
                ("counted", counted),
                ("publish", "1"),
            ]
        };
        let page = self.fenna.submit("/status", &fields("0")).await.refused();
        assert!(page.says("2"), "the count of readers has changed: {}", page.text());
        let post = self.fenna.submit("/status", &fields("2")).await.went_to();
        let mut letters = self.post.expect(&self.portal, 2).await;
        letters.sort_by(|a, b| a.to.cmp(&b.to));
        assert_eq!(letters[1].to, "noor@club.example");
        assert!(letters[1].subject.contains("Large frames vanish"), "{}", letters[1].subject);
        letters[1].says("The move of tonight turns back.");
        let public = self.portal.browser().get("/").await.ok();
        assert!(public.says("Large frames vanish between the two sites"), "{}", public.text());
        assert!(!public.html().contains("Noor") && !public.html().contains("higgs"));
        post
    }

    async fn solve_the_trouble(&mut self, post: &str) {
        let solved = [("body", "The bridge is mended."), ("state", "resolved"), ("audience", "nobody")];
        let fields = [&solved[..], &[("counted", "0")]].concat();
        self.fenna.submit(&format!("{post}/updates"), &fields).await.went_to();
        let page = self.portal.browser().get(post).await.ok();
        assert!(page.says("The bridge is mended."), "{}", page.text());
    }

    /// A new time, with the reason for it.
    async fn schedule(&mut self, path: &str, fields: &[(&str, &str)]) {
        let form = format!("{path}/schedule");
        let page = self.fenna.get(&form).await.ok();
        let revision = page.attribute("input[name=revision]", "value").expect("a revision");
        self.fenna
            .submit(&form, &[fields, &[("revision", &revision), ("warned", "yes")]].concat())
            .await
            .went_to();
    }

    /// What the portal does by itself once a minute.
    async fn clock_tries_to_close(&self) {
        domovoi::jobs::due_migrations::run(
            &self.portal.app.pool,
            &self.portal.app.letterhead,
            self.portal.now(),
        )
        .await
        .expect("the job runs");
    }
}
