//! What the words in the rows stand for.

use std::collections::BTreeMap;

use domovoi::db::token::Token;
use domovoi::members::Member;

/// One of everything, by name.
#[derive(Debug, Clone, Default)]
pub struct Things(BTreeMap<&'static str, String>);

impl Things {
    pub fn new(bird: &str, n: usize, member: &Member, core: &Member) -> Things {
        let mut things = Things::default();
        things.put("domu", bird);
        things.put("n", n);
        things.put("member", member.id);
        things.put("email", &member.email);
        things.put("core", core.id);
        things.put("core_email", &core.email);
        things
    }

    /// Ids that are well-formed and of nothing.
    pub fn of_nobody(core: &Member) -> Things {
        const NUMBER: &str = "987654321";
        let mut things = Things::default();
        for name in ["service", "disk", "member", "invited", "network", "link", "free_host", "host_token"] {
            things.put(name, NUMBER);
        }
        for name in [
            "booked",
            "booting",
            "running",
            "startable",
            "unclear",
            "verifying",
            "open",
            "asked",
            "held",
            "regretted",
        ] {
            things.put(name, format!("M-{NUMBER}"));
        }
        for name in ["invitation", "reset", "new_address", "unsubscribe", "all_fine"] {
            things.put(name, Token::random().as_str());
        }
        for name in ["revision", "held_revision", "domu_revision", "host_revision", "lives_on"] {
            things.put(name, 1);
        }
        things.put("plan", format!("P-{NUMBER}"));
        things.put("n", 9);
        things.put("slot", "2026-11-26T19:00:00Z");
        things.put("domu", "noobird");
        things.put("issue", format!("I-{NUMBER}"));
        things.put("mail", uuid::Uuid::now_v7());
        things.put("email", "noobird@club.example");
        things.put("address", "203.0.113.250");
        things.put("listed_name", "www.noobird.example");
        things.put("host", "nopand");
        things.put("site", "DC9");
        things.put("core", core.id);
        things.put("core_email", &core.email);
        things
    }

    pub fn put(&mut self, name: &'static str, value: impl ToString) {
        self.0.insert(name, value.to_string());
    }

    pub fn get(&self, name: &str) -> &str {
        self.0.get(name).unwrap_or_else(|| panic!("nothing is called {name}"))
    }

    /// The text with `[name]` replaced by what is called so.
    pub fn fill(&self, text: &str) -> String {
        self.0.iter().fold(text.to_owned(), |text, (name, value)| text.replace(&format!("[{name}]"), value))
    }

    /// The same, but for one thing, which is taken from `other`.
    pub fn with(&self, name: &'static str, other: &Things) -> Things {
        let mut mixed = self.clone();
        mixed.put(name, other.get(name));
        mixed
    }

    /// The names of a member's own things in a text.
    pub fn own_names(text: &str) -> Vec<&'static str> {
        const OWN: [&str; 24] = [
            "domu",
            "member",
            "invited",
            "booked",
            "booting",
            "running",
            "startable",
            "unclear",
            "verifying",
            "open",
            "asked",
            "held",
            "regretted",
            "issue",
            "mail",
            "service",
            "disk",
            "address",
            "listed_name",
            "invitation",
            "reset",
            "new_address",
            "unsubscribe",
            "email",
        ];
        OWN.into_iter().filter(|name| text.contains(&format!("[{name}]"))).collect()
    }

    /// The page with what was asked for taken out.
    pub fn erased_from(&self, page: &str) -> String {
        let long = self.0.values().filter(|value| value.len() > 4);
        let page = long.fold(page.to_owned(), |page, value| page.replace(value.as_str(), "…"));
        let short = self.0.values().filter(|value| value.len() <= 4 && !value.is_empty());
        short.fold(page, |page, value| {
            ["/", "\"", "?"].into_iter().fold(page, |page, end| page.replace(&format!("/{value}{end}"), "/…"))
        })
    }
}
