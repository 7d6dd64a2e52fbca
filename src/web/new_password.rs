//! The two fields in which a new password is typed, on whichever page they stand.

use crate::app::App;
use crate::db::AsyncPgConnection;
use crate::members::{Member, Password, PasswordError, password};
use crate::web::{Error, Form, FormErrors};
use crate::words::Sentence;

/// The password if it may be set for this member; what is wrong with it goes to `errors`.
pub async fn parse(
    conn: &AsyncPgConnection,
    app: &App,
    member: &Member,
    form: &Form,
    errors: &mut FormErrors,
) -> Result<Option<Password>, Error> {
    let second = member.second_email.as_deref().unwrap_or_default();
    let own = [member.name.as_str(), member.email.as_str(), second, form.text("name")];
    let names = password::names_around(conn, &app.letterhead.club_name, &own).await?;
    let text = form.raw("new_password");
    let is_repeated = form.raw("new_password_again") == text;
    if !is_repeated {
        errors.add("new_password_again", PasswordError::NotRepeated.sentence());
    }
    match Password::new(text, &names) {
        Err(error) => errors.add("new_password", error.sentence()),
        Ok(password) if is_repeated => return Ok(Some(password)),
        Ok(_) => {}
    }
    Ok(None)
}
