//! The core team's list of members, on its page and as a file.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domovoi::db::schema::members;
use domovoi::members::{Member, Role};

use crate::support::{Browser, Page, Portal, builders};

/// Noor has higgs in DC1 and quark in DC2, Joris has nothing.
async fn a_small_club(portal: &Portal) -> (Browser, Member) {
    let core = portal.sign_in_as(Role::Core, "Fenna").await;
    let conn = &mut *portal.conn().await;
    let now = portal.now();
    let noor = builders::member(conn, Role::Member, "Noor", now).await;
    builders::member(conn, Role::Member, "Joris", now).await;
    let [dc1, dc2] = builders::two_sites(conn, now).await;
    let prins = builders::host(conn, dc1, "prins", 64, 1000, now).await;
    let spaarne = builders::host(conn, dc2, "spaarne", 64, 1000, now).await;
    let higgs = builders::domu(conn, prins, "higgs", 14, &noor, now).await;
    builders::domu(conn, spaarne, "quark", 22, &noor, now).await;
    let network = builders::network(conn, dc1, "192.0.2.0/24", now).await;
    builders::address(conn, network, higgs, "192.0.2.41", now).await;
    (core, noor)
}

fn names(page: &Page) -> Vec<String> {
    page.all("tbody th a")
}

#[actix_web::test]
async fn the_list_of_members_finds_names_addresses_and_domus() {
    let portal = Portal::start().await;
    let (mut core, noor) = a_small_club(&portal).await;
    let prins = domovoi::db::ids::HostId(1);
    builders::domu(&mut *portal.conn().await, prins, "Tau", 1, &noor, portal.now()).await;
    assert_eq!(names(&core.get("/members").await.ok()), ["Fenna", "Joris", "Noor"]);
    for search in ["noor", "NOOR@", "higgs", "iggs", "no", "QUARK", "tau", "192.0.2.41", "%20192.0.2.41%20"] {
        assert_eq!(names(&core.get(&format!("/members?q={search}")).await.ok()), ["Noor"], "{search}");
    }
    assert_eq!(names(&core.get("/members?role=core").await.ok()), ["Fenna"]);
    for nobody in ["%25%25%25", "___", "zzz", "%5C%5C%5C", "192.0.2.42"] {
        let page = core.get(&format!("/members?q={nobody}")).await.ok();
        assert!(page.says("Nobody home"), "{nobody}: {}", page.text());
    }
    assert_eq!(core.get("/members?q=%00").await.status, 400);
    for id in ["0", "999999", "01", "x", "99999999999999999999"] {
        core.get(&format!("/members/{id}")).await.missing();
    }
}

#[actix_web::test]
async fn each_member_stands_beside_their_domus_with_state_house_disk_and_move() {
    let portal = Portal::start().await;
    let (mut core, _) = a_small_club(&portal).await;
    let now = portal.now();
    builders::draft(&mut *portal.conn().await, now + chrono::Duration::days(3), now).await;
    let page = core.get("/members").await.ok();
    let lines = page.all("tbody tr");
    assert_eq!(lines.len(), 4, "{lines:?}");
    for (line, words) in [
        (0, &["Fenna", "Core team", "no domU"][..]),
        (1, &["Joris", "joris@club.example", "no domU"]),
        (2, &["Noor", "noor@club.example", "higgs", "Up", "prins DC1", "14 GiB", "Draft"]),
        (3, &["quark", "Up", "spaarne DC2", "22 GiB", "none"]),
    ] {
        for word in words {
            assert!(lines[line].contains(word), "{word}: {:?}", lines[line]);
        }
    }
    assert!(!lines[1].contains("Active"), "what is usual is not said: {:?}", lines[1]);
    assert_eq!(page.attribute("tbody:last-child th", "rowspan").as_deref(), Some("2"));
    assert!(page.says("3 members, 2 domUs. One lives in DC1, one in DC2."), "{}", page.text());
    assert_eq!(page.attribute("#q", "placeholder").as_deref(), Some("Member, domU or address"));
}

#[actix_web::test]
async fn the_list_is_filtered_by_where_domus_live_and_those_come_first() {
    let portal = Portal::start().await;
    let (mut core, noor) = a_small_club(&portal).await;
    {
        let conn = &mut *portal.conn().await;
        let now = portal.now();
        let mees = builders::member(conn, Role::Member, "Mees", now).await;
        builders::domu(conn, domovoi::db::ids::HostId(2), "kaon", 1, &mees, now).await;
        for name in ["a1", "a2", "a3"] {
            builders::domu(conn, domovoi::db::ids::HostId(1), name, 1, &noor, now).await;
        }
    }
    let page = core.get("/members?site=DC1").await.ok();
    assert_eq!(names(&page), ["Noor"]);
    assert_eq!(page.attribute("#site option[selected]", "value").as_deref(), Some("DC1"));
    let page = core.get("/members?site=DC2").await.ok();
    assert_eq!(names(&page), ["Mees", "Noor"]);
    assert_eq!(page.all("tbody:last-child .plate"), ["quark", "a1", "a2"]);
    let more = page.attribute("tbody:last-child tr:last-child a", "href");
    assert!(page.says("and 2 more"), "{}", page.text());
    assert_eq!(more, Some(format!("/members/{}", noor.id)));
    let page = core.get("/members?q=higgs").await.ok();
    assert_eq!(page.all("tbody .plate")[0], "higgs");
    assert_eq!(core.get("/members?q=192.0.2.41").await.ok().all("tbody .plate")[0], "higgs");
    for nobody in ["site=DC9", "site=DC1&role=core", "site=DC1&q=kaon"] {
        assert!(core.get(&format!("/members?{nobody}")).await.ok().says("Nobody home"), "{nobody}");
    }
}

#[actix_web::test]
async fn who_was_nearly_found_is_offered() {
    let portal = Portal::start().await;
    let (mut core, _) = a_small_club(&portal).await;
    for (typed, meant) in [("hgigs", "higgs"), ("qaurk", "quark"), ("NOR", "Noor"), ("joriss", "Joris")] {
        let page = core.get(&format!("/members?q={typed}")).await.ok();
        assert!(page.says(&format!("Did you mean {meant}")), "{typed}: {}", page.text());
        let href = page.attribute(".empty p a", "href").expect("a link");
        assert_eq!(href, format!("/members?q={meant}"));
        assert_eq!(names(&core.get(&href).await.ok()).len(), 1, "{meant}");
    }
    for typed in ["xyzzy", "hi", "%25%25%25", "Noor&role=core"] {
        let page = core.get(&format!("/members?q={typed}")).await.ok();
        assert!(page.says("Nobody home") && !page.says("Did you mean"), "{typed}: {}", page.text());
    }
}

#[actix_web::test]
async fn the_list_goes_on_behind_its_last_name() {
    let portal = Portal::start().await;
    let mut core = portal.sign_in_as(Role::Core, "Zita").await;
    for n in 0..60 {
        builders::member(&mut *portal.conn().await, Role::Member, &format!("Lid {n:02}"), portal.now()).await;
    }
    let (mut found, mut pages, mut next) = (Vec::new(), Vec::new(), Some("/members?state=active".to_owned()));
    while let Some(path) = next {
        let page = core.get(&path).await.ok();
        let on_it = names(&page);
        pages.push(on_it.len());
        found.extend(on_it);
        next = page.attribute(".pages a", "href");
        assert!(next.iter().all(|next| next.starts_with("/members?state=active&after_name=")), "{next:?}");
    }
    let mut wanted: Vec<String> = (0..60).map(|n| format!("Lid {n:02}")).collect();
    wanted.push("Zita".to_owned());
    assert_eq!(found, wanted);
    assert_eq!(pages, [25, 25, 11]);
}

#[actix_web::test]
async fn the_list_is_a_file_in_which_no_name_is_a_formula() {
    let portal = Portal::start().await;
    let (mut core, _) = a_small_club(&portal).await;
    diesel::update(members::table.filter(members::name.eq("Joris")))
        .set(members::name.eq("=cmd|'/c calc'!A1, Joris"))
        .execute(&mut *portal.conn().await)
        .await
        .expect("a name");
    let page = core.get("/members?role=member").await.ok();
    let href = page.attribute("a[download]", "href").expect("a link");
    assert_eq!(href, "/members.csv?role=member");
    let file = core.get(&href).await.ok();
    let header =
        |name: &str| file.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    assert_eq!(header("content-type"), "text/csv; charset=utf-8; header=present");
    assert!(header("content-disposition").starts_with("attachment; filename=\"members-"));
    let text = String::from_utf8(file.body.clone()).expect("UTF-8");
    let lines: Vec<&str> = text.split_terminator("\r\n").collect();
    assert_eq!(
        lines,
        [
            "Member,Email address,Role,Account,DomU,State,Host,Site,Disk in bytes,Move,Moves at",
            "\"'=cmd|'/c calc'!A1, Joris\",joris@club.example,Member,Active,,,,,,,",
            "Noor,noor@club.example,Member,Active,higgs,Up,prins,DC1,15032385536,,",
            "Noor,noor@club.example,Member,Active,quark,Up,spaarne,DC2,23622320128,,",
        ]
    );
    let mut mees = portal.sign_in_as(Role::Member, "Mees").await;
    mees.get("/members.csv").await.missing();
}
