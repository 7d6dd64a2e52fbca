//! The frame around every page: who is signed in, the menu, the language.

use chrono::{DateTime, DurationRound, TimeDelta, Utc};
use serde::Serialize;

use crate::app::App;
use crate::paths;
use crate::web::Visitor;
use crate::words::Locale;

/// What the layout shows. Templates find it as `frame`.
#[derive(Serialize)]
pub struct Frame {
    pub lang: Locale,
    pub zone: String,
    /// To the minute, as times are told: what was drawn in it may be shown again.
    pub now: DateTime<Utc>,
    pub club_name: String,
    pub csrf_token: String,
    pub nonce: Option<String>,
    pub member: Option<FrameMember>,
    /// The other languages, for who is not signed in.
    pub languages: Vec<OtherLanguage>,
    pub nav: Vec<Entry>,
    pub team_nav: Vec<Entry>,
    pub captures_mail: bool,
    /// Of a page that changes by itself.
    pub live: Option<Live>,
}

/// How a page learns that it has changed.
#[derive(Serialize)]
pub struct Live {
    /// The address of its stream, with what the page shows already.
    pub stream: String,
    /// Its own.
    pub page: String,
}

#[derive(Serialize)]
pub struct FrameMember {
    pub name: String,
    pub is_core: bool,
    pub is_admin: bool,
}

#[derive(Serialize)]
pub struct OtherLanguage {
    locale: Locale,
    href: String,
    name: String,
    short: String,
    /// After the short one, for who can't see it.
    in_it: String,
}

#[derive(Serialize)]
pub struct Entry {
    label: &'static str,
    href: &'static str,
    is_here: bool,
}

/// A page's own data with the frame beside it.
#[derive(Serialize)]
pub struct View<'a, T> {
    pub frame: Frame,
    #[serde(flatten)]
    pub data: &'a T,
}

/// The zone of those who are not signed in, which is the club's.
pub const CLUB_ZONE: &str = "Europe/Amsterdam";

impl Frame {
    /// Around a page that is drawn once for all who are not signed in: it has no form.
    pub fn for_anybody(app: &App, locale: Locale, now: DateTime<Utc>, here: &str) -> Frame {
        Frame {
            lang: locale,
            zone: CLUB_ZONE.to_owned(),
            now,
            club_name: app.letterhead.club_name.clone(),
            csrf_token: String::new(),
            nonce: None,
            member: None,
            languages: other_languages(locale, paths::STATUS),
            nav: entries(VISITOR_MENU, here),
            team_nav: Vec::new(),
            captures_mail: app.captures_mail,
            live: None,
        }
    }

    /// Without a nonce yet.
    pub fn new(visitor: &Visitor, here: &str) -> Frame {
        let member = visitor.member();
        Frame {
            lang: visitor.locale(),
            zone: member.map_or(CLUB_ZONE.to_owned(), |member| member.time_zone.clone()),
            now: visitor.now.duration_trunc(TimeDelta::minutes(1)).unwrap_or(visitor.now),
            club_name: visitor.app.letterhead.club_name.clone(),
            csrf_token: visitor.form_token(),
            nonce: None,
            languages: member
                .map_or_else(|| other_languages(visitor.locale(), &visitor.path), |_| Vec::new()),
            nav: entries(main_menu(member.map(|member| member.role.is_core())), here),
            team_nav: entries(
                if member.is_some_and(|member| member.role.is_core()) { TEAM_MENU } else { &[] },
                here,
            ),
            member: member.map(|member| FrameMember {
                name: member.name.clone(),
                is_core: member.role.is_core(),
                is_admin: member.role == crate::members::Role::Admin,
            }),
            captures_mail: visitor.app.captures_mail,
            live: None,
        }
    }
}

type Menu = &'static [(&'static str, &'static str)];

const CORE_MENU: Menu =
    &[("nav-tonight", paths::HOME), ("nav-status", paths::STATUS), ("nav-reports", paths::ISSUES)];
const TEAM_MENU: Menu = &[
    ("nav-moves", paths::MIGRATIONS),
    ("nav-domus", paths::DOMUS),
    ("nav-hosts", paths::HOSTS),
    ("nav-members", paths::MEMBERS),
    ("nav-mail", paths::OUTBOX),
];
const MEMBER_MENU: Menu =
    &[("nav-my-domus", paths::HOME), ("nav-status", paths::STATUS), ("nav-my-reports", paths::ISSUES)];
const VISITOR_MENU: Menu = &[("nav-status", paths::STATUS), ("nav-report", paths::ISSUES_NEW)];

fn main_menu(is_core: Option<bool>) -> Menu {
    match is_core {
        Some(true) => CORE_MENU,
        Some(false) => MEMBER_MENU,
        None => VISITOR_MENU,
    }
}

fn entries(menu: Menu, here: &str) -> Vec<Entry> {
    menu.iter().map(|&(label, href)| Entry { label, href, is_here: label == here }).collect()
}

fn other_languages(here: Locale, back: &str) -> Vec<OtherLanguage> {
    let other = |&locale: &Locale| OtherLanguage {
        locale,
        href: paths::language(locale, back),
        name: format!("language-{locale}"),
        short: format!("language-short-{locale}"),
        in_it: format!("language-in-{locale}"),
    };
    Locale::ALL.iter().filter(|&&locale| locale != here).map(other).collect()
}
