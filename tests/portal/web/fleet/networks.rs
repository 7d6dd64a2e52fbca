//! Networks and the addresses in them.

use domovoi::members::Role;

use crate::support::{Portal, builders};

#[actix_web::test]
async fn a_network_is_added_shown_edited_and_removed_when_nobody_uses_it() {
    let portal = Portal::start().await;
    let site = builders::site(&mut *portal.conn().await, "DC1", "DC1 Amsterdam", portal.now()).await;
    let mut core = portal.sign_in_as(Role::Core, "Fenna").await;
    let good = [("site", "1"), ("cidr", "192.0.2.0/24"), ("gateway", "192.0.2.1"), ("note", "members")];
    for (field, wrong, word) in [
        ("site", "77", "Choose one"),
        ("cidr", "", "filled"),
        ("cidr", "192.0.2.0", "not a network"),
        ("cidr", "192.0.2.7/24", "Did you mean 192.0.2.0/24"),
        ("cidr", "::/0", "far more than a club is given"),
        ("cidr", "127.0.0.0/8", "every machine finds itself"),
        ("cidr", "::/128", "no address at all"),
        ("cidr", "169.254.0.0/16", "makes up for the cable"),
        ("cidr", "ff02::/64", "addresses of groups"),
        ("cidr", "240.0.0.0/8", "is reserved"),
        ("gateway", "192.0.2.0", "stands for the whole network"),
        ("gateway", "192.0.2.255", "stands for the whole network"),
        ("gateway", "198.51.100.1", "in the network"),
        ("gateway", "x", "not an IP address"),
    ] {
        let fields: Vec<_> =
            good.iter().map(|&(name, value)| (name, if name == field { wrong } else { value })).collect();
        let page = core.submit("/networks", &fields).await.refused();
        let said = page.error_at(field);
        assert!(!said.is_empty() && (word == "filled" || said.contains(word)), "{field}={wrong}: {said}");
        assert_eq!(page.attribute("#note", "value").as_deref(), Some("members"));
    }
    let path = core.submit("/networks", &good).await.went_to();
    let overlap = core.submit("/networks", &[("site", "1"), ("cidr", "192.0.2.128/25")]).await.refused();
    assert!(overlap.error_at("cidr").contains("It overlaps 192.0.2.0/24"), "{}", overlap.text());
    let page = core.get(&path).await.ok();
    assert!(page.says("Gateway 192.0.2.1.") && page.says("192.0.2.2"), "{}", page.text());

    let conn = &mut *portal.conn().await;
    let noor = builders::member(conn, Role::Member, "Noor", portal.now()).await;
    let host = builders::host(conn, site, "prins", 24, 400, portal.now()).await;
    let domu = builders::domu(conn, host, "higgs", 14, &noor, portal.now()).await;
    let id =
        domovoi::db::ids::IpNetworkId(path.rsplit('/').next().expect("an id").parse().expect("a number"));
    builders::address(conn, id, domu, "192.0.2.2", portal.now()).await;
    let page = core.get(&path).await.ok();
    assert!(page.says("higgs") && page.says("Free next: 192.0.2.3"), "{}", page.text());
    let held = core.submit(&path, &[("gateway", "192.0.2.2")]).await.refused();
    assert!(held.error_at("gateway").contains("A domU has this address"));
    let end = core.submit(&path, &[("gateway", "192.0.2.255")]).await.refused();
    assert!(end.error_at("gateway").contains("stands for the whole network"), "{}", end.text());
    core.submit(&path, &[("gateway", "192.0.2.254"), ("note", "")]).await.went_to();

    let refused = core.submit(&format!("{path}/removal"), &[]).await;
    assert_eq!(refused.status.as_u16(), 409);
    assert!(refused.says("Addresses of this network are in use"), "{}", refused.text());
    core.submit("/domus/higgs/addresses/removal", &[("held_address", "192.0.2.2")]).await.went_to();
    assert_eq!(core.submit(&format!("{path}/removal"), &[]).await.went_to(), "/networks");
    core.get(&path).await.missing();
}
