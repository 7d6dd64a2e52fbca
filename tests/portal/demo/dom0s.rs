//! The simulated dom0s: the real reporter, a real move from its announcement to its end, and the next.

use std::time::Duration;

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domovoi::clock::Clock;
use domovoi::db::schema::{disks, domus, host_reports, migrations, traffic_buckets, transfers};
use domovoi::demo::{self, Dom0s, Tempo};

use crate::api::reporter::{Listening, any};
use crate::cli::program::Folder;
use crate::support::{Portal, eventually};

const QUICK: Tempo = Tempo {
    bytes_per_second: 8 << 20,
    sample_every: Duration::from_millis(50),
    send_every: Duration::from_secs(2),
    step: Duration::from_millis(50),
    pause: Duration::from_millis(50),
};

#[actix_web::test]
async fn small_domus_move_to_the_end_one_after_the_other_and_the_end_is_quick() {
    let mut portal = Portal::start().await;
    portal.app.clock = Clock::System;
    {
        let conn = &mut *portal.conn().await;
        demo::fill(conn, &portal.app.letterhead, "never matches", Clock::System.now())
            .await
            .expect("a sample club");
        demo::add_boxes(conn, Clock::System.now()).await.expect("small domUs");
        let boxes =
            domus::table.filter(domus::name.eq_any(["sijs", "vink", "putter", "mus"])).select(domus::id);
        let small =
            diesel::update(disks::table.filter(disks::domu_id.eq_any(boxes))).set(disks::bytes.eq(3 << 20));
        small.execute(conn).await.expect("smaller ones");
    }
    let listening = Listening::of(&portal.app, any());
    let folder = Folder::new();
    let address = format!("http://{}", listening.address);
    let dom0s =
        Dom0s::start(&portal.app, &address, &folder.0.join("dom0s"), QUICK).await.expect("they start");
    let closed = async |domu: &str| -> i64 {
        let rows = migrations::table.inner_join(domus::table).filter(domus::name.eq(domu.to_owned()));
        let rows = rows.filter(migrations::state.eq("closed").and(domus::state.eq("running")));
        rows.count().get_result(&mut *portal.conn().await).await.expect("a count")
    };
    for domu in ["sijs", "vink", "putter", "mus"] {
        eventually("it has arrived and was signed off", async || closed(domu).await == 1).await;
    }
    eventually("the first is back where it was", async || closed("sijs").await == 2).await;
    let conn = &mut *portal.conn().await;
    let hosts: i64 = host_reports::table.count().get_result(conn).await.expect("a count");
    assert_eq!(hosts, 5, "each host reports");
    let copied: Vec<(i64, Option<Vec<u8>>)> = transfers::table
        .filter(transfers::has_ended)
        .order(transfers::attempt_id)
        .select((transfers::bytes, transfers::blake3))
        .load(conn)
        .await
        .expect("transfers");
    assert!(copied.len() >= 2 && copied[0] == copied[1] && copied[0].0 == 3 << 20, "both ends say the same");
    let traffic: i64 = traffic_buckets::table
        .filter(traffic_buckets::nic.eq("eth1").and(traffic_buckets::sent_bytes.ge(3 << 20)))
        .count()
        .get_result(conn)
        .await
        .expect("a count");
    assert!(traffic > 0, "and the picture has it");
    listening.stop().await;
    dom0s.stop().await;
    let left = || std::fs::read_dir(&folder.0).expect("a folder").count();
    std::fs::remove_dir_all(folder.0.join("dom0s")).expect("nobody writes any more");
    assert_eq!(left(), 0);
}
