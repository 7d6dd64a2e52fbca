//! What templates can say beyond their data: `t` (a sentence), the comparison `eq`, and what a form
//! holds (`value`, `error`, `which`, `offset`). `times`, `amounts` and `markup` have the others.

use std::sync::Arc;

use fluent_bundle::{FluentArgs, FluentValue};
use handlebars::{
    Context, Handlebars, Helper, HelperDef, HelperResult, JsonRender, JsonValue, RenderContext, RenderError,
    RenderErrorReason, ScopedJson,
};

use super::frame::locale_of;
use super::{amounts, markup, times};
use crate::words::Words;

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Output {
    Html,
    Text,
}

pub fn register(engine: &mut Handlebars<'static>, words: Arc<Words>, output: Output) {
    markup::register(engine, words.clone());
    times::register(engine, words.clone(), output);
    amounts::register(engine, words.clone());
    engine.register_helper("t", gives(move |h, context| say(&words, h, context)));
    engine.register_helper("eq", gives(|h, _| Ok(JsonValue::Bool(param(h, 0)? == param(h, 1)?))));
    for (name, part, behind) in FORM_LOOKUPS {
        engine.register_helper(name, gives(move |h, _| look_up(h, part, behind)));
    }
}

/// `{{t "id" name=value …}}`: the sentence in the reader's language. The result is escaped like
/// any value. An argument that is itself `{"id": …, "args": {…}}` is said first.
fn say(words: &Words, h: &Helper<'_>, context: &Context) -> Result<JsonValue, RenderError> {
    let id = param(h, 0)?.render();
    let mut args = FluentArgs::new();
    for (name, value) in h.hash() {
        let value = match value.value() {
            JsonValue::Number(number) => FluentValue::from(number.as_f64().unwrap_or_default()),
            other => FluentValue::from(other.render()),
        };
        args.set(name.to_string(), value);
    }
    Ok(JsonValue::String(words.format(locale_of(context), &id, &args)))
}

/// `{{value form "email"}}`, `{{error form "email"}}`: what was typed, what is wrong with it. `{{which
/// form "starts_at"}}`, `{{offset form "starts_at"}}`: what it can mean, and what was said that it
/// means. The helper, the part of the view in which it looks, and what the name has behind it there.
const FORM_LOOKUPS: [(&str, &str, &str); 4] = [
    ("value", "values", ""),
    ("error", "errors_by_field", ""),
    ("which", "choices_by_field", ""),
    ("offset", "values", "_offset"),
];

/// Nothing where there is nothing.
fn look_up(h: &Helper<'_>, part: &str, behind: &str) -> Result<JsonValue, RenderError> {
    let name = format!("{}{behind}", param(h, 1)?.render());
    let found = param(h, 0)?.get(part).and_then(|fields| fields.get(&name)).cloned();
    Ok(found.unwrap_or_else(|| JsonValue::String(String::new())))
}

type Boxed = Box<dyn HelperDef + Send + Sync>;

/// A helper that gives a value: to be written, escaped as any other, or handed to another helper.
pub fn gives<F>(give: F) -> Boxed
where
    F: Fn(&Helper<'_>, &Context) -> Result<JsonValue, RenderError> + Send + Sync + 'static,
{
    Box::new(Gives(give))
}

struct Gives<F>(F);

impl<F> HelperDef for Gives<F>
where
    F: Fn(&Helper<'_>, &Context) -> Result<JsonValue, RenderError> + Send + Sync,
{
    fn call_inner<'reg: 'rc, 'rc>(
        &self,
        h: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        context: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
    ) -> Result<ScopedJson<'rc>, RenderError> {
        Ok(ScopedJson::Derived((self.0)(h, context)?))
    }
}

/// A helper that writes markup as it is.
pub fn writes<F>(write: F) -> Boxed
where
    F: Fn(&Helper<'_>, &Context, &mut dyn handlebars::Output) -> HelperResult + Send + Sync + 'static,
{
    Box::new(Writes(write))
}

struct Writes<F>(F);

impl<F> HelperDef for Writes<F>
where
    F: Fn(&Helper<'_>, &Context, &mut dyn handlebars::Output) -> HelperResult + Send + Sync,
{
    fn call<'reg: 'rc, 'rc>(
        &self,
        h: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        context: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
        out: &mut dyn handlebars::Output,
    ) -> HelperResult {
        (self.0)(h, context, out)
    }
}

pub fn param<'a>(h: &'a Helper<'_>, index: usize) -> Result<&'a JsonValue, RenderError> {
    h.param(index)
        .map(|param| param.value())
        .ok_or_else(|| RenderErrorReason::ParamNotFoundForIndex("helper", index).into())
}
