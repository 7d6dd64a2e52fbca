// Pages that change by themselves: Noor watches higgs move without touching her browser, what she types stays,
// and whoever runs no scripts reads how to refresh.

import assert from "node:assert/strict";
import { after, before, describe } from "node:test";

import { Person } from "./support/chromium.js";
import { accepts, addsSpaarne, buildsSites, FENNA, givesHiggs, invites, NOOR, PASSWORD, showsFleet, WOUTER } from "./support/club.js";
import { Dom0 } from "./support/dom0.js";
import { check } from "./support/look.js";
import { Scene } from "./support/scene.js";
import { stages } from "./support/stages.js";
import { soon, window } from "./support/times.js";

const MIB = 2 ** 20;

describe("pages that are open", { timeout: 600_000 }, () => {
  let scene, wouter, fenna, plain, noor, home, tonight, outsider, move, dom0;
  const stage = stages();
  const stays = [];

  before(async () => {
    scene = await Scene.open("live");
    [wouter, fenna, plain] = await scene.people(3);
    const arrive = () => Person.arrive(scene.browser, scene.portal, { scripts: true });
    [noor, home, tonight, outsider] = [await arrive(), await arrive(), await arrive(), await arrive()];
  });

  after(() => scene?.close());

  stage("higgs is about to move", async () => {
    await wouter.opens(await scene.portal.command("members", "invite", WOUTER, "--name", "Wouter", "--role", "admin"));
    await accepts(wouter, "Wouter", WOUTER);
    await invites(wouter, scene.sink, fenna, { name: "Fenna", email: FENNA, role: "core" });
    await buildsSites(fenna);
    await showsFleet(fenna);
    await fenna.presses("Import");
    await addsSpaarne(fenna);
    await invites(fenna, scene.sink, noor, { name: "Noor", email: NOOR, role: "member" });
    await givesHiggs(fenna);
    await fenna.opens("/migrations/new?domu=higgs");
    await fenna.fills({ target: "spaarne", ...window(soon()), reason: "prins leaves DC1." });
    await fenna.page.getByLabel("Let its members choose the time").uncheck();
    await fenna.presses("Show the mail", 422);
    await fenna.fills({ short_notice_reason: "The rack is emptied tomorrow." });
    await fenna.presses("Show the mail");
    await fenna.fills(window(soon()));
    await fenna.presses("Announce and mail one person");
    move = fenna.path;
    dom0 = await Dom0.of(scene.portal, fenna, "prins");
  });

  stage("who has a page open reads that it changes by itself", async () => {
    await home.signsIn(NOOR, PASSWORD);
    await tonight.signsIn(FENNA, PASSWORD);
    for (const [person, path] of [[noor, move], [home, "/home"], [tonight, "/home"], [outsider, "/"]]) {
      await person.opens(path);
      await shows(person, "This page changes by itself.");
      assert.ok(!(await person.text()).includes("Load it again"));
      await person.page.evaluate(() => (globalThis.isThatVeryPage = true));
      stays.push(person);
    }
  });

  stage("the attempt begins, and each page says so", async () => {
    await fenna.opens(move);
    await fenna.presses("Start the attempt", 422);
    await fenna.fills({ overrule: "We have always copied with large frames." });
    await fenna.presses("Overrule and start");
    await scene.portal.opensWindows();
    await fenna.presses("Everything is ready");
    await fenna.presses("higgs is down");
    await shows(noor, "is moving to DC2 Haarlem", "Copying the disk");
    await shows(home, "higgs");
    await shows(tonight, "Copying");
    await shows(outsider, "One domU is moving.");
  });

  stage("the progress moves", async () => {
    await dom0.begins(move, 332 * MIB);
    await shows(noor, "0% copied");
    await dom0.copied(166 * MIB, 60);
    await shows(noor, "166 MiB of 332 MiB", "50%");
    const said = () => noor.page.locator("[data-live-said]").innerText();
    assert.doesNotMatch(await said(), /50|MiB/, "not each percent is read out");
    await dom0.copied(240 * MIB, 90);
    await shows(noor, "240 MiB of 332 MiB");
    await check(noor.page, "live-move");
  });

  stage("without scripts the page is whole, and says of when it is and how to refresh", async () => {
    await plain.signsIn(NOOR, PASSWORD);
    await plain.opens(move);
    await plain.sees("240 MiB of 332 MiB", "Copying the disk", "This page is as of today, ", "Reload the page for news.");
    assert.match(await plain.text(), /as of today, \d\d:\d\d CES?T\. Load it again/);
    await dom0.copied(300 * MIB, 120);
    await plain.follows("Load it again");
    await plain.sees("300 MiB of 332 MiB");
    await scene.isWell(plain, "without-scripts");
    await plain.opens("/");
    await plain.sees("One domU is moving.", "Load it again");
  });

  stage("the finished state arrives, and is read out", async () => {
    await fenna.opens(`${move}/attempt`);
    await fenna.presses("It is copied");
    await fenna.presses("Both sides are the same");
    await fenna.presses("spaarne is ready");
    await fenna.fills({ source_down: "yes", target_ready: "yes", typed_name: "higgs" });
    await fenna.presses("Hand over to spaarne");
    await fenna.presses("higgs is started on spaarne");
    await fenna.presses("It answers: tell its owner");
    await shows(noor, "has moved to DC2 Haarlem", "Everything works");
    await noor.page.locator("[data-live-said]", { hasText: "has moved to DC2 Haarlem" }).waitFor({ state: "attached" });
    await shows(home, "Everything works");
    await shows(outsider, "Everything is up.");
    await check(noor.page, "live-moved");
  });

  stage("what she types stays where it is, and so does her focus", async () => {
    const words = noor.page.locator('[name="words"]');
    await words.pressSequentially("Thank you, all of ");
    await scene.portal.sql("UPDATE migrations SET reason = 'prins left DC1 for good.'");
    await scene.portal.sql("SELECT pg_notify('domovoi', '{\"changed\":\"migration\",\"id\":' || id || '}') FROM migrations");
    await shows(noor, "prins left DC1 for good.");
    await noor.page.keyboard.type("you.");
    assert.equal(await words.inputValue(), "Thank you, all of you.");
    assert.ok(await words.evaluate((element) => element === document.activeElement));
  });

  stage("none of them was loaded again", async () => {
    for (const person of stays) assert.ok(await person.page.evaluate(() => globalThis.isThatVeryPage), person.path);
  });

  stage("a page that was hidden catches up", async () => {
    await setHidden(noor, true);
    await scene.portal.sql("UPDATE migrations SET reason = 'prins was sold.'");
    await scene.portal.sql("SELECT pg_notify('domovoi', '{\"changed\":\"migration\",\"id\":' || id || '}') FROM migrations");
    await setHidden(noor, false);
    await shows(noor, "prins was sold.");
  });

  stage("when the line is broken it says so, and how to refresh", async () => {
    await noor.page.clock.install();
    await noor.context.route("**/live/**", (route) => route.abort());
    await noor.opens(move);
    await showsInTime(noor, "has lost touch with the portal", "Load it again");
    await check(noor.page, "live-lost");
    await noor.context.unroute("**/live/**");
    await showsInTime(noor, "This page changes by itself.");
  });

  stage("who has signed out elsewhere is shown nothing more", async () => {
    await noor.opens(move);
    await shows(noor, "This page changes by itself.");
    const elsewhere = await noor.context.newPage();
    await elsewhere.goto(scene.portal.url + move);
    await elsewhere.getByRole("button", { name: "Sign out" }).click();
    await elsewhere.waitForURL("**/");
    await showsInTime(noor, "you have signed out", "Load it again");
  });
});

/**
 * Lets the page's clock go on until it says all of this, by itself. That a stream failed is told it by the
 * browser, some time after the page is there, and only then does it begin to wait.
 */
async function showsInTime(person, ...texts) {
  for (let rounds = 0; rounds < 200; rounds++) {
    await person.page.clock.runFor(5_000);
    const said = await person.text();
    if (texts.every((text) => said.includes(text))) return;
  }
  await shows(person, ...texts);
}

/** Waits until the page says all of this, by itself. */
async function shows(person, ...texts) {
  for (const text of texts) {
    const says = (text) => document.querySelector("main").innerText.replace(/\s+/g, " ").includes(text);
    await person.page.waitForFunction(says, text, { polling: 50 }).catch(async () => {
      assert.fail(`“${text}” does not come by itself on ${person.page.url()}:\n${await person.text()}`);
    });
  }
}

async function setHidden(person, isHidden) {
  await person.page.evaluate((isHidden) => {
    Object.defineProperty(document, "hidden", { value: isHidden, configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
  }, isHidden);
}
