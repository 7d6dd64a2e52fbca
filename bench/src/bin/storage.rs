//! `storage URL HOSTS HOURS`: so many hours of reports of the hosts named `measured-1` and so on, each
//! with two cards that are read every five seconds and sent every fifteen, through the portal's own code
//! as fast as it takes them, up to now. Old pieces are swept as often as the portal's job does.

use chrono::{DateTime, TimeDelta, Utc};
use domovoi::clock::Clock;
use domovoi::db::ids::HostId;
use domovoi::db::{Pool, script};
use domovoi::fleet::traffic::{receive, sweep};
use domovoi::reports::{Counters, Nic, TrafficBatch};

const READ_EVERY: i64 = 5;
const SENT_TOGETHER: i64 = 3;
const SWEPT_EVERY: i64 = 600;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [url, hosts, hours] = &arguments[..] else { panic!("storage URL HOSTS HOURS") };
    let (hosts, hours): (i64, i64) = (hosts.parse().expect("a number"), hours.parse().expect("a number"));
    let pool = Pool::new(url, 1).expect("a pool");
    let conn = &mut *pool.get().await.expect("a connection");
    let named = "SELECT name, id FROM hosts WHERE name LIKE 'measured-%'";
    let ids = script::ids_by_name(conn, named).await.expect("hosts");
    let ids: Vec<HostId> = ids.into_values().map(HostId).take(usize::try_from(hosts).expect("few")).collect();
    let begin = Clock::System.now() - TimeDelta::hours(hours);
    for batch in 0..hours * 3600 / READ_EVERY / SENT_TOGETHER {
        let now = begin + TimeDelta::seconds((batch + 1) * SENT_TOGETHER * READ_EVERY);
        for id in &ids {
            let sent = TrafficBatch::new(uuid::Uuid::nil(), items(batch, begin));
            receive(conn, *id, &sent, now).await.expect("it is taken");
        }
        if (batch * SENT_TOGETHER * READ_EVERY) % SWEPT_EVERY == 0 {
            while sweep(conn, now).await.expect("a sweep") >= 10_000 {}
        }
    }
}

fn items(batch: i64, begin: DateTime<Utc>) -> Vec<Counters> {
    let first = batch * SENT_TOGETHER;
    (first..first + SENT_TOGETHER).map(|n| item(n, begin + TimeDelta::seconds(n * READ_EVERY))).collect()
}

fn item(n: i64, at: DateTime<Utc>) -> Counters {
    let nic = |name: &str, rate: i64| {
        let (received, sent) = (n * READ_EVERY * rate, n * READ_EVERY * rate * 2);
        Nic { name: name.to_owned(), received, sent }
    };
    Counters { seq: n + 1, from: None, at, nics: vec![nic("eth0", 400_000), nic("eth1", 9_000)] }
}
