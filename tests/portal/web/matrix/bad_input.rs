//! Every form with every field spoilt: the error stands beside the field, what was typed stays,
//! nothing is written.

use std::collections::BTreeSet;

use actix_web::http::StatusCode;
use scraper::{ElementRef, Html, Selector};

use super::rows::{ROWS, Row};
use super::spoilt::{NOTHING_TO_TYPE, NOTHING_WRONG, Spoilt, forms};
use super::world::{Who, World};
use crate::support::{Browser, Page};

/// Texts that were some program's undoing.
const ODD: [&str; 7] = [
    "",
    "99999999999999999999",
    "-9223372036854775808",
    "\u{1}\u{1b}[0m\u{7f}\u{85}",
    "🦊\u{202e}fox\u{2028}\u{feff}",
    "'; DROP TABLE members; -- {{7*7}} <script>",
    "\r\n.\r\nRCPT TO:<x@y.example>",
];

#[test]
fn every_form_is_spoilt() {
    let typed: BTreeSet<&str> = typed_forms().map(|row| row.path).collect();
    let spoilt: BTreeSet<&str> = forms().map(|(path, _)| *path).collect();
    assert_eq!(typed, spoilt);
}

/// Every field that a form sends or shows is spoilt above, or said to hold nothing that is wrong.
#[actix_web::test]
async fn every_field_is_spoilt() {
    let world = World::begin().await;
    let mut admin = world.browser(Who::Admin).await;
    let mut unspoilt = BTreeSet::new();
    let mut harmless: BTreeSet<(&str, &str)> =
        NOTHING_WRONG.iter().map(|(path, name, _)| (*path, *name)).collect();
    for row in typed_forms() {
        let lists = forms().find(|(path, _)| *path == row.path).expect("it is spoilt").1;
        let (name, value, _) = lists[0][0];
        let (address, good) = (row.address(&world.cleo), row.fields(&world.cleo));
        let form = row.ask_with(&mut admin, &address, &with(good.clone(), name, value)).await;
        let mut fields = fields_of(&form, &address);
        fields.extend(good.into_iter().map(|(name, _)| name));
        for name in fields {
            let is_spoilt = lists.iter().copied().flatten().any(|(field, ..)| *field == name);
            let is_harmless =
                harmless.iter().find(|(path, field)| *path == row.path && *field == name).copied();
            match is_harmless {
                Some(known) if !is_spoilt => drop(harmless.remove(&known)),
                _ if !is_spoilt => drop(unspoilt.insert(format!("(\"{}\", \"{name}\")", row.path))),
                _ => {}
            }
        }
    }
    assert!(unspoilt.is_empty(), "never spoilt:\n{}", unspoilt.into_iter().collect::<Vec<_>>().join("\n"));
    assert!(harmless.is_empty(), "spoilt after all, or not in the form: {harmless:?}");
}

fn fields_of(page: &Page, address: &str) -> BTreeSet<String> {
    let selector = format!("form[action='{address}'] [name]:not([name=csrf_token])");
    let selector = Selector::parse(&selector).expect("a selector");
    let document = Html::parse_document(&page.html());
    document.select(&selector).filter_map(|field| field.value().attr("name").map(str::to_owned)).collect()
}

#[actix_web::test]
async fn bad_input_is_said_beside_its_field_and_kept_and_nothing_is_written() {
    let world = World::begin().await;
    let mut admin = world.browser(Who::Admin).await;
    let mut wrong = Vec::new();
    for row in typed_forms() {
        let lists = forms().find(|(path, _)| *path == row.path).expect("it is spoilt").1;
        let before = world.digest().await;
        for spoilt in lists.iter().copied().flatten() {
            if let Err(why) = try_spoilt(&world, &mut admin, row, spoilt).await {
                wrong.push(format!("{} {spoilt:.40?}: {why}", row.path));
            }
        }
        let changed = before.changed(&world.digest().await).join(" ");
        if !changed.is_empty() {
            wrong.push(format!("{} wrote to {changed}", row.path));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

async fn try_spoilt(world: &World, admin: &mut Browser, row: &Row, spoilt: &Spoilt) -> Result<(), String> {
    let (name, value, at) = *spoilt;
    let fields = with(row.fields(&world.cleo), name, value);
    let page = row.ask_with(admin, &row.address(&world.cleo), &fields).await;
    let without_a_field = match at {
        "@unreadable" => Some(StatusCode::BAD_REQUEST),
        "@stale" => Some(StatusCode::CONFLICT),
        _ => None,
    };
    if let Some(status) = without_a_field {
        return expect(page.status == status, || page.status.to_string());
    }
    expect(page.status == StatusCode::UNPROCESSABLE_ENTITY, || format!("{} {}", page.status, page.text()))?;
    let error =
        if at.is_empty() { page.all(".note.is-broken :is(li, p)").join(" ") } else { page.error_at(at) };
    expect(!error.is_empty(), || format!("no error at {at:?}: {:?}", page.all(".note.is-broken li")))?;
    for link in page.all(".note.is-broken li a[href^='#']") {
        // A field without a name would stand there as the id of its name.
        let is_named = link.contains(": ") && !link.starts_with("field-");
        expect(is_named, || format!("above the form stands only {link:?}"))?;
    }
    for (name, sent) in fields.iter().filter(|(name, _)| !name.contains("password")) {
        let shown = shown_again(&page, name);
        expect(shown.as_ref().is_none_or(|shown| shown == sent), || {
            format!("{name} was {sent:?}, is {shown:?}")
        })?;
    }
    Ok(())
}

fn expect(is_so: bool, otherwise: impl FnOnce() -> String) -> Result<(), String> {
    if is_so { Ok(()) } else { Err(otherwise().chars().take(300).collect()) }
}

fn with(mut fields: Vec<(String, String)>, name: &str, value: &str) -> Vec<(String, String)> {
    let value = match value.split_once(':') {
        Some(("@long", length)) => "x".repeat(length.parse().expect("a length")),
        _ => value.to_owned(),
    };
    fields.retain(|(field, _)| field != name);
    if value != "@none" {
        fields.push((name.to_owned(), value));
    }
    fields
}

/// What stands in the field that somebody types into, if there is one of this name.
fn shown_again(page: &Page, name: &str) -> Option<String> {
    let document = Html::parse_document(&page.html());
    let selector = Selector::parse(&format!("main [id='{name}']")).expect("a selector");
    let field = document.select(&selector).next().map(|field| (field.value().name().to_owned(), field))?;
    match (field.0.as_str(), field.1) {
        ("input", input) if is_typed(input) => {
            Some(input.value().attr("value").unwrap_or_default().to_owned())
        }
        ("textarea", area) => Some(area.text().collect()),
        _ => None,
    }
}

/// A line break, and a sign that turns the line around, in every field of one line that a form has, not
/// only in those that it needs.
#[actix_web::test]
async fn a_field_of_one_line_takes_no_line_break_and_nothing_unseen() {
    let world = World::begin().await;
    let mut admin = world.browser(Who::Admin).await;
    let (mut wrong, mut tried) = (Vec::new(), 0);
    for row in typed_forms().filter(|row| row.path != "/sign-in") {
        let lists = forms().find(|(path, _)| *path == row.path).expect("it is spoilt").1;
        let (name, value, _) = lists[0][0];
        let (address, good) = (row.address(&world.cleo), row.fields(&world.cleo));
        let form = row.ask_with(&mut admin, &address, &with(good.clone(), name, value)).await;
        let before = world.digest().await;
        let fields = one_line_fields(&form, &address);
        for (field, odd) in
            fields.iter().flat_map(|field| ["one\ntwo", "one\u{202e}two"].map(|odd| (field, odd)))
        {
            tried += 1;
            let fields = with(good.clone(), field, odd);
            let page = row.ask_with(&mut admin, &address, &fields).await;
            let at = if field.starts_with("address-") { "addresses" } else { field };
            if page.status != StatusCode::UNPROCESSABLE_ENTITY || page.error_at(at).is_empty() {
                wrong.push(format!("{} {field} {odd:?}: {} {:.200}", row.path, page.status, page.text()));
            }
        }
        let changed = before.changed(&world.digest().await).join(" ");
        assert!(changed.is_empty(), "{} wrote to {changed}", row.path);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(tried >= 100, "{tried}");
}

fn one_line_fields(page: &Page, address: &str) -> Vec<String> {
    let selector =
        format!("form[action='{address}'] input:is([type=text], [type=email], [type=date], :not([type]))");
    let selector = Selector::parse(&selector).expect("a selector");
    let document = Html::parse_document(&page.html());
    document.select(&selector).filter_map(|input| input.value().attr("name").map(str::to_owned)).collect()
}

fn is_typed(input: ElementRef<'_>) -> bool {
    matches!(input.value().attr("type"), Some("text" | "email" | "date"))
}

/// One field after the other holds what no form expects, once alone and once twice.
#[actix_web::test]
async fn nothing_that_is_typed_is_our_failure() {
    let world = World::begin().await;
    let mut admin = world.browser(Who::Admin).await;
    for row in typed_forms() {
        let good = row.fields(&world.cleo);
        for (name, _) in &good {
            for odd in ODD {
                let mut fields = with(good.clone(), name, odd);
                fields.push((name.clone(), odd.to_owned()));
                let page = row.ask_with(&mut admin, &row.address(&world.cleo), &fields).await;
                assert!(page.status.as_u16() < 500, "{row:?} {name}={odd:?}: {}", page.status);
            }
        }
    }
}

fn typed_forms() -> impl Iterator<Item = &'static Row> {
    ROWS.iter().filter(|row| row.is_post() && !row.body.is_empty() && !NOTHING_TO_TYPE.contains(&row.path))
}
