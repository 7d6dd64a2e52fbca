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

use handlebars::Handlebars;
use rust_embed::RustEmbed;
use serde::Serialize;
use std::sync::Arc;

use crate::words::Words;
use drawings::Drawings;

pub use amounts::{bytes_in_words, duration_in_words, rate_in_words, span_in_words};
pub use times::{time_in_words, zone_name};

#[derive(RustEmbed)]
#[folder = "templates/"]
struct Files;

/// All templates, parsed once.
pub struct Templates {
    html: Handlebars<'static>,
    text: Handlebars<'static>,
    drawings: Drawings,
}

impl Templates {
    /// Reads the embedded files: `*.html.hbs` and pages escape for HTML, `*.txt.hbs` don't.
    /// Errors name the template that is broken.
    pub fn load(words: Arc<Words>) -> anyhow::Result<Templates> {
        let mut html = Handlebars::new();
        let mut text = Handlebars::new();
        text.register_escape_fn(handlebars::no_escape);
        helpers::register(&mut html, words.clone(), helpers::Output::Html);
        helpers::register(&mut text, words, helpers::Output::Text);
        for engine in [&mut html, &mut text] {
            engine.set_strict_mode(true);
            engine.set_prevent_indent(true);
        }
        for path in Files::iter().filter(|path| path.ends_with(".hbs")) {
            let file = Files::get(&path).expect("it was just listed");
            let source = std::str::from_utf8(&file.data)?;
            let name = path.trim_end_matches(".hbs");
            let engine = if name.ends_with(".txt") { &mut text } else { &mut html };
            engine.register_template_string(name, source)?;
        }
        Ok(Templates { html, text, drawings: Drawings::default() })
    }

    /// Renders a page or the HTML part of a mail, such as `migrations/show`.
    pub fn html(&self, name: &str, data: &impl Serialize) -> Result<String, handlebars::RenderError> {
        self.html.render(name, data)
    }

    /// As `html`, but what was drawn from the same `key` before, with its own `marks`, is not drawn again.
    pub fn kept_html(
        &self,
        name: &str,
        key: Vec<u8>,
        marks: &[&str],
        data: &impl Serialize,
    ) -> Result<String, handlebars::RenderError> {
        self.drawings.get_or(key, marks, || self.html(name, data))
    }

    /// Renders a text, such as `mails/en/moved/body.txt`.
    pub fn text(&self, name: &str, data: &impl Serialize) -> Result<String, handlebars::RenderError> {
        self.text.render(name, data)
    }

    /// Whether there is such a template.
    pub fn has(&self, name: &str) -> bool {
        self.html.has_template(name) || self.text.has_template(name)
    }
}
