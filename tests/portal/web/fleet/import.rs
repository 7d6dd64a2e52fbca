//! An import through the page, without scripts.

use std::path::Path;

use actix_web::http::Method;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domovoi::db::schema::domus;
use domovoi::members::Role;

use crate::support::{Browser, Page, Portal};

fn fixture(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/xen").join(name);
    std::fs::read_to_string(path).expect("a fixture")
}

/// Sends the form as a browser does: every field a part, files with a name.
async fn send(browser: &mut Browser, fields: &[(&str, &str)]) -> Page {
    let parts: Vec<(&str, &[u8])> = fields.iter().map(|(name, value)| (*name, value.as_bytes())).collect();
    send_parts(browser, &parts).await
}

/// The same with one file that need be no text.
async fn send_bytes(browser: &mut Browser, fields: &[(&str, &str)], file: (&str, &[u8])) -> Page {
    let parts = fields.iter().map(|(name, value)| (*name, value.as_bytes()));
    send_parts(browser, &parts.chain([file]).collect::<Vec<_>>()).await
}

async fn send_parts(browser: &mut Browser, parts: &[(&str, &[u8])]) -> Page {
    let token = browser.form_token();
    let mut body = Vec::new();
    for (name, value) in [("csrf_token", token.as_bytes())].iter().chain(parts) {
        let file =
            if name.ends_with("_file") { "; filename=\"out.txt\"\r\nContent-Type: text/plain" } else { "" };
        let head = format!("--edge\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n");
        body.extend([head.as_bytes(), value, b"\r\n"].concat());
    }
    body.extend(b"--edge--\r\n");
    let headers = [("sec-fetch-site", "same-origin"), ("content-type", "multipart/form-data; boundary=edge")];
    browser.send(Method::POST, "/fleet-import", &headers, body).await
}

async fn count(portal: &Portal) -> i64 {
    domus::table.count().get_result(&mut *portal.conn().await).await.expect("a count")
}

#[actix_web::test]
async fn the_difference_is_shown_first_and_applied_when_the_button_says_so() {
    let portal = Portal::start().await;
    let mut core = portal.sign_in_as(Role::Core, "Fenna").await;
    let (list, info, disks) =
        (fixture("xl-list-l.running.json"), fixture("xl-info.running.txt"), fixture("lvs-json.running.json"));
    let uploaded = [
        ("host", "dom0-a"),
        ("site", "DC1"),
        ("list", ""),
        ("list_file", list.as_str()),
        ("info", ""),
        ("info_file", info.as_str()),
        ("disks", disks.as_str()),
        ("disks_file", ""),
        ("do", "show"),
    ];
    let shown = send(&mut core, &uploaded).await.ok();
    for words in ["New host dom0-a at DC1", "3 new, 0 changed", "higgs , 256 MiB", "Import this"] {
        assert!(shown.says(words), "{words}: {}", shown.text());
    }
    assert_eq!(count(&portal).await, 0);

    // What was uploaded is in the page now and comes along with the button.
    let kept = shown.all("#list").concat();
    assert!(kept.contains("5b1e7f0e-6c1d-4f0a-9b52-0c5b3a6f1d01"));
    let fingerprint = shown.attribute("input[name=shown]", "value").expect("a fingerprint");
    let mut pressed = vec![
        ("host", "dom0-a"),
        ("site", "DC1"),
        ("list", list.as_str()),
        ("info", info.as_str()),
        ("disks", disks.as_str()),
        ("do", "apply"),
    ];
    pressed.push(("shown", "0000"));
    let other = send(&mut core, &pressed).await.refused();
    assert!(other.says("The difference is another one now"), "{}", other.text());
    assert_eq!(count(&portal).await, 0);

    pressed.pop();
    pressed.push(("shown", fingerprint.as_str()));
    assert_eq!(send(&mut core, &pressed).await.went_to(), "/hosts/dom0-a?done=imported");
    assert_eq!(count(&portal).await, 3);
    let page = core.get("/hosts/dom0-a?done=imported").await.ok();
    for words in ["Imported.", "dom0-a has 3 domUs", "4.17.5"] {
        assert!(page.says(words), "{words}: {}", page.text());
    }
    assert!(!core.get("/hosts/dom0-a").await.ok().says("Imported."));
    let page = core.get("/domus/higgs/history").await.ok();
    assert!(page.says("Added: read from what Xen says"), "{}", page.text());
    let again = send(&mut core, &pressed[..5]).await.ok();
    assert!(again.says("Nothing changes.") && !again.says("Import this"), "{}", again.text());
}

#[actix_web::test]
async fn a_broken_output_is_named_with_its_place_and_nothing_is_written() {
    let portal = Portal::start().await;
    let mut core = portal.sign_in_as(Role::Core, "Fenna").await;
    let (list, info, disks) =
        (fixture("xl-list-l.running.json"), fixture("xl-info.running.txt"), fixture("lvs-json.running.json"));
    let good = [
        ("host", "dom0-a"),
        ("site", "DC1"),
        ("list", list.as_str()),
        ("info", info.as_str()),
        ("disks", disks.as_str()),
    ];
    let cut = &list[..3000];
    let stderr = fixture("xl-list-l.not-root.stderr.txt");
    for (field, wrong, word) in [
        ("host", "", ""),
        ("host", "a b", "can’t be the name of a host"),
        ("site", "", "say its site"),
        ("list", "", ""),
        ("list", cut, "line 107, column 23"),
        ("list", stderr.as_str(), "Run it as root"),
        ("list", disks.as_str(), "belongs in “Output of lvs” (--disks)"),
        ("info", &info[..200], "ends too early"),
        ("info", "", "needs the output of xl info"),
        ("disks", "{", "ends too early"),
    ] {
        let fields: Vec<_> = good
            .iter()
            .map(|&(name, value): &(&str, &str)| (name, if name == field { wrong } else { value }))
            .chain([("do", "apply"), ("shown", "x")])
            .collect();
        let page = send(&mut core, &fields).await.refused();
        let said = page.error_at(field);
        assert!(!said.is_empty() && said.contains(word), "{field}: {said} in {}", page.text());
        let host = page.attribute("#host", "value").unwrap_or_default();
        assert_eq!(host, if field == "host" { wrong } else { "dom0-a" });
    }
    assert_eq!(count(&portal).await, 0);
}

#[actix_web::test]
async fn uploads_that_are_too_large_or_no_text_are_refused() {
    let portal = Portal::start().await;
    let mut core = portal.sign_in_as(Role::Core, "Fenna").await;
    let large = "x".repeat(4 * 1024 * 1024 + 1);
    assert_eq!(send(&mut core, &[("list_file", large.as_str())]).await.status.as_u16(), 413);
    assert_eq!(send(&mut core, &[("list", "a\0b")]).await.status.as_u16(), 400);
    let mut member = portal.sign_in_as(Role::Member, "Noor").await;
    send(&mut member, &[("host", "x")]).await.missing();
    let headers = [("sec-fetch-site", "same-origin"), ("content-type", "multipart/form-data")];
    let broken = core.send(Method::POST, "/fleet-import", &headers, b"--".to_vec()).await;
    assert_eq!(broken.status.as_u16(), 400);
}

#[actix_web::test]
async fn a_file_that_is_no_text_is_named_with_its_place_and_the_rest_stays() {
    let portal = Portal::start().await;
    let mut core = portal.sign_in_as(Role::Core, "Fenna").await;
    let list = fixture("xl-list-l.running.json");
    let fields = [("host", "dom0-a"), ("site", "DC1"), ("list", list.as_str()), ("do", "show")];
    for (file, wrong, byte) in [
        ("list_file", b"ab\xffc".as_slice(), "byte 3."),
        ("info_file", b"\x1f\x8b\x08\0", "byte 2."),
        ("disks_file", b"gr\xc3\xbc\xdfe", "byte 5."),
    ] {
        let page = send_bytes(&mut core, &fields, (file, wrong)).await.refused();
        let said = page.error_at(file.trim_end_matches("_file"));
        assert!(said.contains(byte), "{file}: {said} in {}", page.text());
        assert_eq!(page.all(".note.is-broken li").len(), 1, "{}", page.text());
        assert_eq!(page.attribute("#host", "value").as_deref(), Some("dom0-a"));
        assert!(page.all("#list").concat().contains("5b1e7f0e-6c1d-4f0a-9b52-0c5b3a6f1d01"));
    }
    assert_eq!(count(&portal).await, 0);
}

#[actix_web::test]
async fn what_no_form_would_take_is_named_and_the_rest_is_imported() {
    let portal = Portal::start().await;
    let mut core = portal.sign_in_as(Role::Core, "Fenna").await;
    let (list, info) = (fixture("xl-list-l.running.json"), fixture("xl-info.running.txt"));
    let list = list
        .replace("/boot/domu/vmlinuz", "/boot/\\u0000")
        .replace("\"vdev\": \"xvdb\"", "\"vdev\": \"xvda\"");
    let mut fields = vec![
        ("host", "dom0-a"),
        ("site", "DC1"),
        ("list", list.as_str()),
        ("info", info.as_str()),
        ("disks", ""),
        ("do", "show"),
    ];
    let shown = send(&mut core, &fields).await.ok();
    for words in [
        "quark: the path of its kernel is missing",
        "higgs has two disks with the vdev xvda",
        "1 new, 0 changed",
    ] {
        assert!(shown.says(words), "{words}: {}", shown.text());
    }
    let fingerprint = shown.attribute("input[name=shown]", "value").expect("a fingerprint");
    fields.pop();
    fields.extend([("do", "apply"), ("shown", fingerprint.as_str())]);
    assert_eq!(send(&mut core, &fields).await.went_to(), "/hosts/dom0-a?done=imported");
    assert_eq!(count(&portal).await, 1);
}
