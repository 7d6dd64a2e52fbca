//! Holding a copy, what was obeyed, steps that are told late, and two reporters.

use std::cell::RefCell;
use std::io::{Read, Write};
use std::process::Child;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread::JoinHandle;

use actix_web::web;
use chrono::Duration;
use domovoi::migrations::StepCode;
use domovoi::reports::{Item, Said, StepWord, Want};

use super::reporter::{Host, Listening, about_to_copy, acked, any, finished, pass, says};
use crate::cli::program::stderr;
use crate::migrations::story::Story;
use crate::support::dom0::{began, sample, step};
use crate::support::{Dom0, eventually};
use domovoi::migrations::Side;

const GIB: i64 = 1 << 30;

#[actix_web::test]
async fn an_obedient_copy_holds_on_and_goes_on_and_says_so() {
    let (story, id) = about_to_copy().await;
    let portal = Listening::start(&story, any());
    let prins = Host::of(&story, story.prins, portal.address).await;
    let mut copy = prins.copy(id, &["--obey", "--limit", "200000"]);
    let flow = Flow::through(&mut copy);
    eventually("the portal hears of it", async || acked(&story, Side::Source).await > 3).await;
    let operate = format!("/migrations/{id}/attempt");
    let mut fenna = story.portal.browser_of(&story.fenna).await;
    assert!(fenna.get(&operate).await.ok().says("Hold the copy"));
    fenna.submit(&format!("{operate}/copy-hold"), &[("attempt", "1")]).await.went_to();
    assert!(fenna.get(&operate).await.ok().says("Asked to hold on"));
    eventually("it is obeyed", async || fenna.get(&operate).await.ok().says("prins obeyed")).await;
    let more = async || {
        let before = prins.written(id);
        eventually("it goes on telling", async || prins.written(id) > before + 5).await;
        flow.arrived.load(Ordering::Relaxed)
    };
    let (held, later) = (more().await, more().await);
    assert_eq!(held, later, "nothing goes through");
    assert!(fenna.get(&operate).await.ok().says("Let it go on"));
    fenna.submit(&format!("{operate}/copy-hold"), &[("attempt", "1"), ("go_on", "yes")]).await.went_to();
    eventually("it goes on", async || flow.arrived.load(Ordering::Relaxed) > later).await;
    let sent = flow.end().await;
    let output = finished(copy).await;
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(stderr(&output).contains("the portal asks to hold on"), "{}", stderr(&output));
    eventually("all of it arrives", async || flow.arrived.load(Ordering::Relaxed) == sent).await;
    portal.stop().await;
}

/// Bytes that go in without end, and what of them comes out.
struct Flow {
    is_over: Arc<AtomicBool>,
    sent: Arc<AtomicU64>,
    arrived: Arc<AtomicU64>,
    feeding: RefCell<Option<JoinHandle<()>>>,
}

impl Flow {
    fn through(copy: &mut Child) -> Flow {
        let (mut input, mut output) =
            (copy.stdin.take().expect("a pipe"), copy.stdout.take().expect("a pipe"));
        let (is_over, sent, arrived) = (Arc::<AtomicBool>::default(), Arc::default(), Arc::default());
        let (over, fed, drained): (_, Arc<AtomicU64>, Arc<AtomicU64>) =
            (is_over.clone(), Arc::clone(&sent), Arc::clone(&arrived));
        let feeding = std::thread::spawn(move || {
            while !over.load(Ordering::Relaxed) {
                input.write_all(&[7; 1000]).expect("it takes them in the end");
                fed.fetch_add(1000, Ordering::Relaxed);
            }
        });
        std::thread::spawn(move || {
            let mut buffer = [0; 1000];
            while let Ok(read @ 1..) = output.read(&mut buffer) {
                assert!(buffer[..read].iter().all(|byte| *byte == 7), "unchanged");
                drained.fetch_add(read as u64, Ordering::Relaxed);
            }
        });
        Flow { is_over, sent, arrived, feeding: RefCell::new(Some(feeding)) }
    }

    /// How many went in.
    async fn end(&self) -> u64 {
        self.is_over.store(true, Ordering::Relaxed);
        let feeding = self.feeding.take().expect("it ends once");
        web::block(move || feeding.join().expect("a thread")).await.expect("a thread");
        self.sent.load(Ordering::Relaxed)
    }
}

#[actix_web::test]
async fn without_obey_it_is_a_remark() {
    let (story, id) = about_to_copy().await;
    let portal = Listening::start(&story, any());
    let prins = Host::of(&story, story.prins, portal.address).await;
    let mut copy = prins.copy(id, &[]);
    pass(&mut copy, vec![7; 1000]).await;
    let mut fenna = story.portal.browser_of(&story.fenna).await;
    let operate = format!("/migrations/{id}/attempt");
    fenna.submit(&format!("{operate}/copy-hold"), &[("attempt", "1")]).await.went_to();
    let remarks = says(&mut copy, "hold on; without --obey the copy goes on").await;
    pass(&mut copy, vec![7; 1_000_000]).await;
    drop(copy.stdin.take());
    assert_eq!(finished(copy).await.status.code(), Some(0));
    drop(remarks);
    assert!(!fenna.get(&operate).await.ok().says("prins obeyed"));
    portal.stop().await;
}

/// prins copies, a third of an hour into the evening.
async fn copying() -> (Story, domovoi::db::ids::MigrationId, Dom0) {
    let story = Story::begin().await;
    let id = story.under_way().await;
    story.walk(id, &[StepCode::Preflight, StepCode::Stop]).await;
    let mut prins = Dom0::of(&story.portal, story.prins).await;
    let now = story.now();
    prins.reports((id, 1), &[began(1, now, 14 * GIB), sample(2, now, 1, 5, GIB)]).await;
    (story, id, prins)
}

#[actix_web::test]
async fn what_is_asked_and_when_it_was_obeyed_are_told_apart() {
    let (story, id, mut prins) = copying().await;
    let operate = format!("/migrations/{id}/attempt");
    let obeyed = |seq, want| Item::new(seq, story.now(), Said::Obeyed { want });
    let mut fenna = story.portal.browser_of(&story.fenna).await;
    fenna.submit(&format!("{operate}/copy-hold"), &[("attempt", "1")]).await.went_to();
    assert_eq!(prins.reports((id, 1), &[]).await.want, Want::Pause);
    story.portal.advance(Duration::minutes(1));
    prins.reports((id, 1), &[obeyed(3, Want::Pause), sample(4, story.now(), 1, 200, GIB)]).await;
    let page = fenna.get(&operate).await.ok();
    assert!(page.says("prins obeyed") && !page.says("Stands still"), "{}", page.text());
    let member = story.portal.browser_of(&story.noor).await.get(&format!("/migrations/{id}")).await.ok();
    assert!(!member.says("Asked to hold on") && !member.says("obeyed"), "{}", member.text());
    // Another attempt's page asks for nothing here, and a member for nothing at all.
    let late = fenna.submit(&format!("{operate}/copy-hold"), &[("attempt", "2"), ("go_on", "yes")]).await;
    assert_eq!(late.status.as_u16(), 409);
    let noor = story.portal.browser_of(&story.noor).await.submit(&format!("{operate}/copy-hold"), &[]).await;
    assert_eq!(noor.status.as_u16(), 404);
    fenna.submit(&format!("{operate}/copy-hold"), &[("attempt", "1"), ("go_on", "yes")]).await.went_to();
    assert_eq!(prins.reports((id, 1), &[]).await.want, Want::Continue);
    story.abort(id).await;
    assert_eq!(prins.reports((id, 1), &[]).await.want, Want::Abort);
    let page = fenna.get(&operate).await.ok();
    assert!(
        page.says("Asked to stop") && page.says("Not obeyed yet.") && !page.says("Hold the copy"),
        "{}",
        page.text()
    );
    story.portal.advance(Duration::minutes(1));
    prins.reports((id, 1), &[obeyed(5, Want::Abort)]).await;
    assert!(fenna.get(&operate).await.ok().says("prins obeyed"));
    let held = fenna.submit(&format!("{operate}/copy-hold"), &[("attempt", "1")]).await;
    assert_eq!(held.status.as_u16(), 409, "nothing is held on the way back");
}

#[actix_web::test]
async fn a_step_that_is_told_late_says_so_and_counts_from_when_it_was_heard() {
    let (story, id, _) = copying().await;
    let mut spaarne = Dom0::of(&story.portal, story.spaarne).await;
    let done_at = story.now() + Duration::minutes(1);
    story.portal.advance(Duration::minutes(15));
    spaarne.reports((id, 1), &[step(1, done_at, "copy", StepWord::Ended)]).await;
    let mut fenna = story.portal.browser_of(&story.fenna).await;
    let page = fenna.get(&format!("/migrations/{id}/attempt")).await.ok();
    assert!(page.says("reported 14 min late"), "{}", page.text());
    // A clock that is a day behind tells nothing.
    let yesterday = story.now() - Duration::days(1);
    spaarne.reports((id, 1), &[step(2, yesterday, "compare", StepWord::Ended)]).await;
    let page = fenna.get(&format!("/migrations/{id}/attempt")).await.ok();
    assert_eq!(page.text().matches(" late (").count(), 1, "{}", page.text());
}

#[actix_web::test]
async fn two_reporters_are_mailed_to_the_core_team_once_an_attempt_and_side() {
    let (story, id, mut prins) = copying().await;
    let mut spaarne = Dom0::of(&story.portal, story.spaarne).await;
    let now = story.now();
    let told = async || {
        let kinds = story.kinds_to("bas@club.example").await;
        kinds.iter().filter(|kind| *kind == "two_reporters").count()
    };
    for bytes in [7, 8, 9] {
        assert_eq!(prins.report((id, 1), &[sample(2, now, 1, 5, bytes)]).await.status.as_u16(), 409);
        assert_eq!(told().await, 1);
    }
    spaarne.reports((id, 1), &[began(1, now, 14 * GIB)]).await;
    assert_eq!(spaarne.report((id, 1), &[began(1, now, GIB)]).await.status.as_u16(), 409);
    assert_eq!(told().await, 2);
    assert!(!story.kinds_to("noor@club.example").await.contains(&"two_reporters".to_owned()));
}
