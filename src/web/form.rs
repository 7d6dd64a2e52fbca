//! Forms: what somebody typed, and how it is shown again with what is wrong with it.

use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;
use std::str::FromStr;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpMessage, HttpRequest, web};
use serde::Serialize;

use crate::app::App;
use crate::web::choice::Choice;
use crate::web::cookies::Jar;
use crate::web::form_errors::FormErrors;
use crate::web::{Error, csrf, form_body};
use crate::words::unseen::{self, NotALine};
use crate::words::{Locale, Message, Sentence, Words};

/// A submitted form. Its token was checked, its text is UTF-8 without NUL.
#[derive(Debug, Clone, Default)]
pub struct Form {
    fields: Vec<(String, String)>,
}

/// What was typed into the form of this request, for the page that tells why it came to nothing.
pub struct Typed(pub Vec<(String, String)>);

/// How templates see a form: `{{value form "email"}}`, `{{error form "email"}}`, `{{which form "email"}}`,
/// `form.errors`.
#[derive(Debug, Clone, Default, Serialize)]
pub struct FormView {
    values: BTreeMap<String, String>,
    errors_by_field: BTreeMap<String, String>,
    choices_by_field: BTreeMap<String, Vec<Choice>>,
    pub errors: Vec<ErrorLine>,
}

impl FormView {
    /// Whether something was typed there.
    pub fn has(&self, field: &str) -> bool {
        self.values.get(field).is_some_and(|value| !value.trim().is_empty())
    }
}

/// An error in the list above the form, where it says beside which field it stands.
#[derive(Debug, Clone, Serialize)]
pub struct ErrorLine {
    pub field: String,
    pub text: String,
}

impl Form {
    /// The field's text without blanks around it; empty if it was not sent.
    pub fn text(&self, name: &str) -> &str {
        self.raw(name).trim()
    }

    /// The field's text to the letter, as passwords need it.
    pub fn raw(&self, name: &str) -> &str {
        self.fields.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value)
    }

    /// Every value of a field that may come several times, such as ticked boxes.
    pub fn all(&self, name: &str) -> Vec<&str> {
        self.fields.iter().filter(|(field, _)| field == name).map(|(_, value)| value.trim()).collect()
    }

    /// Whether a box was ticked or a button pressed.
    pub fn has(&self, name: &str) -> bool {
        self.fields.iter().any(|(field, _)| field == name)
    }

    /// One line that must be there, of at most `most` characters; what is wrong goes to `errors`.
    pub fn required(&self, name: &str, most: usize, errors: &mut FormErrors) -> String {
        self.must_be_there(name, errors);
        self.optional(name, most, errors)
    }

    /// One line of at most `most` characters, which may be empty. Characters that nobody can see, such
    /// as a bell, are refused: they would go on into mails and terminals. So is the end of a line, which
    /// no browser sends from such a field, and which begins a new header where one is written.
    pub fn optional(&self, name: &str, most: usize, errors: &mut FormErrors) -> String {
        let text = if self.is_blank(name) { "" } else { self.text(name) };
        check_length(text, name, most, errors);
        if let Err(why) = unseen::check_line(text) {
            errors.add(name, why.sentence());
        }
        text.to_owned()
    }

    /// As `required`, of as many lines as somebody likes.
    pub fn required_lines(&self, name: &str, most: usize, errors: &mut FormErrors) -> String {
        self.must_be_there(name, errors);
        self.optional_lines(name, most, errors)
    }

    /// As `optional`, of as many lines as somebody likes. What hides in a text that was copied from a web
    /// page, such as a soft hyphen, is left out without a word.
    pub fn optional_lines(&self, name: &str, most: usize, errors: &mut FormErrors) -> String {
        let cleared = unseen::cleared(self.text(name));
        let text = if self.is_blank(name) { "" } else { cleared.trim() };
        check_length(text, name, most, errors);
        if let Some(control) = text.chars().find(|c| c.is_control() && !matches!(c, '\n' | '\t')) {
            errors.add(name, NotALine::Unseen(control).sentence());
        }
        text.to_owned()
    }

    fn must_be_there(&self, name: &str, errors: &mut FormErrors) {
        if self.is_blank(name) {
            errors.add(name, Message::new("form-required"));
        }
    }

    /// Whether nobody could see what was typed there.
    fn is_blank(&self, name: &str) -> bool {
        unseen::is_blank(self.text(name))
    }

    /// Like `one_of`, where nothing is an answer too.
    pub fn one_of_if_any<T: FromStr>(&self, name: &str, errors: &mut FormErrors) -> Option<T> {
        if self.text(name).is_empty() { None } else { self.one_of(name, errors) }
    }

    /// What a page put into a field that nobody types into, such as what it had seen: `None` when
    /// it says nothing, and a refusal when it says what no page of ours does.
    pub fn hidden<T: FromStr>(&self, name: &str) -> Result<Option<T>, Error> {
        match self.text(name) {
            "" => Ok(None),
            text => text.parse().map(Some).map_err(|_| Error::Unreadable("a hidden field")),
        }
    }

    /// One of a list of words, such as a `text_enum!`.
    pub fn one_of<T: FromStr>(&self, name: &str, errors: &mut FormErrors) -> Option<T> {
        let parsed = self.text(name).parse().ok();
        if parsed.is_none() {
            let id = if self.text(name).is_empty() { "form-required" } else { "form-not-one-of" };
            errors.add(name, Message::new(id));
        }
        parsed
    }

    /// How it is shown again with its errors. Passwords are never shown again.
    pub fn view(&self, errors: &FormErrors, words: &Words, locale: Locale) -> FormView {
        self.view_of("", errors, words, locale)
    }

    /// The same for a form that calls some of its fields otherwise than most do: of those the words
    /// are those of `field-<form>-<name>`.
    pub fn view_of(&self, form: &str, errors: &FormErrors, words: &Words, locale: Locale) -> FormView {
        let mut view =
            FormView { choices_by_field: errors.choices().cloned().collect(), ..FormView::default() };
        for (name, value) in &self.fields {
            if !name.contains("password") && name != "csrf_token" {
                view.values.entry(name.clone()).or_insert_with(|| value.clone());
            }
        }
        for (field, message) in errors.all() {
            let text = words.say(locale, message);
            let named = match field.as_str() {
                "" => text.clone(),
                field => {
                    let own = Some(format!("field-{form}-{field}")).filter(|id| words.has(id));
                    let id = own.unwrap_or_else(|| format!("field-{field}"));
                    let name = words.say(locale, &Message::new(id));
                    words.say(
                        locale,
                        &Message::new("form-error-at").with("field", name).with("error", text.as_str()),
                    )
                }
            };
            view.errors_by_field.entry(field.clone()).or_insert(text);
            view.errors.push(ErrorLine { field: field.clone(), text: named });
        }
        view
    }

    /// A form filled in by us: to edit something, or for tests of `parse`.
    pub fn filled<N: Into<String>, V: Into<String>>(fields: impl IntoIterator<Item = (N, V)>) -> Form {
        Form { fields: fields.into_iter().map(|(name, value)| (name.into(), value.into())).collect() }
    }

    /// A form read in another way than from its usual encoding; its token is checked all the same.
    pub fn received(request: &HttpRequest, fields: Vec<(String, String)>) -> Result<Form, Error> {
        check_token(request, Form { fields })
    }

    /// This form with what it lacks taken from `other`.
    pub fn beside(mut self, other: Form) -> Form {
        self.fields.extend(other.fields);
        self
    }

    /// This form as if the field had not been sent.
    pub fn without(mut self, name: &str) -> Form {
        self.fields.retain(|(field, _)| field != name);
        self
    }

    /// Its fields, each with its text, in their order.
    pub fn fields(&self) -> impl Iterator<Item = (&str, &str)> {
        self.fields.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// What somebody wrote in words, which they would have to write again: more than one of them, so
    /// that neither what a page hid in the form counts, nor what was chosen.
    fn typed(&self) -> Typed {
        let is_written = |(name, value): &&(String, String)| {
            !name.contains("password") && value.trim().contains(char::is_whitespace)
        };
        Typed(self.fields.iter().filter(is_written).cloned().collect())
    }

    fn kept(self) -> Vec<(String, String)> {
        let is_kept = |(name, value): &(String, String)| {
            !name.contains("password") && name != "csrf_token" && value.chars().count() > 3
        };
        self.fields.into_iter().filter(is_kept).collect()
    }
}

impl FromRequest for Form {
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<Form, Error>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let request = request.clone();
        let mut payload = payload.take();
        Box::pin(async move {
            let form = Form { fields: form_body::read(&request, &mut payload).await? };
            let form = check_token(&request, form)?;
            request.extensions_mut().insert(form.typed());
            Ok(form)
        })
    }
}

fn check_length(text: &str, name: &str, most: usize, errors: &mut FormErrors) {
    let length = text.chars().count();
    if length > most {
        errors
            .add(name, Message::new("form-too-long").with("max", most as i64).with("length", length as i64));
    }
}

/// The token must belong to the session or, for those who have none, to the form cookie.
fn check_token(request: &HttpRequest, form: Form) -> Result<Form, Error> {
    let app = request.app_data::<web::Data<App>>().expect("the router gives every route its App");
    let secrets = [Jar::Session, Jar::Form].map(|jar| jar.read(request, app.is_https()));
    let given = form.raw("csrf_token");
    let is_ours = secrets.iter().flatten().any(|secret| csrf::is_form_token(secret, given));
    if is_ours { Ok(form) } else { Err(Error::StaleForm { kept: form.kept() }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_is_shown_again_but_no_password() {
        let form = Form::filled([("email", "noor@example.org"), ("password", "secret"), ("csrf_token", "t")]);
        let view = form.view(&FormErrors::default(), &Words::load().expect("words"), Locale::En);
        assert_eq!(
            view.values.into_iter().collect::<Vec<_>>(),
            [("email".to_owned(), "noor@example.org".to_owned())]
        );
    }

    /// What a field of one line and one of many make of a text, each with the ids of its errors.
    fn read(text: &str) -> [(String, Vec<String>); 2] {
        let form = Form::filled([("field", text)]);
        [Form::required, Form::required_lines].map(|read| {
            let mut errors = FormErrors::default();
            let text = read(&form, "field", 20, &mut errors);
            (text, errors.all().map(|(_, message)| message.id.to_string()).collect())
        })
    }

    #[test]
    fn what_nobody_can_see_is_refused_on_one_line_and_left_out_of_many() {
        let is = |text: &str, errors: &[&str]| {
            (text.to_owned(), errors.iter().map(|&id| id.to_owned()).collect::<Vec<_>>())
        };
        let unseen = ["form-unseen-character"];
        for (text, line, lines) in [
            ("Fen\u{200b}na", is("Fen\u{200b}na", &unseen), is("Fenna", &[])),
            ("\u{202e}gnp", is("\u{202e}gnp", &unseen), is("gnp", &[])),
            ("a\u{7}b", is("a\u{7}b", &unseen), is("a\u{7}b", &unseen)),
            ("a\nb", is("a\nb", &["form-one-line"]), is("a\nb", &[])),
            ("\u{200b}\u{202e} ", is("", &["form-required"]), is("", &["form-required"])),
            ("👩\u{200d}🚀", is("👩\u{200d}🚀", &[]), is("👩\u{200d}🚀", &[])),
            (
                "twenty\u{ad}six letters too",
                is("twenty\u{ad}six letters too", &["form-too-long", unseen[0]]),
                is("twentysix letters too", &["form-too-long"]),
            ),
        ] {
            assert_eq!(read(text), [line, lines], "{text:?}");
        }
    }
}
