//! Fields that no form of ours has change nothing.

use domovoi::web::router::Policy;

use super::rows::{self, Row};
use super::world::{Digest, Who, World};

/// What a curious member adds to a form.
const EXTRA: [(&str, &str); 12] = [
    ("role", "admin"),
    ("is_admin", "true"),
    ("member_id", "2"),
    ("owner_id", "2"),
    ("reporter_id", "2"),
    ("domu_id", "2"),
    ("assigned_to", "1"),
    ("state", "closed"),
    ("id", "1"),
    ("email", "root@club.example"),
    ("email_verified", "true"),
    ("created_at", "2001-01-01T00:00:00Z"),
];

#[actix_web::test]
async fn fields_that_a_form_does_not_have_change_nothing() {
    let plain = after_every_form(&[]).await;
    let curious = after_every_form(&EXTRA).await;
    for table in plain.changed(&curious) {
        assert_eq!(plain.rows(table), curious.rows(table), "{table}");
    }
}

/// The rows once a member has sent every form there is for members, each with these fields more.
async fn after_every_form(extra: &[(&str, &str)]) -> Digest {
    let world = World::begin().await;
    let mut ada = world.browser(Who::Ada).await;
    for row in forms() {
        let mut fields = row.fields(&world.ada);
        let is_new = |name: &str| !fields.iter().any(|(field, _)| field == name);
        let more: Vec<_> = extra.iter().filter(|(name, _)| is_new(name)).collect();
        fields.extend(more.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        let page = row.ask_with(&mut ada, &row.address(&world.ada), &fields).await;
        assert!(page.status.as_u16() < 500, "{row:?}: {}", page.text());
    }
    Digest::of_rows(&mut *world.portal.conn().await).await
}

fn forms() -> Vec<Row> {
    let rows = rows::of(&[Policy::Member, Policy::Token]);
    rows.into_iter().filter(Row::is_post).collect()
}
