//! What templates say in markup: `page` (the layout around a page), `pill` (a state in one word),
//! `icon`, `asset`, `kept` (a row that is drawn once a day).

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex};

use chrono::NaiveDate;
use fluent_bundle::FluentArgs;
use handlebars::{
    BlockContext, BlockParams, Context, Handlebars, Helper, HelperDef, HelperResult, JsonRender, JsonValue,
    RenderContext, RenderError, RenderErrorReason, Renderable, StringOutput,
};

use super::frame::{locale_of, now_of, zone_of};
use super::helpers::{param, writes};
use crate::words::{Locale, Words};

pub fn register(engine: &mut Handlebars<'static>, words: Arc<Words>) {
    engine.register_helper("page", Box::new(Page));
    engine.register_helper("pill", writes(move |h, context, out| pill(&words, h, context, out)));
    engine.register_helper("icon", writes(|h, _, out| icon(h, out)));
    engine.register_helper("asset", writes(|h, _, out| asset(h, out)));
    engine.register_helper("kept", Box::new(Kept::default()));
}

/// `{{#page title=(t "…") error=form.errors}}…{{/page}}`: the page inside `layouts/page`, which finds
/// it as `main`. No partial block, because inside a partial Handlebars copies all that it looks up,
/// whole lists included: that made a page of forty rows four times as dear.
struct Page;

impl HelperDef for Page {
    fn call<'reg: 'rc, 'rc>(
        &self,
        h: &Helper<'rc>,
        engine: &'reg Handlebars<'reg>,
        context: &'rc Context,
        render: &mut RenderContext<'reg, 'rc>,
        out: &mut dyn handlebars::Output,
    ) -> HelperResult {
        let mut main = StringOutput::new();
        if let Some(template) = h.template() {
            template.render(engine, context, render, &mut main)?;
        }
        let mut around = BlockParams::new();
        around.add_value("error", JsonValue::Bool(false))?;
        for (name, value) in h.hash() {
            around.add_value(name, value.value().clone())?;
        }
        around.add_value("main", JsonValue::String(main.into_string()?))?;
        let mut block = BlockContext::new();
        block.set_block_params(around);
        render.push_block(block);
        let layout = engine.get_template("layouts/page").ok_or_else(|| missing("layouts/page"))?;
        let drawn = layout.render(engine, context, render, out);
        render.pop_block();
        drawn
    }
}

fn missing(template: &str) -> RenderError {
    RenderErrorReason::TemplateNotFound(template.to_owned()).into()
}

/// `{{pill state}}`: a state in one word, with its tone and drawing. A helper and not a partial, which
/// takes Handlebars twenty times as long, and lists have one in every row.
fn pill(words: &Words, h: &Helper<'_>, context: &Context, out: &mut dyn handlebars::Output) -> HelperResult {
    let pill = param(h, 0)?;
    let part = |name: &str| pill.get(name).and_then(JsonValue::as_str).unwrap_or_default();
    let label = words.format(locale_of(context), part("label"), &FluentArgs::new());
    out.write("<span class=\"pill ")?;
    out.write(&handlebars::html_escape(part("tone")))?;
    out.write("\"><svg class=\"i\" aria-hidden=\"true\"><use href=\"#i-")?;
    out.write(&handlebars::html_escape(part("icon")))?;
    out.write("\"/></svg>")?;
    out.write(&handlebars::html_escape(&label))?;
    Ok(out.write("</span>")?)
}

/// `{{icon "up"}}`: a drawing from the sprite, for eyes only.
fn icon(h: &Helper<'_>, out: &mut dyn handlebars::Output) -> HelperResult {
    let name = handlebars::html_escape(&param(h, 0)?.render());
    Ok(out.write(&format!("<svg class=\"i\" aria-hidden=\"true\"><use href=\"#i-{name}\"/></svg>"))?)
}

/// `{{asset "css/portal.css"}}`: where a static file is found, with the hash of its content.
fn asset(h: &Helper<'_>, out: &mut dyn handlebars::Output) -> HelperResult {
    Ok(out.write(&crate::assets::path(&param(h, 0)?.render()))?)
}

/// `{{#kept row}}…{{/kept}}`: what is inside is drawn once for all rows that hold the same,
/// and kept for the day. So it may depend on nothing but the row, the reader's language and zone,
/// and the date: no form token, no `ago`.
#[derive(Default)]
struct Kept(Mutex<HashMap<u64, Drawing>>);

/// One row as it was drawn, with all that it depends on.
struct Drawing {
    seen: Seen,
    row: JsonValue,
    html: String,
}

#[derive(PartialEq, Eq, Hash, Clone, Copy)]
struct Seen {
    /// Where its template stands in memory, which is where it stays.
    template: usize,
    locale: Locale,
    zone: chrono_tz::Tz,
    date: NaiveDate,
}

/// About two megabytes. When it is full, all of it goes: what is still looked at is soon back.
const MOST_KEPT: usize = 4000;

impl HelperDef for Kept {
    fn call<'reg: 'rc, 'rc>(
        &self,
        h: &Helper<'rc>,
        engine: &'reg Handlebars<'reg>,
        context: &'rc Context,
        render: &mut RenderContext<'reg, 'rc>,
        out: &mut dyn handlebars::Output,
    ) -> HelperResult {
        let Some(template) = h.template() else { return Ok(()) };
        let row = param(h, 0)?;
        let zone = zone_of(context);
        let date = now_of(context).with_timezone(&zone).date_naive();
        let seen =
            Seen { template: std::ptr::from_ref(template).addr(), locale: locale_of(context), zone, date };
        let key = {
            let mut hasher = DefaultHasher::new();
            (&seen, row).hash(&mut hasher);
            hasher.finish()
        };
        let kept = || self.0.lock().expect("nobody panics while holding the drawings");
        if let Some(drawing) = kept().get(&key)
            && drawing.seen == seen
            && drawing.row == *row
        {
            return Ok(out.write(&drawing.html)?);
        }
        let mut drawn = StringOutput::new();
        template.render(engine, context, render, &mut drawn)?;
        let html = drawn.into_string()?;
        out.write(&html)?;
        let mut kept = kept();
        if kept.len() >= MOST_KEPT {
            kept.clear();
        }
        kept.insert(key, Drawing { seen, row: row.clone(), html });
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::helpers::{self, Output};
    use super::*;

    #[test]
    fn a_kept_row_follows_its_data_the_reader_and_the_day() {
        let mut engine = Handlebars::new();
        helpers::register(&mut engine, Arc::new(Words::load().unwrap()), Output::Html);
        let list = r#"{{#each rows}}{{#kept this}}{{name}}: {{time at style="clock"}} {{time at style="short"}}{{/kept}}{{/each}}"#;
        engine.register_template_string("list", list).unwrap();
        let draw = |name: &str, zone: &str, now: &str| {
            let row = json!({ "name": name, "at": "2026-11-17T20:00:00Z" });
            let frame = json!({ "lang": "en", "zone": zone, "now": now });
            engine.render("list", &json!({ "frame": frame, "rows": [row] })).unwrap()
        };
        let tonight = draw("higgs", "Europe/Amsterdam", "2026-11-17T21:00:00Z");
        assert!(tonight.contains("higgs: ") && tonight.contains("today, 21:00"), "{tonight}");
        assert_eq!(draw("higgs", "Europe/Amsterdam", "2026-11-17T22:00:00Z"), tonight);
        assert!(draw("quark", "Europe/Amsterdam", "2026-11-17T22:00:00Z").contains("quark: "));
        assert!(draw("higgs", "Europe/London", "2026-11-17T22:00:00Z").contains("today, 20:00"));
        let tomorrow = draw("higgs", "Europe/Amsterdam", "2026-11-18T09:00:00Z");
        assert!(tomorrow.contains("17 Nov"), "{tomorrow}");
    }
}
