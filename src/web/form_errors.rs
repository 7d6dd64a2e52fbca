//! What is wrong with a form.

use crate::web::choice::Choice;
use crate::words::Message;

/// What is wrong with a form: sentences, each beside a field or, with no name, above all. Where what
/// was typed can mean two things, there are choices to go with the sentence.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FormErrors(Vec<(String, Message)>, Vec<(String, Vec<Choice>)>);

impl FormErrors {
    /// `field` is the name of an input; empty for what concerns the form as a whole.
    pub fn add(&mut self, field: impl Into<String>, message: Message) {
        self.0.push((field.into(), message));
    }

    /// The field can mean any of these: the form comes back with them, and `<field>_offset` says which.
    pub fn ask_which(&mut self, field: &str, message: Message, choices: Vec<Choice>) {
        self.add(field, message);
        self.1.push((field.to_owned(), choices));
    }

    /// One error and nothing else.
    pub fn of(field: impl Into<String>, message: Message) -> FormErrors {
        FormErrors(vec![(field.into(), message)], Vec::new())
    }

    /// Those of this field above the form, which has no such field just now.
    pub fn with_none_at(mut self, field: &str) -> FormErrors {
        for (name, _) in self.0.iter_mut().filter(|(name, _)| name == field) {
            name.clear();
        }
        self
    }

    /// The first sentence beside this field.
    pub fn at(&self, field: &str) -> Option<&Message> {
        self.0.iter().find(|(name, _)| name == field).map(|(_, message)| message)
    }

    /// What there is to choose from beside this field.
    pub fn choices_at(&self, field: &str) -> impl Iterator<Item = &Choice> {
        self.1.iter().filter(move |(name, _)| name == field).flat_map(|(_, choices)| choices)
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// `value` if nothing is wrong. `None` only where an error was added for it.
    pub fn or<T>(self, value: Option<T>) -> Result<T, FormErrors> {
        match value {
            Some(value) if self.is_empty() => Ok(value),
            _ => Err(self),
        }
    }

    /// The sentences in the order in which they were added, each with its field.
    pub(super) fn all(&self) -> impl Iterator<Item = &(String, Message)> {
        self.0.iter()
    }

    pub(super) fn choices(&self) -> impl Iterator<Item = &(String, Vec<Choice>)> {
        self.1.iter()
    }
}
