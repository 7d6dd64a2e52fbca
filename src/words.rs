//! The words that people read: sentences are looked up by id in `locales/<language>/*.ftl`
//! (Project Fluent), so that a second language is a folder and no code.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use rust_embed::RustEmbed;

use crate::text_enum;

pub mod unseen;
mod variables;

text_enum! {
    /// A language of the portal.
    pub enum Locale {
        En = "en",
        Nl = "nl",
    }
}

/// A sentence for a person, not yet in their language: its id and what goes into it.
#[derive(Debug, Clone, PartialEq)]
pub struct Message {
    pub id: Cow<'static, str>,
    pub args: Vec<(&'static str, Arg)>,
}

/// What goes into a sentence: a number chooses the plural, a text is put in as it is.
#[derive(Debug, Clone, PartialEq)]
pub enum Arg {
    Text(String),
    Number(i64),
}

impl From<&str> for Arg {
    fn from(text: &str) -> Arg {
        Arg::Text(text.to_owned())
    }
}

impl From<String> for Arg {
    fn from(text: String) -> Arg {
        Arg::Text(text)
    }
}

impl From<i64> for Arg {
    fn from(number: i64) -> Arg {
        Arg::Number(number)
    }
}

impl Message {
    pub fn new(id: impl Into<Cow<'static, str>>) -> Message {
        Message { id: id.into(), args: Vec::new() }
    }

    pub fn with(mut self, name: &'static str, value: impl Into<Arg>) -> Message {
        self.args.push((name, value.into()));
        self
    }
}

/// An error that can be told to a person.
pub trait Sentence {
    /// The sentence, and what goes into it.
    fn sentence(&self) -> Message;
}

#[derive(RustEmbed)]
#[folder = "locales/"]
struct Files;

type Bundle = FluentBundle<FluentResource>;

/// All languages, each parsed once: English when the portal starts, as every other falls back to it, the
/// others when somebody reads them first, for a parsed language takes some MiB.
pub struct Words {
    bundles: HashMap<Locale, OnceLock<Bundle>>,
}

impl Words {
    /// Reads the embedded files of English. Errors name the file that is broken.
    pub fn load() -> anyhow::Result<Words> {
        let mut bundles: HashMap<Locale, OnceLock<Bundle>> =
            Locale::ALL.iter().map(|&locale| (locale, OnceLock::new())).collect();
        bundles.insert(Locale::En, OnceLock::from(parsed(Locale::En)?));
        Ok(Words { bundles })
    }

    fn bundle(&self, locale: Locale) -> &Bundle {
        self.bundles[&locale].get_or_init(|| {
            parsed(locale).unwrap_or_else(|error| {
                tracing::error!("English is said instead of {locale}: {error:#}");
                FluentBundle::new_concurrent(Vec::new())
            })
        })
    }

    /// The sentence in this language, else in English, else its id: a page never breaks over a
    /// missing word.
    pub fn say(&self, locale: Locale, message: &Message) -> String {
        let mut args = FluentArgs::new();
        for (name, value) in &message.args {
            match value {
                Arg::Text(text) => args.set(*name, FluentValue::from(text.as_str())),
                Arg::Number(number) => args.set(*name, FluentValue::from(*number)),
            }
        }
        self.format(locale, &message.id, &args)
    }

    /// As `say`, for a sentence that may name many things of which it mostly names few: only those are
    /// asked for.
    pub fn say_asking(&self, locale: Locale, id: &str, value: impl Fn(&str) -> Option<Arg>) -> String {
        let mut args = FluentArgs::new();
        for name in self.named_in(locale, id) {
            match value(name) {
                Some(Arg::Text(text)) => args.set(name, FluentValue::from(text)),
                Some(Arg::Number(number)) => args.set(name, FluentValue::from(number)),
                None => {}
            }
        }
        self.format(locale, id, &args)
    }

    /// The variables that a sentence, in the language in which it is said, names.
    fn named_in(&self, locale: Locale, id: &str) -> Vec<&str> {
        [locale, Locale::En]
            .into_iter()
            .find_map(|language| variables::of(self.bundle(language), id))
            .unwrap_or_default()
    }

    /// As `say`, for arguments that are already Fluent's.
    pub fn format(&self, locale: Locale, id: &str, args: &FluentArgs<'_>) -> String {
        for language in [locale, Locale::En] {
            let bundle = self.bundle(language);
            if let Some(pattern) = bundle.get_message(id).and_then(|message| message.value()) {
                return bundle.format_pattern(pattern, Some(args), &mut Vec::new()).into_owned();
            }
        }
        id.to_owned()
    }

    /// Whether English, which every sentence must have, has this one.
    pub fn has(&self, id: &str) -> bool {
        self.bundle(Locale::En).has_message(id)
    }
}

fn parsed(locale: Locale) -> anyhow::Result<Bundle> {
    let mut bundle = FluentBundle::new_concurrent(vec![locale.as_str().parse()?]);
    bundle.set_use_isolating(false);
    for path in Files::iter().filter(|path| path.starts_with(&format!("{locale}/"))) {
        let file = Files::get(&path).expect("it was just listed");
        let text = String::from_utf8(file.data.into_owned())?;
        let resource = FluentResource::try_new(text)
            .map_err(|(_, errors)| anyhow::anyhow!("locales/{path}: {errors:?}"))?;
        bundle.add_resource(resource).map_err(|errors| anyhow::anyhow!("locales/{path}: {errors:?}"))?;
    }
    Ok(bundle)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use fluent_syntax::ast::Entry;

    use super::*;

    fn ids(locale: Locale) -> BTreeSet<String> {
        let files = Files::iter().filter(|path| path.starts_with(&format!("{locale}/")));
        let resources = files.map(|path| {
            let text = String::from_utf8(Files::get(&path).unwrap().data.into_owned()).unwrap();
            FluentResource::try_new(text).unwrap_or_else(|_| panic!("locales/{path} is broken"))
        });
        resources
            .flat_map(|resource| {
                let of = |entry: &Entry<&str>| match entry {
                    Entry::Message(message) => Some(message.id.name.to_owned()),
                    _ => None,
                };
                resource.entries().filter_map(of).collect::<Vec<_>>()
            })
            .collect()
    }

    #[test]
    fn every_language_has_every_sentence_and_no_other() {
        let english = ids(Locale::En);
        assert!(english.len() > 1000, "{}", english.len());
        for &locale in Locale::ALL {
            let other = ids(locale);
            assert_eq!(english.difference(&other).collect::<Vec<_>>(), [""; 0], "not in {locale}");
            assert_eq!(other.difference(&english).collect::<Vec<_>>(), [""; 0], "only in {locale}");
        }
    }

    #[test]
    fn no_language_names_what_english_does_not() {
        let words = Words::load().unwrap();
        for &locale in Locale::ALL {
            for id in ids(Locale::En) {
                let known = variables::of(words.bundle(Locale::En), &id).unwrap_or_default();
                for name in variables::of(words.bundle(locale), &id).unwrap_or_default() {
                    assert!(known.contains(&name), "{locale}: {id} names ${name}");
                }
            }
        }
    }
}
