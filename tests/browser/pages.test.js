// Every page of the sample club as everybody may see it: no accessibility violation, no complaint
// of the browser, nothing sideways, no link to nowhere, and all of it by keyboard.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, it } from "node:test";

import { launch, Person } from "./support/chromium.js";
import { check, Mirror } from "./support/look.js";
import { Portal } from "./support/portal.js";
import { mailedLink, Walk } from "./support/walk.js";

const PASSWORD = "domovoi-demo-2009";
const table = await readFile(new URL("../../src/web/router.rs", import.meta.url), "utf8");
const routes = [...table.matchAll(/^\s+GET\s+"(\S+)"/gm)].map(([, path]) => path);
// Files to take along; the walk fetches them.
const isFile = (route) => /\.(csv|svg|png)$/.test(route);
// Not for people's eyes.
const BARE = ["/healthz", "/readyz", "/assets/{hash}/{name:.*}", "/live/status", "/live/home", "/live/migrations/{number}"];

describe("every page", { timeout: 600_000 }, () => {
  let portal, browser, mirror, people;
  const seen = new Set(BARE);

  before(async () => {
    portal = await Portal.demo();
    browser = await launch();
    mirror = await Mirror.hang(browser);
    people = {};
    for (const who of ["core", "admin", "member", "outsider"]) {
      people[who] = await Person.arrive(browser, portal, { scripts: true });
    }
    await people.core.signsIn("core@demo.example", PASSWORD);
    await people.admin.signsIn("admin@demo.example", PASSWORD);
    await people.member.signsIn("member@demo.example", PASSWORD);
    await startAnAttempt(people.core);
  });

  after(async () => {
    await browser?.close();
    await portal?.stop();
  });

  for (const [who, start] of [["core", "/home"], ["member", "/home"], ["outsider", "/"]]) {
    it(`is whole for ${who}`, async (test) => {
      const walk = await Walk.from(people[who], start);
      assert.deepEqual(walk.broken, [], "links that lead nowhere");
      for (const [route, path] of walk.examples(routes)) {
        seen.add(route);
        if (isFile(route)) continue;
        await test.test(path, () => opensWell(people[who], path, `${who}${name(path)}`));
      }
    });
  }

  it("is whole in Dutch for who asks for it", async (test) => {
    const { outsider } = people;
    await outsider.opens("/");
    await outsider.follows("Nederlands");
    seen.add("/language/{locale}");
    for (const path of ["/", "/sign-in"]) {
      await test.test(path, () => opensWell(outsider, path, `dutch${name(path)}`));
    }
    assert.equal(await outsider.page.locator("html").getAttribute("lang"), "nl");
    await outsider.follows("English");
    assert.equal(await outsider.page.locator("html").getAttribute("lang"), "en");
  });

  it("is whole with what only administrators may do", async () => {
    const { admin } = people;
    await admin.opens("/members?q=Noor");
    await admin.follows("Noor", admin.page.locator("main"));
    assert.ok(await admin.page.locator('form[action$="/suspension"]').count() > 0, "nothing for administrators");
    await opensWell(admin, admin.path, "admin-member");
  });

  it("is whole at the end of a link that was mailed", async (test) => {
    const { outsider } = people;
    await outsider.opens("/password-reset");
    await outsider.fills({ email: "member@demo.example" });
    await outsider.presses("Mail me a link");
    await people.core.opens("/members/new");
    await people.core.fills({ name: "Wies", email: "wies@elsewhere.example", role: "member" });
    await people.core.presses("Send the invitation");
    await people.member.opens("/account");
    await people.member.fills({ second_email: "member@elsewhere.example" });
    await people.member.presses("Save");
    for (const start of ["/invitations/", "/password-reset/", "/address/", "/unsubscribe/", "/confirmations/"]) {
      const path = await mailedLink(outsider, start);
      seen.add(`${start}{token}`);
      await test.test(start, () => opensWell(outsider, path, `mailed${name(start)}`));
    }
  });

  it("asks for the password again before a grave thing", async () => {
    seen.add("/confirm-password");
    await opensWell(people.core, "/confirm-password", "core-confirm-password");
  });

  for (const [who, path, button, fields] of [
    ["outsider", "/sign-in", "Sign in", { email: "member@demo.example", password: "wrong" }],
    ["member", "/issues/new", "Send report"],
    ["member", "/account", "Change", { new_password: "short" }],
    ["member", "/domus/higgs/services/new", "Save"],
    ["core", "/members/new", "Send the invitation"],
    ["core", "/sites/new", "Save"],
    ["core", "/hosts/new", "Save"],
    ["core", "/networks/new", "Save"],
    ["core", "/interconnects/new", "Save"],
    ["core", "/domus/new", "Save"],
    ["core", "/domus/higgs/edit", "Add this person"],
    ["core", "/fleet-import", "Show"],
    ["core", "/status/new", "Show preview"],
    ["core", "/migrations/new?domu=boson", "Show the mail"],
    ["core", "/runbook/copy/source", "Save", { body: "dd {{nonsense}}" }],
  ]) {
    it(`refuses ${path} at its fields`, async () => {
      const person = people[who];
      await person.opens(path);
      if (fields) await person.fills(fields);
      await person.presses(button, 422, person.page.locator("main"));
      assert.match(await person.page.title(), /^Error: /);
      await check(person.page, `refused${name(path)}`);
    });
  }

  // What changes the sample club comes last.
  it("is whole for a plan, made and paused", async () => {
    const { core } = people;
    await core.opens("/plans");
    await core.fills({ title: "The winter round", reason: "DC1 is given up.", public_text: "We leave DC1." });
    await core.presses("Make the plan");
    seen.add("/plans/{number}");
    await opensWell(core, core.path, "core-plan");
    await core.fills({ reason: "prins is needed until Friday." });
    await core.presses("Pause the plan");
    await core.sees("The winter round", "prins is needed until Friday.");
    await check(core.page, "core-plan-paused");
    await opensWell(core, "/plans", "core-plans");
  });

  it("is whole for a host that is emptied on paper", async () => {
    const { core } = people;
    await core.opens("/hosts/spaarne");
    await core.follows("Empty spaarne", core.page.locator("main"));
    seen.add("/plans/evacuation");
    await opensWell(core, "/plans/evacuation?host=spaarne", "core-evacuation");
    await core.presses("Make a plan");
    await core.sees("Together they are down for", "Room on the targets, when all is done");
    await check(core.page, "core-evacuation-proposed");
    await core.presses("in a plan", 422);
    await core.sees("Fill this in.");
    await check(core.page, "core-evacuation-refused");
    await core.fills({ title: "Leaving spaarne", reason: "Its disks are old." });
    await core.presses("in a plan");
    await core.sees("Leaving spaarne goes on", "Draft");
  });

  it("is whole when nobody can say where higgs runs", async () => {
    const { core, admin, member } = people;
    await core.opens("/migrations");
    await core.follows("higgs", core.page.locator("main"));
    const move = core.path;
    await core.opens(`${move}/attempt`);
    await core.presses("Everything is ready");
    await core.presses("higgs is down");
    seen.add("/migrations/{number}/attempt/lost-track");
    await opensWell(core, `${move}/attempt/lost-track`, "core-lost-track");
    await core.fills({ cause_code: "bridge_or_vlan", cause: "Neither host answers since the switch between them was restarted." });
    await core.presses("Say so");
    await core.sees("Where does higgs run?", "Neither host answers");
    seen.add("/migrations/{number}/attestations");
    await opensWell(core, `${move}/attestations`, "core-attestations");
    await opensWell(core, "/home", "core-home-unclear");
    assert.match(await core.page.locator(".answers li").first().innerText(), /higgs may run on either side/);
    await opensWell(member, move, "member-unclear");
    await member.sees("is being looked for", "please start nothing yourself");
    await core.opens(`${move}/attestations`);
    await core.fills({ saw: "target:down_and_fenced", seen: "xl list knows no higgs, its config is gone." });
    await core.presses("That is what I saw");
    await opensWell(admin, `${move}/attestations`, "admin-attestations");
    await admin.fills({ saw: "source:runs", seen: "It answers on its console." });
    await admin.presses("That is what I saw");
    await opensWell(member, move, "member-found");
    await member.sees("is back at its old place, prins");
  });

  it("was seen by somebody", () => {
    const unseen = routes.filter((route) => !seen.has(route));
    assert.deepEqual(unseen, [], "pages that no test opens");
  });

  it("can be used by keyboard", async () => {
    const { page } = people.outsider;
    await page.setViewportSize({ width: 1280, height: 900 });
    await people.outsider.opens("/");
    await page.keyboard.press("Tab");
    const skip = page.getByRole("link", { name: "Skip to content" });
    assert.ok(await isFocused(skip) && await isInView(skip), "the first stop is the visible skip link");
    for (let stop = 0; stop < 12; stop += 1) {
      const outline = await page.evaluate(() => {
        const style = getComputedStyle(document.activeElement);
        return { at: document.activeElement.outerHTML.slice(0, 80), width: parseFloat(style.outlineWidth), style: style.outlineStyle };
      });
      assert.ok(outline.width >= 2 && outline.style === "solid", `no visible focus: ${JSON.stringify(outline)}`);
      await page.keyboard.press("Tab");
    }
    await people.outsider.opens("/");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/#main");
    await page.keyboard.press("Tab");
    assert.ok(await page.evaluate(() => document.activeElement.closest("main") !== null), "after it comes the content");
  });

  /** Opens the page, hears what the browser has to say about it, and checks its look. */
  async function opensWell(person, path, picture) {
    const complaints = [];
    const hear = (message) => message.type() === "error" && complaints.push(message.text());
    const fail = (error) => complaints.push(String(error));
    person.page.on("console", hear).on("pageerror", fail);
    await person.opens(path);
    person.page.off("console", hear).off("pageerror", fail);
    assert.deepEqual(complaints, [], `${path}: what the browser complains about`);
    // The HTML of a mail is fenced off from all scripts, also from those that check it.
    if (path.endsWith("/html")) await mirror.check(person, picture);
    else await check(person.page, picture);
  }
});

/** So that its pages are there. */
async function startAnAttempt(core) {
  await core.opens("/migrations");
  await core.follows("higgs", core.page.locator("main"));
  await core.presses("Start the attempt");
}

function name(path) {
  return path.replace(/\?.*/, "").replace(/[^A-Za-z0-9]+/g, "-").replace(/-$/, "");
}

function isFocused(locator) {
  return locator.evaluate((element) => element === document.activeElement);
}

function isInView(locator) {
  return locator.evaluate((element) => element.getBoundingClientRect().left >= 0);
}
