//! Bodies that are no form at all.

use actix_web::http::Method;

use super::rows::{ROWS, Row};
use super::world::{Who, World};
use crate::support::Browser;

#[actix_web::test]
async fn what_is_no_form_is_refused_and_writes_nothing() {
    let world = World::begin().await;
    let mut admin = world.browser(Who::Admin).await;
    let before = world.digest().await;
    for row in
        ROWS.iter().filter(|row| row.is_post() && !row.is_upload() && row.path != "/unsubscribe/{token}")
    {
        let good = format!("csrf_token={}&x=", admin.form_token());
        let broken: [(&[u8], u16); 6] = [
            (b"%00", 400),
            (b"%ff", 400),
            (b"\xff\xfe", 400),
            (b"%zz", 400),
            (b"%", 400),
            (b"%ed%a0%80", 400),
        ];
        for (end, status) in broken {
            let body = [good.as_bytes(), end].concat();
            assert_answer(row, &world, &mut admin, row.content_type(), body, status).await;
        }
        let large = format!("{good}{}", "x".repeat(64 * 1024));
        assert_answer(row, &world, &mut admin, row.content_type(), large.into_bytes(), 413).await;
        assert_answer(row, &world, &mut admin, "application/json", b"{}".to_vec(), 400).await;
        assert_answer(row, &world, &mut admin, "", good.into_bytes(), 400).await;
        assert_eq!(before.changed(&world.digest().await), Vec::<&str>::new(), "{row:?}");
    }
}

#[actix_web::test]
async fn a_broken_upload_is_refused_and_writes_nothing() {
    let world = World::begin().await;
    let mut admin = world.browser(Who::Admin).await;
    let row = ROWS.iter().find(|row| row.is_upload()).expect("an upload");
    let before = world.digest().await;
    let token = admin.form_token();
    let part = |name: &str, value: &str| {
        format!("--edge\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    let start = part("csrf_token", &token);
    let many: String = (0..40).map(|n| part(&format!("field{n}"), "x")).collect();
    let kind = row.content_type();
    let long_header =
        format!("--edge\r\nContent-Disposition: form-data; name=\"{}\"\r\n\r\n", "n".repeat(100_000));
    let cases: Vec<(&str, Vec<u8>, &[u16])> = vec![
        (kind, start.clone().into_bytes(), &[400]),
        (kind, format!("{start}--edge\r\n").into_bytes(), &[400]),
        (kind, format!("{start}--edge\r\n\r\nno name\r\n--edge--\r\n").into_bytes(), &[400]),
        (kind, format!("{start}{}--edge--\r\n", part("list", "a\0b")).into_bytes(), &[400]),
        (
            kind,
            [start.as_bytes(), part("list", "").trim_end().as_bytes(), b"\r\n\r\n\xff\r\n--edge--\r\n"]
                .concat(),
            &[400],
        ),
        (kind, format!("{start}{many}--edge--\r\n").into_bytes(), &[413]),
        (kind, format!("{start}{}--edge--\r\n", part("list", &"x".repeat(4 << 20))).into_bytes(), &[413]),
        (kind, format!("{start}{long_header}").into_bytes(), &[400]),
        (kind, Vec::new(), &[400]),
        (kind, b"--edge--\r\n".to_vec(), &[400, 403]),
        ("multipart/form-data", start.clone().into_bytes(), &[400]),
        ("multipart/form-data; boundary=other", start.clone().into_bytes(), &[400]),
        ("multipart/form-data; boundary=", start.clone().into_bytes(), &[400]),
        ("application/x-www-form-urlencoded", format!("csrf_token={token}").into_bytes(), &[400]),
        ("text/plain", b"hello".to_vec(), &[400]),
    ];
    for (n, (kind, body, statuses)) in cases.into_iter().enumerate() {
        let headers = [("sec-fetch-site", "same-origin"), ("content-type", kind)];
        let page = admin.send(Method::POST, "/fleet-import", &headers, body).await;
        assert!(statuses.contains(&page.status.as_u16()), "upload {n}: {}", page.status);
    }
    assert_eq!(before.changed(&world.digest().await), Vec::<&str>::new());
}

async fn assert_answer(
    row: &Row,
    world: &World,
    admin: &mut Browser,
    kind: &str,
    body: Vec<u8>,
    status: u16,
) {
    let headers = [("sec-fetch-site", "same-origin"), ("content-type", kind)];
    let end = String::from_utf8_lossy(&body[body.len().saturating_sub(12)..]).into_owned();
    let page = admin.send(Method::POST, &row.address(&world.cleo), &headers, body).await;
    assert_eq!(page.status.as_u16(), status, "{row:?} {kind} …{end:?}");
}
