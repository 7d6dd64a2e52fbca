//! All that is wrong with a form is told at once, and of each field one thing.

use domovoi::members::Role;

use crate::support::{Portal, builders};

/// A form, what was typed into it, and the fields beside which an error stands.
type Wrong = (&'static str, &'static [(&'static str, &'static str)], &'static [&'static str]);

const LONG: &str = "a name that has far more than a hundred characters, so that it is longer than any name of a \
                    site may be in this portal";

const WRONG: &[Wrong] = &[
    ("/sites", &[("code", "DC 1"), ("name", LONG)], &["code", "name"]),
    (
        "/hosts",
        &[
            ("name", "two words"),
            ("site", "99"),
            ("state", "active"),
            ("memory", "lots"),
            ("disk", "1 TiB"),
            ("volume_group", "vg 0"),
            ("bridge", "$(x)"),
            ("interconnect_address", "127.0.0.1"),
            ("interconnect_address6", "x"),
        ],
        &[
            "name",
            "site",
            "memory",
            "volume_group",
            "bridge",
            "interconnect_address",
            "interconnect_address6",
        ],
    ),
    (
        "/networks",
        &[("site", "99"), ("cidr", "192.0.2.7/24"), ("gateway", "198.51.100.1")],
        &["site", "cidr", "gateway"],
    ),
    (
        "/interconnects",
        &[("a", "host-99"), ("b", "site-99"), ("nominal", "x"), ("mtu", "1500")],
        &["a", "b", "nominal"],
    ),
    (
        "/domus",
        &[("name", "a/b"), ("host", "99"), ("memory", ""), ("vcpus", "1"), ("state", "off")],
        &["name", "host", "memory"],
    ),
    (
        "/domus/higgs",
        &[
            ("name", "new"),
            ("host", "99"),
            ("memory", "1 GiB"),
            ("vcpus", "x"),
            ("state", "off"),
            ("revision", "1"),
        ],
        &["name", "host", "vcpus"],
    ),
    ("/domus/higgs/disks", &[], &["disk_name", "disk_path", "disk_format"]),
    (
        "/domus/higgs/services",
        &[("service_name", ""), ("kind", "tcp"), ("hostname", "https://a/"), ("port", "")],
        &["service_name", "hostname", "port"],
    ),
];

#[actix_web::test]
async fn all_that_is_wrong_is_told_at_once_and_once_each() {
    let portal = Portal::start().await;
    {
        let conn = &mut *portal.conn().await;
        let noor = builders::member(conn, Role::Member, "Noor", portal.now()).await;
        let site = builders::site(conn, "DC1", "DC1 Amsterdam", portal.now()).await;
        let host = builders::host(conn, site, "prins", 24, 400, portal.now()).await;
        builders::domu(conn, host, "higgs", 14, &noor, portal.now()).await;
    }
    let mut core = portal.sign_in_as(Role::Core, "Fenna").await;
    for (form, typed, fields) in WRONG {
        let page = core.submit(form, typed).await.refused();
        let unsaid: Vec<_> = fields.iter().filter(|field| page.error_at(field).is_empty()).collect();
        assert!(unsaid.is_empty(), "{form} does not speak of {unsaid:?}: {}", page.text());
        let lines = page.all(".note.is-broken li");
        assert_eq!(lines.len(), fields.len(), "{form}: {lines:?}");
    }
}

#[actix_web::test]
async fn who_wants_the_name_of_a_page_is_told_that_it_is_taken() {
    let portal = Portal::start().await;
    builders::site(&mut *portal.conn().await, "DC1", "DC1 Amsterdam", portal.now()).await;
    let mut core = portal.sign_in_as(Role::Core, "Fenna").await;
    for (form, field) in [("/sites", "code"), ("/hosts", "name"), ("/domus", "name")] {
        let page = core.submit(form, &[(field, "new")]).await.refused();
        let said = page.error_at(field);
        assert!(said.contains("“new” is taken by the page for new ones"), "{form}: {said}");
    }
}
