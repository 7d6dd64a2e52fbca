//! Where the portal is and how it knows us: a small file, and flags that say otherwise.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail, ensure};

use crate::db::token::Token;

/// Where the file is unless somebody says otherwise; the page that shows a token names it.
pub const FILE: &str = "/etc/domovoi/dom0.conf";

/// What the file says: lines of `name = value`, and remarks after `#`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Scheme, host and maybe port, without a slash at the end.
    pub portal: String,
    pub token: Token,
    /// A certificate of the club's own authority, in PEM, beside those of the system.
    pub authority: Option<PathBuf>,
}

impl Settings {
    pub fn read(file: &Path) -> anyhow::Result<Settings> {
        let text = std::fs::read_to_string(file).with_context(|| file.display().to_string())?;
        Settings::parse(&text).with_context(|| file.display().to_string())
    }

    fn parse(text: &str) -> anyhow::Result<Settings> {
        let (mut portal, mut token, mut authority) = (None, None, None);
        for line in text.lines().map(|line| line.split('#').next().unwrap_or_default().trim()) {
            if line.is_empty() {
                continue;
            }
            let (name, value) =
                line.split_once('=').with_context(|| format!("{line:?} is no name = value"))?;
            match (name.trim(), value.trim()) {
                ("portal", value) => portal = Some(portal_url(value)?),
                ("token", value) => {
                    token = Some(Token::from_input(value).context("token: is not one of ours")?)
                }
                ("authority", value) => authority = Some(PathBuf::from(value)),
                (other, _) => bail!("{other:?} is none of portal, token, authority"),
            }
        }
        Ok(Settings {
            portal: portal.context("portal: is missing")?,
            token: token.context("token: is missing")?,
            authority,
        })
    }
}

fn portal_url(text: &str) -> anyhow::Result<String> {
    let rest = text.strip_prefix("https://").or(text.strip_prefix("http://"));
    let authority = rest.with_context(|| format!("portal: {text:?} does not start with https://"))?;
    let authority = authority.strip_suffix('/').unwrap_or(authority);
    ensure!(!authority.is_empty() && !authority.contains('/'), "portal: {text:?} is no scheme and host");
    Ok(text.strip_suffix('/').unwrap_or(text).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_reads_as_the_page_shows_it_and_a_slip_is_named() {
        let token = Token::random();
        let good = format!("portal = https://portal.example/ # ours\n\ntoken = {}\n", token.as_str());
        let settings = Settings::parse(&good).expect("settings");
        assert_eq!((settings.portal.as_str(), settings.token), ("https://portal.example", token));
        for (wrong, said) in [
            (good.replace("portal =", "potal ="), "none of portal"),
            (good.replace("https://", "ftp://"), "https://"),
            (good.replace("token =", "# token ="), "token: is missing"),
            (good.replace("token = ", "token = x"), "token: is not one of ours"),
            (good.replace("example/", "example/club"), "no scheme and host"),
            ("portal".to_owned(), "no name = value"),
        ] {
            let error = Settings::parse(&wrong).expect_err(&wrong);
            assert!(error.to_string().contains(said), "{wrong}: {error}");
        }
    }
}
