//! What a sentence names: a walk over its syntax tree.

use fluent_bundle::FluentResource;
use fluent_bundle::concurrent::FluentBundle;
use fluent_syntax::ast::{Expression, InlineExpression, Pattern, PatternElement};

/// The variables that the sentence `id` names, each once, whichever of its variants is said; those of
/// the sentences that it puts in too. `None` when this language has no such sentence.
pub fn of<'a>(bundle: &'a FluentBundle<FluentResource>, id: &str) -> Option<Vec<&'a str>> {
    let mut walk = Walk { bundle, sentences: Vec::new(), names: Vec::new() };
    let pattern = bundle.get_message(id)?.value()?;
    walk.pattern(pattern);
    Some(walk.names)
}

struct Walk<'a> {
    bundle: &'a FluentBundle<FluentResource>,
    /// Those that were put in already: one that puts in itself is gone through once.
    sentences: Vec<&'a str>,
    names: Vec<&'a str>,
}

impl<'a> Walk<'a> {
    fn pattern(&mut self, pattern: &'a Pattern<&'a str>) {
        for element in &pattern.elements {
            if let PatternElement::Placeable { expression } = element {
                self.expression(expression);
            }
        }
    }

    fn expression(&mut self, expression: &'a Expression<&'a str>) {
        match expression {
            Expression::Inline(inline) => self.inline(inline),
            Expression::Select { selector, variants } => {
                self.inline(selector);
                for variant in variants {
                    self.pattern(&variant.value);
                }
            }
        }
    }

    fn inline(&mut self, inline: &'a InlineExpression<&'a str>) {
        match inline {
            InlineExpression::VariableReference { id } if !self.names.contains(&id.name) => {
                self.names.push(id.name);
            }
            InlineExpression::MessageReference { id, .. } if !self.sentences.contains(&id.name) => {
                self.sentences.push(id.name);
                if let Some(pattern) = self.bundle.get_message(id.name).and_then(|message| message.value()) {
                    self.pattern(pattern);
                }
            }
            InlineExpression::FunctionReference { arguments, .. } => {
                for argument in &arguments.positional {
                    self.inline(argument);
                }
            }
            InlineExpression::Placeable { expression } => self.expression(expression),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_variant_and_every_sentence_that_is_put_in_is_gone_through() {
        let text = "moved = { $is_late -> \n    [1] { $back_at }\n   *[0] { greeting } { NUMBER($n) }\n }\n\
                    greeting = { $name } { $n } { greeting }\nplain = Well.\n";
        let mut bundle = FluentBundle::new_concurrent(Vec::new());
        bundle.add_resource(FluentResource::try_new(text.to_owned()).unwrap()).unwrap();
        assert_eq!(of(&bundle, "moved"), Some(vec!["is_late", "back_at", "name", "n"]));
        assert_eq!(of(&bundle, "plain"), Some(vec![]));
        assert_eq!(of(&bundle, "nothing"), None);
    }
}
