// A move whose member is asked, and whose path is checked: she picks a window, asks to wait and is
// answered; large frames vanish in the preflight, somebody starts all the same, and it comes back; the
// next time the path is mended, higgs arrives, and she closes the move from the link in her mail. By
// people whose browsers run no scripts; she and the operator also by keyboard alone.

import assert from "node:assert/strict";
import { after, before, describe } from "node:test";

import { accepts, addsSpaarne, buildsSites, FENNA, givesHiggs, INTERCONNECT, invites, NOOR, showsFleet, WOUTER } from "./support/club.js";
import { sendsByKeyboard, tabsTo } from "./support/keyboard.js";
import { flat } from "./support/mail.js";
import { passes, ping, staysSilent } from "./support/probes.js";
import { Scene } from "./support/scene.js";
import { stages } from "./support/stages.js";
import { day, inDays, soon, window } from "./support/times.js";

const { prins, spaarne } = INTERCONNECT;

describe("a member chooses, an operator checks", { timeout: 600_000 }, () => {
  let scene, wouter, fenna, noor, outsider, move, moved;
  const stage = stages();
  const attempt = () => `${move}/attempt`;
  const preflight = () => `${move}/preflight`;

  before(async () => {
    scene = await Scene.open("choosing");
    [wouter, fenna, noor, outsider] = await scene.people(4);
  });

  after(() => scene?.close());

  stage("higgs of Noor lives on prins, and spaarne has room", async () => {
    await wouter.opens(await scene.portal.command("members", "invite", WOUTER, "--name", "Wouter", "--role", "admin"));
    await scene.mail("You are invited", WOUTER);
    await accepts(wouter, "Wouter", WOUTER);
    await invites(wouter, scene.sink, fenna, { name: "Fenna", email: FENNA, role: "core" });
    await buildsSites(fenna);
    await showsFleet(fenna);
    await fenna.presses("Import");
    await fenna.opens("/hosts/prins/edit");
    await fenna.fills({ interconnect_address: prins });
    await fenna.presses("Save");
    await addsSpaarne(fenna, { interconnect_address: spaarne });
    await invites(fenna, scene.sink, noor, { name: "Noor", email: NOOR, role: "member" });
    await givesHiggs(fenna);
    await noor.opens("/account");
    await noor.fills({ move_wishes: "Not on weekday mornings. Call me first." });
    await noor.presses("Save");
    await scene.isWell(noor, "wishes");
  });

  stage("whoever schedules reads how she likes to be moved, and lets her choose", async () => {
    await fenna.opens("/migrations/new?domu=higgs");
    await fenna.sees("Noor: Not on weekday mornings. Call me first.");
    await fenna.fills({ target: "spaarne", ...window(inDays(6)), reason: "prins leaves DC1.", deadline_day: day(inDays(20)) });
    await fenna.presses("Show the mail");
    await fenna.sees("Choose until");
    await scene.isWell(fenna, "announce");
    await fenna.presses("Announce and mail one person");
    move = fenna.path;
    const announced = await scene.mail("When suits you? Choose until");
    assert.equal(new URL(announced.link("/migrations/")).pathname, `${move}/window`);
    await scene.reads(announced, "announced-to-choose");
  });

  stage("she picks a window with the keyboard", async () => {
    await noor.opens("/home");
    await noor.follows("Choose when", noor.page.locator("main"));
    await noor.sees("moves to DC2 Haarlem. When suits you?", "our pick", "192.0.2.41", "198.51.100.41", ", 24:00 CET. What stands in the way?");
    await scene.looks(noor, "window");
    await tabsTo(noor, noor.page.locator('[name="slot"]:enabled').first(), "the first window");
    await noor.page.keyboard.press("ArrowDown");
    const chosen = noor.page.locator('label:has([name="slot"]:checked)');
    const clock = await chosen.locator("b").innerText();
    assert.doesNotMatch(await chosen.innerText(), /our pick/);
    await sendsByKeyboard(noor, {}, "Book this window");
    assert.equal(noor.path, move);
    await noor.sees("higgs moves to DC2 Haarlem on", clock, "Take another window, or ask us to wait");
    await scene.isWell(noor, "booked");
    const booked = await scene.mail("Noor chose this time.");
    assert.ok(flat(booked.text).includes(clock), booked.text);
    assert.match(booked.calendar, /METHOD:REQUEST/);
    await scene.reads(booked, "booked");
  });

  stage("something comes up: she asks to wait, and says why", async () => {
    await noor.follows("Take another window, or ask us to wait", noor.page.locator("main"));
    await noor.sees("Does the time still suit you?", "You can take another window 2 times");
    await scene.looks(noor, "window-booked");
    await sendsByKeyboard(noor, { why_wait: " " }, "Ask to wait", 422);
    await noor.sees("Fill this in.");
    await scene.isWell(noor, "wait-refused");
    await sendsByKeyboard(noor, { why_wait: "The choir sings that evening, and its stream runs on higgs." }, "Ask to wait");
    assert.equal(noor.path, move);
    await noor.sees("waits with its move to DC2 Haarlem", "It stays on prins until the core team has answered.", "The choir sings that evening", "It waits", "Was to be");
    assert.ok(!(await noor.text()).includes("On its way soon"), "its time is off");
    await scene.looks(noor, "on-hold");
    await scene.mail("You need to do nothing", NOOR);
    for (const core of [FENNA, WOUTER]) {
      const asked = await scene.mail("Noor asks to wait with the move of higgs", core);
      assert.ok(flat(asked.text).includes("The choir sings that evening, and its stream runs on higgs."), asked.text);
    }
  });

  stage("the core team answers, and she reads it", async () => {
    await fenna.opens("/home");
    await fenna.sees("higgs is on hold Its members wait for an answer.");
    await scene.isWell(fenna, "home-hold");
    await fenna.opens(move);
    await fenna.follows("Answer", fenna.page.locator("main"));
    await fenna.sees("Answer for higgs", "Noor: The choir sings that evening", "Not on weekday mornings. Call me first.");
    await scene.looks(fenna, "hold-answer");
    await fenna.page.getByLabel("Let its members choose the time").uncheck();
    await fenna.fills(window(soon()));
    await fenna.presses("Go on with this time", 422);
    await fenna.sees("Fill this in.");
    await scene.isWell(fenna, "hold-answer-refused");
    await fenna.fills(window(soon()));
    await sendsByKeyboard(fenna, { answer: "We called: right now it is, before the choir needs it." }, "Go on with this time and mail one person");
    const answered = await scene.mail("We called: right now it is");
    await scene.reads(answered, "hold-answered");
    await noor.opens(move);
    await noor.sees("moves to DC2 Haarlem", "Fenna: We called: right now it is, before the choir needs it.");
    await scene.isWell(noor, "answered");
  });

  stage("large frames vanish without a word, and the start is refused", async () => {
    await fenna.opens(move);
    await fenna.follows("Preflight", fenna.page.locator("main"));
    await fenna.sees("has not been checked yet", "Nobody has begun a preflight between these two hosts.");
    await scene.looks(fenna, "preflight-empty");
    await fenna.presses("With 9000 bytes");
    const commands = await fenna.page.locator(".cmd pre").allInnerTexts();
    for (const payload of [1472, 8972, 8973]) {
      for (const to of [spaarne, prins]) assert.ok(commands.includes(ping(payload, to)), commands.join("\n"));
    }
    await fenna.sees("Towards spaarne these pings are not proven yet, by payload: 1472, 8972, 8973");
    await scene.isWell(fenna, "preflight-begun");
    await sendsByKeyboard(fenna, { pasted: `${await staysSilent(spaarne)}${await passes(prins)}` }, "Judge it");
    await fenna.sees(
      "can’t leave yet",
      "Large frames: silence.",
      "Towards spaarne, 1500 bytes are answered and 9000 vanish without a word",
      "something on the path drops large frames and tells nobody. A copy would connect and then hang.",
      "Use 1500 for this move",
      "Change no MTU tonight.",
    );
    await scene.looks(fenna, "preflight-silence");
    await ticksAll();
    await fenna.opens(move);
    await fenna.presses("Start the attempt", 422);
    assert.equal(fenna.path, attempt());
    await fenna.sees("The preflight is not green.", "Large frames: silence.");
    await scene.isWell(fenna, "start-refused");
    await fenna.page.goto(attempt());
    assert.equal(fenna.path, move, "an attempt was started");
  });

  stage("somebody knows better, and says so", async () => {
    await fenna.opens(preflight());
    await sendsByKeyboard(fenna, { overrule: "We have always copied with large frames." }, "Overrule and start");
    assert.equal(fenna.path, attempt());
    await fenna.sees("Before higgs goes down: is everything ready?");
    await scene.looks(fenna, "operate-preflight");
    await noor.opens(move);
    await noor.sees("A red preflight was overruled, Fenna We have always copied with large frames.");
    await scene.portal.opensWindows();
    await fenna.presses("Everything is ready");
    await scene.isWell(fenna, "operate-stop");
    await fenna.presses("higgs is down");
    await scene.mail("higgs is down since");
    await fenna.sees("Copy its disk to spaarne", "everything leads back to prins");
    await scene.isWell(fenna, "operate-copy");
  });

  stage("the copy hangs, and every part of the way back is ticked by name", async () => {
    await fenna.follows("Abort, back to prins");
    await sendsByKeyboard(fenna, { cause: " " }, "Abort, back to prins", 422);
    await fenna.sees("Cause: Fill this in.", "In words its owner can use: Fill this in.");
    await fenna.fills({ cause_code: "path_mtu", cause: "Large frames vanished between prins and spaarne, and the copy hung." });
    await scene.isWell(fenna, "abort");
    await fenna.presses("Abort, back to prins");
    await fenna.sees("prins has the true copy, nothing is lost", "Way back, step 1 of 3");
    await scene.looks(fenna, "way-back");
    await noor.opens(move);
    await noor.sees("is on its way back to prins", "Nothing is lost.");
    await scene.isWell(noor, "turning-back");
    // Somebody else takes over in the middle.
    await fenna.fills({ note: "The half copy is switched off." });
    await fenna.presses("spaarne is locked");
    await wouter.opens(attempt());
    await wouter.presses("I take it over");
    await wouter.opens(attempt());
    await wouter.presses("higgs is started on prins");
    await wouter.presses("It answers");

    const returned = await scene.mail("started it again at its old place");
    for (const fact of ["nothing is lost", "192.0.2.41, as before", "Path MTU: Large frames vanished", "which is our mistake"]) {
      assert.ok(flat(returned.text).includes(fact), returned.text);
    }
    assert.match(returned.calendar, /METHOD:CANCEL/);
    await fenna.opens(move);
    const parts = await fenna.page.locator("#attempt-1 .steps li").allInnerTexts();
    const ticked = (label) => flat(parts.find((part) => part.includes(label)) ?? "");
    assert.match(ticked("Fence"), /Fenna: The half copy is switched off\./);
    assert.match(ticked("Start again"), /Wouter/);
    assert.match(ticked("Check again"), /Wouter/);
    await fenna.sees("Step done: Fence, Fenna The half copy is switched off.", "Step done: Check again, Wouter");
    await scene.looks(fenna, "returned");
  });

  stage("everybody may read what happened, and nobody is named", async () => {
    await sendsByKeyboard(fenna, {}, "Publish the first attempt");
    assert.match(fenna.path, /^\/status\/\d+$/);
    await outsider.opens(fenna.path);
    const told = await outsider.text();
    assert.match(told, /Path MTU/);
    for (const name of ["higgs", "Noor", "Fenna", "Wouter"]) assert.ok(!told.includes(name), `the diary names ${name}:\n${told}`);
    await scene.looks(outsider, "diary");
    await fenna.opens(move);
    await fenna.sees("The first attempt is on the status page");
  });

  stage("it is booked again with what was mended, and the path is proven", async () => {
    await fenna.follows("Book the next try");
    await fenna.fills(window(soon()));
    await sendsByKeyboard(fenna, { fix: "The switch between them takes 9000 bytes now." }, "Book it and mail one person");
    const again = await scene.mail("We try the move of higgs again");
    assert.ok(flat(again.text).includes("What we mended: The switch between them takes 9000 bytes now."), again.text);
    await fenna.opens(preflight());
    await fenna.presses("With 9000 bytes");
    await sendsByKeyboard(fenna, { pasted: `${await passes(spaarne)}${await passes(prins)}` }, "Judge it");
    await fenna.sees("Packets of 9000 bytes get through whole, over IPv4");
    await ticksAll();
    await fenna.opens(preflight());
    await sendsByKeyboard(fenna, { bytes: "1 GiB", seconds: "26" }, "Note it");
    await fenna.sees("can leave", "Everything is green", "It still counts when the window opens.");
    await scene.looks(fenna, "preflight-green");
    await fenna.presses("Start the attempt");
    await fenna.sees("Before higgs goes down");
  });

  stage("the second try arrives", async () => {
    await scene.portal.opensWindows();
    await fenna.presses("Everything is ready");
    await fenna.presses("higgs is down");
    await scene.mail("higgs is down since");
    await fenna.presses("It is copied");
    await scene.isWell(fenna, "operate-compare");
    await fenna.presses("Both sides are the same");
    await scene.isWell(fenna, "operate-prepare");
    await fenna.presses("spaarne is ready");
    await tabsTo(fenna, fenna.page.locator('[name="source_down"]'), "the tick for prins");
    await fenna.page.keyboard.press("Space");
    await tabsTo(fenna, fenna.page.locator('[name="target_ready"]'), "the tick for spaarne");
    await fenna.page.keyboard.press("Space");
    await scene.isWell(fenna, "operate-commit");
    await sendsByKeyboard(fenna, { typed_name: "higgs" }, "Hand over to spaarne");
    await scene.isWell(fenna, "operate-boot");
    await fenna.presses("higgs is started on spaarne");
    await scene.isWell(fenna, "operate-check");
    await fenna.presses("It answers: tell its owner");
    moved = await scene.mail("higgs is up at its new place");
    assert.ok(flat(moved.text).includes("192.0.2.41 became 198.51.100.41"), moved.text);
    await scene.reads(moved, "moved");
  });

  stage("she closes it from the link in her mail, signed in nowhere", async () => {
    await outsider.opens(moved.link("/confirmations/"));
    await outsider.sees("Does everything on higgs work?", "It lives on spaarne now.");
    await scene.looks(outsider, "confirmation");
    await sendsByKeyboard(outsider, {}, "Everything works");
    await outsider.sees("Thank you, the move of higgs is closed");
    await scene.isWell(outsider, "confirmed");
    const closed = await scene.mail("The move of higgs is closed");
    await scene.reads(closed, "closed");
    await noor.opens(move);
    await noor.sees("Confirmed and closed, Noor", "Say thank you?");
    assert.ok(!(await noor.text()).includes("kept until"), "the old copy is gone");
    await sendsByKeyboard(noor, { words: "Twice down, and twice you told me why." }, "Thank the core team");
    await noor.sees("Twice down, and twice you told me why.", "Say it in other words?");
    await scene.looks(noor, "thanked");
    await fenna.opens("/home");
    await fenna.sees("Twice down, and twice you told me why.");
    await scene.isWell(fenna, "home-thanked");
    assert.deepEqual(scene.left(), [], "mails that nobody expected");
  });

  /** All that somebody has to look at is as it should be. */
  async function ticksAll() {
    for (const item of ["bridge_and_kernel", "route", "nothing_else"]) {
      const form = fenna.page.locator("form").filter({ has: fenna.page.locator(`[name="item"][value="${item}"]`) });
      await fenna.presses("It is so", 200, form);
    }
  }
});
