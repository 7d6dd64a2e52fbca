//! Markdown of the core team as HTML that may stand in a public page: raw HTML is shown as text,
//! links lead to the web, a mailbox or this portal, and pictures are only their description.

use pulldown_cmark::{CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd, html};

/// The text as HTML.
pub fn to_html(text: &str) -> String {
    let mut open_links = Vec::new();
    let events = Parser::new_ext(text, Options::ENABLE_STRIKETHROUGH).filter_map(move |event| match event {
        Event::Html(raw) | Event::InlineHtml(raw) => Some(Event::Text(raw)),
        Event::Start(Tag::HtmlBlock) => Some(Event::Start(Tag::Paragraph)),
        Event::End(TagEnd::HtmlBlock) => Some(Event::End(TagEnd::Paragraph)),
        Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
            // The writer itself puts "mailto:" before a bare address.
            let is_kept = link_type == LinkType::Email || leads_somewhere_fit(&dest_url);
            open_links.push(is_kept);
            is_kept.then_some(Event::Start(Tag::Link { link_type, dest_url, title, id }))
        }
        Event::End(TagEnd::Link) => open_links.pop().unwrap_or(false).then_some(event),
        Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => None,
        Event::Start(Tag::Heading { level, id, classes, attrs }) => {
            Some(Event::Start(Tag::Heading { level: lower(level), id, classes, attrs }))
        }
        Event::End(TagEnd::Heading(level)) => Some(Event::End(TagEnd::Heading(lower(level)))),
        other => Some(other),
    });
    let mut out = String::new();
    html::push_html(&mut out, events);
    out
}

/// Only what is on this list; the parser has already decoded entities and escapes.
fn leads_somewhere_fit(url: &CowStr<'_>) -> bool {
    let url = url.to_ascii_lowercase();
    let is_plain = url.bytes().all(|byte| byte > b' ' && byte != b'\\');
    let is_own = url.starts_with('/') && !url.starts_with("//");
    is_plain && (is_own || ["https://", "http://", "mailto:"].iter().any(|scheme| url.starts_with(scheme)))
}

/// A post has its own title, so the headings in it begin below.
fn lower(level: HeadingLevel) -> HeadingLevel {
    match level {
        HeadingLevel::H1 => HeadingLevel::H4,
        HeadingLevel::H2 => HeadingLevel::H5,
        _ => HeadingLevel::H6,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_core_team_writes_looks_as_they_meant_it() {
        assert_eq!(
            to_html("**hadron** is *down*.\n\n- a `disk`\n- [news](https://club.example/x?a=1&b=2)\n"),
            "<p><strong>hadron</strong> is <em>down</em>.</p>\n<ul>\n<li>a <code>disk</code></li>\n\
             <li><a href=\"https://club.example/x?a=1&amp;b=2\">news</a></li>\n</ul>\n"
        );
        assert_eq!(to_html("# Title"), "<h4>Title</h4>\n");
        assert_eq!(
            to_html("[post](/status/3) <ops@club.example>"),
            "<p><a href=\"/status/3\">post</a> <a href=\"mailto:ops@club.example\">ops@club.example</a></p>\n"
        );
    }

    #[test]
    fn no_attack_becomes_markup() {
        let attacks = [
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "text <b onclick=alert(1)>x</b>",
            "<!-- --><svg/onload=alert(1)>",
            "[x](javascript:alert(1))",
            "[x](JaVaScRiPt:alert(1))",
            "[x](java&#115;cript:alert(1))",
            "[x](<java\nscript:alert(1)>)",
            "[x](&#x09;javascript:alert(1))",
            "[x](data:text/html;base64,PHNjcmlwdD4=)",
            "[x](vbscript:msgbox)",
            "[x](//evil.example)",
            "[x](/\\evil.example)",
            "<javascript:alert(1)>",
            "![x](javascript:alert(1))",
            "![x](https://evil.example/pixel.png)",
            "[x][y]\n\n[y]: javascript:alert(1)",
            "[x](https://a.example \"\\\" onmouseover=alert(1)\")",
            "```\"><script>alert(1)</script>\nx\n```",
            "<a href=\"javascript:alert(1)\">x</a>",
            "\u{0}<scr\u{0}ipt>alert(1)</script>",
        ];
        for attack in attacks {
            let html = to_html(attack);
            let page = scraper::Html::parse_fragment(&html);
            for element in page.root_element().descendent_elements() {
                let name = element.value().name();
                let known = ["html", "p", "a", "pre", "code"];
                assert!(known.contains(&name), "{attack} became {html}");
                for (attribute, value) in element.value().attrs() {
                    let is_fine = match attribute {
                        "href" => value.starts_with("https://a.example"),
                        "title" | "class" => true,
                        _ => false,
                    };
                    assert!(is_fine, "{attack} became {html}");
                }
            }
        }
    }
}
