//! `domovoi demo`: a sample club on a database that is thrown away.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, TcpListener};
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Args;

use crate::app::App;
use crate::cli::club;
use crate::cli::portal::{self, Portal};
use crate::cli::signals::Signals;
use crate::config::Config;
use crate::db::private_postgres::PrivatePostgres;
use crate::db::{Pool, schema_upgrade, token};
use crate::demo::{self, Dom0s, Tempo};
use crate::mail::Mailer;
use crate::paths;

const CONNECTIONS: usize = 6;
/// How many domUs the sample club has by itself.
const DOMUS: u32 = 34;

#[derive(Debug, Args)]
pub struct Arguments {
    /// How many domUs the club has; the story stays the same, it only gets more neighbours
    #[arg(long, value_name = "N", default_value_t = DOMUS, value_parser = clap::value_parser!(u32).range(DOMUS as i64..=200_000))]
    domus: u32,
    /// Leave out the simulated dom0s: nothing reports, and nothing moves by itself
    #[arg(long)]
    still: bool,
}

/// Starts a throw-away PostgreSQL, fills it, serves it until it is asked to end, and removes it.
pub async fn run(arguments: Arguments, mut config: Config) -> anyhow::Result<()> {
    let mut signals = Signals::catch()?;
    let listener = portal::listen(&mut config.web)?;
    let folder = temporary_folder(&config.temporary_folder);
    config.database.url = None;
    config.database.folder.clone_from(&folder);
    config.club.name = "Voorbeeld Hosting Club".to_owned();
    config.club.mail_from = "portal@demo.example".parse()?;
    let played = play(&config, &arguments, listener, &mut signals).await;
    let removed = std::fs::remove_dir_all(&folder).with_context(|| format!("removing {}", folder.display()));
    played.and(removed)
}

/// Not the data folder: nothing of a real club is touched.
fn temporary_folder(beside: &Path) -> PathBuf {
    let name: String = token::random_bytes::<6>().iter().map(|byte| format!("{byte:02x}")).collect();
    beside.join(format!("domovoi-demo-{name}"))
}

async fn play(
    config: &Config,
    arguments: &Arguments,
    listener: TcpListener,
    signals: &mut Signals,
) -> anyhow::Result<()> {
    let server = tokio::select! {
        server = club::start(&config.database, true) => server?,
        _ = signals.next() => return Ok(()),
    };
    let served = serve(config, arguments, listener, &server, signals).await;
    server.stop().await;
    served
}

async fn serve(
    config: &Config,
    arguments: &Arguments,
    listener: TcpListener,
    server: &PrivatePostgres,
    signals: &mut Signals,
) -> anyhow::Result<()> {
    let url = server.url();
    let mut app = App::open(config, Pool::new(&url, CONNECTIONS)?)?;
    app.captures_mail = true;
    app.keeps_mail = false;
    let database = url.parse()?;
    tokio::select! {
        filled = async {
            schema_upgrade::upgrade(&database).await?;
            fill(&app, arguments).await
        } => filled?,
        _ = signals.next() => return Ok(()),
    }
    println!("{}", welcome(&config.web.public_url, arguments.still));
    let dom0s = match arguments.still {
        true => None,
        false => {
            let (portal, folder) = (reached_at(&listener)?, config.database.folder.join("dom0s"));
            Some(Dom0s::start(&app, &portal, &folder, Tempo::usual()).await?)
        }
    };
    let served = Portal { app, mailer: Mailer::Captured, database, listener, server: Some(server) }
        .run_until_asked_to_end(signals)
        .await;
    if let Some(dom0s) = dom0s {
        dom0s.stop().await;
    }
    served
}

/// From this very machine, also where the portal listens on all its addresses.
fn reached_at(listener: &TcpListener) -> anyhow::Result<String> {
    let mut address = listener.local_addr()?;
    match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => address.set_ip(Ipv4Addr::LOCALHOST.into()),
        IpAddr::V6(ip) if ip.is_unspecified() => address.set_ip(Ipv6Addr::LOCALHOST.into()),
        _ => {}
    }
    Ok(format!("http://{address}"))
}

async fn fill(app: &App, arguments: &Arguments) -> anyhow::Result<()> {
    let now = app.clock.now();
    let hash = app.hasher.hash(demo::PASSWORD).await?;
    let conn = &mut *app.pool.get().await?;
    demo::fill(conn, &app.letterhead, &hash, now).await?;
    if !arguments.still {
        demo::add_boxes(conn, now).await?;
    }
    if arguments.domus > DOMUS {
        demo::add_neighbours(conn, arguments.domus - DOMUS, &hash, now).await?;
    }
    Ok(())
}

fn welcome(url: &str, is_still: bool) -> String {
    let meanwhile = match is_still {
        true => "",
        false => {
            ";
                            a small domU is on its way meanwhile, see Tonight"
        }
    };
    format!(
        "The sample club is at home:

  {url}{status}          the public status page
  {url}{sign_in}   sign in as
      {core}     Fenna of the core team: higgs is booked to move now, run it by hand{meanwhile}
      {admin}    Ilse, who also administers the club
      {member}   Noor, whose domU higgs is
    each with the password {password}
  {url}{mail} every mail the portal would have sent

Everything is thrown away when this ends, with Ctrl-C.",
        status = paths::STATUS,
        sign_in = paths::SIGN_IN,
        mail = paths::DEMO_MAIL,
        core = demo::CORE,
        admin = demo::ADMIN,
        member = demo::MEMBER,
        password = demo::PASSWORD,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_nothing_moves_by_itself_nothing_is_said_to() {
        let is_promised = |is_still| welcome("http://127.0.0.1:8080", is_still).contains("on its way");
        assert_eq!([false, true].map(is_promised), [true, false]);
    }
}
