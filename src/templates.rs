//! Handlebars for pages and mails: one engine that escapes for HTML, one that doesn't for text,
//! both with the same helpers. Strict: a name that the data lacks is an error, not a blank.
//!
//! Every root object has a `frame` with `lang`, `zone` and `now`; the helpers read them there.

mod amounts;
mod drawings;
mod frame;
mod helpers;
mod markup;
mod times;

use handlebars::{Handlebars, RenderError, RenderErrorReason};
use rust_embed::RustEmbed;
use serde::Serialize;
use std::sync::{Arc, OnceLock};

use crate::words::Words;
use drawings::Drawings;

pub use amounts::{bytes_in_words, duration_in_words, rate_in_words, span_in_words};
pub use times::{time_in_words, zone_name};

#[derive(RustEmbed)]
#[folder = "templates/"]
struct Files;

/// All templates, each parsed once: those of the public page when the portal starts, for it is drawn then
/// and kept; those of all other pages with the first that somebody opens, and those of mails with the
/// first mail. So a portal that nobody visits holds little.
pub struct Templates {
    words: Arc<Words>,
    public: Engines,
    pages: OnceLock<Result<Engines, String>>,
    mails: OnceLock<Result<Engines, String>>,
    drawings: Drawings,
}

struct Engines {
    html: Handlebars<'static>,
    text: Handlebars<'static>,
}

impl Engines {
    /// Reads the embedded files whose names are `wanted`: `*.txt.hbs` don't escape for HTML, all others
    /// do. Errors name the template that is broken.
    fn load(words: &Arc<Words>, wanted: fn(&str) -> bool) -> anyhow::Result<Engines> {
        let mut html = Handlebars::new();
        let mut text = Handlebars::new();
        text.register_escape_fn(handlebars::no_escape);
        helpers::register(&mut html, words.clone(), helpers::Output::Html);
        helpers::register(&mut text, words.clone(), helpers::Output::Text);
        for engine in [&mut html, &mut text] {
            engine.set_strict_mode(true);
            engine.set_prevent_indent(true);
        }
        for path in Files::iter().filter(|path| wanted(path) && path.ends_with(".hbs")) {
            let file = Files::get(&path).expect("it was just listed");
            let source = std::str::from_utf8(&file.data)?;
            let name = path.trim_end_matches(".hbs");
            let engine = if name.ends_with(".txt") { &mut text } else { &mut html };
            engine.register_template_string(name, source)?;
        }
        Ok(Engines { html, text })
    }
}

fn is_of_mails(name: &str) -> bool {
    name.starts_with("mails/")
}

fn is_of_pages(name: &str) -> bool {
    !is_of_mails(name)
}

/// The public page, and what every page is made of.
fn is_public(name: &str) -> bool {
    ["status/_", "status/index", "layouts/", "partials/"].iter().any(|begin| name.starts_with(begin))
}

impl Templates {
    /// Reads what the public page needs. Errors name the template that is broken.
    pub fn load(words: Arc<Words>) -> anyhow::Result<Templates> {
        let public = Engines::load(&words, is_public)?;
        let (pages, mails) = (OnceLock::new(), OnceLock::new());
        Ok(Templates { words, public, pages, mails, drawings: Drawings::default() })
    }

    fn engines(&self, name: &str) -> Result<&Engines, RenderError> {
        let (kept, wanted): (_, fn(&str) -> bool) = match name {
            name if is_public(name) => return Ok(&self.public),
            name if is_of_mails(name) => (&self.mails, is_of_mails),
            _ => (&self.pages, is_of_pages),
        };
        let load = || Engines::load(&self.words, wanted).map_err(|error| error.to_string());
        kept.get_or_init(load).as_ref().map_err(|error| RenderErrorReason::Other(error.clone()).into())
    }

    /// Renders a page or the HTML part of a mail, such as `migrations/show`.
    pub fn html(&self, name: &str, data: &impl Serialize) -> Result<String, RenderError> {
        self.engines(name)?.html.render(name, data)
    }

    /// As `html`, but what was drawn from the same `key` before, with its own `marks`, is not drawn again.
    pub fn kept_html(
        &self,
        name: &str,
        key: Vec<u8>,
        marks: &[&str],
        data: &impl Serialize,
    ) -> Result<String, RenderError> {
        self.drawings.get_or(key, marks, || self.html(name, data))
    }

    /// Renders a text, such as `mails/en/moved/body.txt`.
    pub fn text(&self, name: &str, data: &impl Serialize) -> Result<String, RenderError> {
        self.engines(name)?.text.render(name, data)
    }
}
