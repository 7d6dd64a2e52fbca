// The real browser, and a person in front of it.

import assert from "node:assert/strict";

import { chromium } from "playwright-core";

const PATIENCE = 15_000;

export async function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

/** Somebody at a browser: their cookies, and one page. */
export class Person {
  static async arrive(browser, portal, { scripts }) {
    const person = new Person();
    person.context = await browser.newContext({ javaScriptEnabled: scripts, baseURL: portal.url });
    person.context.setDefaultTimeout(PATIENCE);
    person.page = await person.context.newPage();
    return person;
  }

  /** Opens an address, from which the portal must not send elsewhere. */
  async opens(address, status = 200) {
    const response = await this.page.goto(address);
    assert.equal(response.status(), status, `${address} answers ${response.status()}`);
    assert.ok(this.page.url().endsWith(address), `${address} sends to ${this.page.url()}`);
  }

  async signsIn(email, password) {
    await this.opens("/sign-in");
    await this.fills({ email, password });
    await this.presses("Sign in", 200, this.page.locator("main"));
  }

  async follows(name, within = this.page) {
    await this.#clicks(within.getByRole("link", { name }).first(), name, 200);
  }

  async presses(name, status = 200, within = this.page) {
    await this.#clicks(within.getByRole("button", { name }).first(), name, status);
  }

  #clicks(target, name, status) {
    return this.arrives(() => target.click({ timeout: PATIENCE / 2 }), name, status);
  }

  /** Does what leads to another page, or to this one again. */
  async arrives(act, name, status = 200) {
    const [response] = await Promise.all([this.page.waitForNavigation({ timeout: PATIENCE }), act()]);
    if (response.status() !== status) {
      assert.fail(`“${name}” leads to ${response.status()} at ${this.page.url()}:\n${await this.text()}`);
    }
  }

  /** Fills the fields of these names as a person would: text, choice, tick or list. */
  async fills(values, within = this.page) {
    for (const [name, value] of Object.entries(values)) {
      const fields = within.locator(`[name="${name}"]:not([type=hidden])`);
      const field = fields.first();
      const kind = await field.evaluate((element) => element.type);
      if (kind === "radio" || kind === "checkbox") await within.locator(`[name="${name}"][value="${value}"]`).check();
      else if (kind === "select-one") await field.selectOption(value);
      else if (kind === "file") await field.setInputFiles(value);
      else await field.fill(value);
    }
  }

  /** The page says all of this, somewhere in its main part. */
  async sees(...texts) {
    const said = await this.text();
    for (const text of texts) {
      assert.ok(said.includes(text), `“${text}” is not on ${this.page.url()}:\n${said}`);
    }
  }

  async text() {
    const text = await this.page.locator("main").innerText();
    return text.replace(/\s+/g, " ");
  }

  get path() {
    return new URL(this.page.url()).pathname;
  }
}
