//! The field in which a mail address is typed, on whichever page it stands.

use crate::mail::address::NotAnAddress;
use crate::members::EmailAddress;
use crate::web::{Form, FormErrors};
use crate::words::Sentence;

/// The address if a mail can be built for it; what is wrong with it goes to `errors`.
pub fn email_address(form: &Form, name: &str, errors: &mut FormErrors) -> Option<EmailAddress> {
    let typed: Result<EmailAddress, NotAnAddress> = form.text(name).parse();
    typed.map_err(|why| errors.add(name, why.sentence())).ok()
}
