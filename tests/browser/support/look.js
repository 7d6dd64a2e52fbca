// How a page looks: no accessibility violation in any light, nothing sideways on a small phone,
// and pictures for people.

import assert from "node:assert/strict";
import { mkdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const screens = fileURLToPath(new URL("../screens/", import.meta.url));
// Only colours differ between the two.
const COLOURS = { runOnly: ["color-contrast"] };
const VIEWS = [
  { width: 1280, colorScheme: "light", rules: {} },
  { width: 360, colorScheme: "dark", rules: {} },
  { width: 1280, colorScheme: "dark", rules: COLOURS },
  { width: 360, colorScheme: "light", rules: COLOURS },
];

export const ALL_VIEWS = VIEWS.length;

/** Checks the page that is open, under a name for its pictures; the first two views say the most. */
export async function check(page, name, views = 2) {
  await mkdir(screens, { recursive: true });
  await page.evaluate(axe);
  for (const { width, colorScheme, rules } of VIEWS.slice(0, views)) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: `${screens}${name}-${width}-${colorScheme}.png`, fullPage: true });
    assert.deepEqual(await violations(page, rules), [], `${name} at ${width} px, ${colorScheme}`);
  }
  await page.setViewportSize({ width: 320, height: 640 });
  assert.deepEqual(await tooWide(page), [], `${name} goes sideways at 320 px`);
}

/** A browser with scripts on, since axe is one, that is shown what people without scripts see. */
export class Mirror {
  static async hang(browser) {
    const mirror = new Mirror();
    mirror.page = await browser.newPage();
    // Nobody is signed in here, so a page that asks for news would learn that it is nobody's.
    await mirror.page.route("**/js/live.js", (route) => route.abort());
    return mirror;
  }

  /** Checks the page that the person has open, also when it is the answer to a form. */
  async check(person, name, views) {
    // With its fragment it would count as a place on the page that hangs there already.
    const [address] = person.page.url().split("#");
    await this.#shows(address, await person.page.content(), name, views);
  }

  /** Checks a mail as a program shows it that opens its HTML part. */
  async checkMail(mail, name) {
    await this.#shows("http://mail.example/", mail.html, name);
  }

  async #shows(url, body, name, views) {
    await this.page.route(url, (route) => route.fulfill({ contentType: "text/html; charset=utf-8", body }));
    await this.page.goto(url);
    await check(this.page, name, views);
    await this.page.unroute(url);
  }
}

function violations(page, rules) {
  return page.evaluate(async (rules) => {
    const { violations } = await axe.run(document, { resultTypes: ["violations"], ...rules });
    return violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((node) => node.html.slice(0, 200)).join(" | ")}`);
  }, rules);
}

/** What stands out on the right, if the page can be scrolled there. */
function tooWide(page) {
  return page.evaluate(() => {
    const width = innerWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    const out = [...document.querySelectorAll("body *")].filter((element) => element.getBoundingClientRect().right > width + 1);
    return [`${document.documentElement.scrollWidth} px`, ...out.slice(0, 6).map((element) => element.outerHTML.slice(0, 120))];
  });
}
