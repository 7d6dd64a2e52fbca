// The evening that started the project, by people whose browsers run no scripts: the fleet comes
// in, higgs is to move, comes back, moves at the second try, and something is broken afterwards.

import assert from "node:assert/strict";
import { createServer } from "node:net";
import { after, before, describe } from "node:test";

import { accepts, addsSpaarne, buildsSites, FENNA, givesHiggs, invites, NOOR, showsFleet, WOUTER } from "./support/club.js";
import { flat } from "./support/mail.js";
import { Scene } from "./support/scene.js";
import { stages } from "./support/stages.js";
import { soon, window } from "./support/times.js";

describe("the evening", { timeout: 600_000 }, () => {
  let scene, wouter, fenna, noor, outsider, move, report, shop;
  const stage = stages();
  const attempt = () => `${move}/attempt`;

  before(async () => {
    scene = await Scene.open("evening");
    [wouter, fenna, noor, outsider] = await scene.people(4);
  });

  after(async () => {
    shop?.close();
    await scene?.close();
  });

  stage("the first administrator comes in by the link that the command prints, and invites the core team", async () => {
    const link = await scene.portal.command("members", "invite", WOUTER, "--name", "Wouter", "--role", "admin");
    assert.equal((await scene.mail("You are invited", WOUTER)).link("/invitations/"), link);
    await wouter.opens(link);
    await scene.isWell(wouter, "invitation");
    await accepts(wouter, "Wouter", WOUTER);
    await wouter.opens("/home");
    await scene.isWell(wouter, "home-empty");
    await invites(wouter, scene.sink, fenna, { name: "Fenna", email: FENNA, role: "core" });
  });

  stage("two sites, two networks, the link between them, and the fleet from real output of xl", async () => {
    await buildsSites(fenna);
    await showsFleet(fenna);
    await fenna.sees("3 new, 0 changed", "/dev/vg0/higgs-disk", "192.0.2.21");
    await scene.isWell(fenna, "import");
    await fenna.presses("Import");
    assert.equal(fenna.path, "/hosts/prins");
    await fenna.sees("higgs", "quark", "rocky");
    await scene.isWell(fenna, "host");

    await addsSpaarne(fenna);
    await fenna.opens("/hosts");
    await fenna.sees("prins", "spaarne");
  });

  stage("a member comes in by the link in her mail, and higgs is hers", async () => {
    const invitation = await invites(fenna, scene.sink, noor, { name: "Noor", email: NOOR, role: "member" });
    await scene.reads(invitation, "invitation");
    await noor.opens("/home");
    assert.ok(!(await noor.text()).includes("higgs"));

    await givesHiggs(fenna);
    await fenna.opens("/domus/higgs");
    await fenna.sees("Noor", "192.0.2.21", "192.0.2.41");
    await noor.opens("/domus/higgs");
    await noor.sees("prins", "192.0.2.41");
    await scene.looks(noor, "domu");
    await noor.opens("/domus/quark", 404);
  });

  stage("a move is previewed, then announced", async () => {
    await fenna.opens("/migrations/new?domu=higgs");
    await fenna.fills({ target: "spaarne", ...window(soon()), reason: "prins leaves DC1." });
    await fenna.page.getByLabel("Let its members choose the time").uncheck();
    await fenna.presses("Show the mail", 422);
    await fenna.sees("That is in", "say why it can’t wait");
    await fenna.fills({ short_notice_reason: "The rack is emptied tomorrow." });
    await fenna.presses("Show the mail");
    await fenna.sees("192.0.2.41 becomes 198.51.100.41", "Announce and mail one person", NOOR);
    await scene.looks(fenna, "schedule");
    assert.deepEqual(scene.left(), []);

    await fenna.fills(window(soon()));
    await fenna.presses("Announce and mail one person");
    move = fenna.path;
    const announced = await scene.mail("higgs moves to DC2");
    for (const fact of ["prins leaves DC1.", "192.0.2.41 becomes 198.51.100.41", "The rack is emptied tomorrow."]) {
      assert.ok(flat(announced.text).includes(fact), announced.text);
    }
    assert.match(announced.calendar, /METHOD:REQUEST/);
    await scene.reads(announced, "announced");
    assert.equal(new URL(announced.link("/migrations/")).pathname, move);

    await noor.opens("/home");
    await noor.sees("higgs", "prins", "spaarne");
    await scene.isWell(noor, "home-booked");
    await noor.follows("higgs", noor.page.locator("main"));
    await noor.opens(move);
    await noor.sees("moves to DC2 Haarlem", "198.51.100.41", "prins leaves DC1.");
    await scene.looks(noor, "move-booked");
    await noor.opens(attempt(), 404);
  });

  stage("the first try stops while the disk is copied, and leads back", async () => {
    await fenna.opens(move);
    await fenna.presses("Start the attempt", 422);
    await fenna.sees("has not been checked yet", "Nobody has begun a preflight");
    await fenna.fills({ overrule: "We have always copied with large frames." });
    await fenna.presses("Overrule and start");
    await fenna.sees("Before higgs goes down");
    await scene.isWell(fenna, "operate-preflight");
    await scene.portal.opensWindows();
    await fenna.presses("Everything is ready");
    await fenna.presses("higgs is down");
    await scene.reads(await scene.mail("higgs is down since"), "started");
    await fenna.sees("Copy its disk to spaarne", "/dev/vg0/higgs-disk");
    await scene.looks(fenna, "operate-copy");
    await noor.opens(move);
    await noor.sees("is moving to DC2 Haarlem", "Copying the disk");
    await scene.looks(noor, "move-running");
    await outsider.opens("/");
    await outsider.sees("One domU is moving.");
    await scene.looks(outsider, "status-moving");
    await namesNobody("/");

    await fenna.opens(attempt());
    await fenna.follows("It didn’t work");
    await fenna.presses("Abort, back to prins", 422);
    await fenna.sees("Fill this in.");
    await scene.isWell(fenna, "abort-refused");
    const cause = "A bridge on spaarne dropped large packets, so the copy stalled.";
    await fenna.fills({ cause_code: "path_mtu", cause });
    await fenna.presses("Abort, back to prins");
    await fenna.sees("prins has the true copy, nothing is lost");
    await scene.looks(fenna, "operate-way-back");
    await fenna.presses("spaarne is locked");
    await fenna.presses("higgs is started on prins");
    await fenna.presses("It answers");

    const returned = await scene.mail("started it again at its old place");
    for (const fact of ["nothing is lost", "192.0.2.41, as before", `Path MTU: ${cause}`]) {
      assert.ok(flat(returned.text).includes(fact), returned.text);
    }
    assert.match(returned.calendar, /METHOD:CANCEL/);
    await scene.reads(returned, "returned");
    await noor.opens(move);
    await noor.sees("is back at its old place, prins", "First attempt", "Rolled back", cause);
    await scene.looks(noor, "move-returned");
  });

  stage("it is booked again with what was mended", async () => {
    await fenna.opens(move);
    await fenna.follows("Book the next try");
    await fenna.fills({ fix: "The bridge has an MTU of 9000 now." });
    await scene.isWell(fenna, "rebook");
    await fenna.fills(window(soon()));
    await fenna.presses("Book it and mail one person");
    const booked = await scene.mail("We try the move of higgs again");
    assert.ok(flat(booked.text).includes("What we mended: The bridge has an MTU of 9000 now."), booked.text);
    assert.match(booked.calendar, /METHOD:REQUEST/);
    await scene.reads(booked, "booked-again");
  });

  stage("a post goes out, is continued, and is solved; outsiders read it without a name", async () => {
    await fenna.opens("/status/new");
    const host = await fenna.page.getByLabel("prins").getAttribute("value");
    await fenna.fills({ kind: "outage", severity: "minor", host, title: "Large packets are lost in DC1", body: "We are **looking**.", audience: "affected" });
    await fenna.presses("Show preview");
    await fenna.sees("Not published yet", "Publish and mail one member");
    await scene.looks(fenna, "post-preview");
    await fenna.presses("Publish and mail one member");
    const post = fenna.path;
    await scene.reads(await scene.mail("Large packets are lost in DC1"), "status-update");
    await outsider.opens("/");
    await outsider.sees("Something is broken, and we are on it.", "Large packets are lost in DC1");
    await outsider.opens(post);
    await outsider.sees("We are looking.");

    await publishes({ body: "It was a bridge.", state: "identified" });
    await publishes({ body: "The bridge has an MTU of 9000 now.", state: "resolved" });
    await scene.mail("Large packets are lost in DC1");
    await scene.mail("Large packets are lost in DC1");
    await outsider.opens(post);
    await outsider.sees("It was a bridge.", "Solved");
    await scene.looks(outsider, "post");
    await namesNobody(post);

    async function publishes(update) {
      await fenna.fills({ ...update, audience: "affected" });
      await fenna.presses("Show preview");
      await fenna.presses("Publish and mail one member");
      assert.equal(fenna.path, post);
    }
  });

  stage("she says what lives on higgs, at an address of its own that moves along", async () => {
    shop = createServer((socket) => socket.end());
    await new Promise((done) => shop.listen(0, "127.8.0.41", done));
    // No club has this network; this machine answers on it.
    await fenna.opens("/networks/new");
    await fenna.fills({ site: { label: "DC1 Amsterdam" }, cidr: "127.8.0.0/24" });
    await fenna.presses("Save", 422);
    await scene.portal.sql("ALTER TABLE ip_networks DROP CONSTRAINT ip_networks_for_a_club");
    await scene.portal.sql("INSERT INTO ip_networks (site_id, cidr, created_at) SELECT id, '127.8.0.0/24', now() FROM sites WHERE code = 'DC1'");
    await fenna.opens("/domus/higgs/edit");
    await fenna.fills({ address: "127.8.0.41" });
    await fenna.presses("Give this address");
    await noor.opens("/domus/higgs/services/new");
    await noor.fills({ service_name: "The shop", kind: "tcp", hostname: "shop.higgs.example", port: String(shop.address().port) });
    await noor.presses("Save");
    await noor.sees("The shop");
  });

  stage("the second try is handed over and arrives", async () => {
    await fenna.opens(move);
    await fenna.presses("Start the attempt", 422);
    await fenna.fills({ overrule: "The whole path was tested by hand this afternoon." });
    await fenna.presses("Overrule and start");
    await scene.portal.opensWindows();
    await comes(noor, move, `${seen(1)}.is-up`);
    await new Promise((done) => shop.close(done));
    await fenna.presses("Everything is ready");
    await fenna.presses("higgs is down");
    await scene.mail("higgs is down since");
    await fenna.presses("It is copied");
    await fenna.presses("Both sides are the same");
    await fenna.presses("spaarne is ready");
    await scene.looks(fenna, "operate-commit");
    await fenna.fills({ typed_name: "quark" });
    await fenna.presses("Hand over to spaarne", 422);
    await scene.isWell(fenna, "operate-commit-refused");
    await fenna.fills({ source_down: "yes", target_ready: "yes", typed_name: "higgs" });
    await fenna.presses("Hand over to spaarne");
    assert.equal(await fenna.page.getByRole("link", { name: "Abort" }).count(), 0);
    await fenna.presses("higgs is started on spaarne");
    await comes(fenna, attempt(), `${seen(2)}.is-broken`);
    await scene.isWell(fenna, "operate-check");
    await fenna.presses("It answers: tell its owner");
    assert.equal(fenna.path, move);

    const moved = await scene.mail("higgs is up at its new place");
    for (const fact of ["192.0.2.41 became 198.51.100.41", "It lives on spaarne"]) {
      assert.ok(flat(moved.text).includes(fact), moved.text);
    }
    assert.ok(flat(moved.text).includes("The shop"), moved.text);
    await scene.reads(moved, "moved");
    for (const path of [move, "/domus/higgs"]) {
      await noor.opens(path);
      assert.equal(await noor.page.locator(`${seen(1)}.is-up`).count(), 1, `${path}: it answered before`);
      assert.equal(await noor.page.locator(`${seen(2)}.is-broken`).count(), 1, `${path}: it does not any more`);
    }
    await scene.looks(noor, "services-lost");
    await noor.opens("/domus/higgs");
    await noor.sees("spaarne", "198.51.100.41");
    report = moved.link("/issues/new");
  });

  stage("she reports what is broken by the link in the mail, and it is mended", async () => {
    await noor.opens(report);
    await noor.sees("higgs", "spaarne");
    await noor.presses("Send report", 422);
    await scene.isWell(noor, "report-refused");
    await noor.fills({ domu: "higgs", body: "My mail server can’t reach the outside over IPv6.", severity: "partly" });
    await noor.presses("Send report");
    const issue = noor.path;
    await noor.sees("We have it: I-1", "My mail server can’t reach");
    const receipt = await scene.mail("(I-1)");
    assert.ok(receipt.text.includes("My mail server can’t reach"), receipt.text);
    await scene.reads(receipt, "issue-receipt");
    for (const core of [WOUTER, FENNA]) {
      const told = await scene.mail("Noor says that something is broken on higgs", core);
      assert.ok(flat(told.text).includes("My mail server can’t reach"), told.text);
      await scene.reads(told, "broken-reported");
    }

    await fenna.opens("/issues");
    await fenna.follows("My mail server");
    await fenna.fills({ note: "The gateway of DC2 has no route; a colleague knows." });
    await fenna.presses("Keep note");
    await fenna.fills({ reply: "You are right: a route was missing. It is there now.", state: "waiting" }, replyForm(fenna));
    await fenna.presses("Send to Noor");
    await scene.looks(fenna, "issue-core");
    const answer = await scene.mail("(I-1)");
    assert.ok(flat(answer.text).includes("a route was missing"), answer.text);
    assert.ok(!/has no route/.test(answer.text + answer.html), "a note for the core team is in the mail");

    await scene.reads(answer, "issue-reply");
    await noor.opens(answer.link("/issues/"));
    assert.equal(noor.path, issue);
    assert.ok(!(await noor.text()).includes("has no route"), "a note for the core team is on her page");
    await scene.looks(noor, "issue-member");
    await noor.presses("It works again, close this");
    await noor.sees("Closed");
  });

  stage("she says that all is well, and the move is closed", async () => {
    await noor.opens(move);
    await noor.sees("has moved to DC2 Haarlem", "192.0.2.41", "198.51.100.41", "First attempt");
    await scene.looks(noor, "move-verifying");
    await noor.presses("Everything works");
    const closed = await scene.mail("The move of higgs is closed");
    assert.ok(flat(closed.text).includes("192.0.2.41 became 198.51.100.41"), closed.text);
    await scene.reads(closed, "closed");
    await noor.opens(move);
    await noor.sees("Closed");
    await scene.isWell(noor, "move-closed");
    await fenna.opens("/outbox");
    await fenna.sees("has moved to DC2");
    await scene.isWell(fenna, "outbox");
    assert.deepEqual(scene.left(), [], "mails that nobody expected");
    await outsider.opens("/");
    await outsider.sees("Everything is up.", "Large packets are lost in DC1");
    await scene.looks(outsider, "status-well");
    await namesNobody("/");
  });

  /** What was seen of the shop before the move (1) and after it (2). */
  function seen(when) {
    return `main tr:has-text("The shop") td:nth-of-type(${when}) .pill`;
  }

  /** Opens the page until it shows that, as somebody who waits would. */
  async function comes(person, path, selector) {
    const until = Date.now() + 90_000;
    for (;;) {
      await person.opens(path);
      if ((await person.page.locator(selector).count()) > 0) return;
      assert.ok(Date.now() < until, `${path} never shows ${selector}:\n${await person.text()}`);
      await new Promise((done) => setTimeout(done, 500));
    }
  }

  async function namesNobody(path) {
    await outsider.opens(path);
    const page = await outsider.page.content();
    for (const name of ["Noor", "Fenna", "Wouter", "higgs"]) assert.ok(!page.includes(name), `${path} names ${name}`);
  }
});

function replyForm(person) {
  return person.page.locator("form").filter({ has: person.page.locator('[name="reply"]') });
}
