// A dom0 that reports a copy, with a token that the core team made on its page.

import assert from "node:assert/strict";

export class Dom0 {
  #seq = 0;

  static async of(portal, core, host) {
    await core.opens(`/hosts/${host}`);
    await core.presses("Make a token", 201);
    const [, token] = (await core.page.locator("pre").innerText()).match(/token = (\S+)/);
    return Object.assign(new Dom0(), { portal, token });
  }

  async begins(move, total) {
    this.path = `/api/v1${move}/attempts/1/reports`;
    await this.#reports({ kind: "copy_began", disk: "xvda", total });
    this.run = this.#seq;
  }

  async copied(bytes, seconds) {
    await this.#reports({ kind: "sample", run: this.run, disk: "xvda", bytes, elapsed_ms: seconds * 1000 });
  }

  async #reports(said) {
    const item = { seq: ++this.#seq, at: new Date().toISOString(), ...said };
    const response = await fetch(this.portal.url + this.path, {
      method: "POST",
      headers: { authorization: `Bearer ${this.token}`, "content-type": "application/json" },
      body: JSON.stringify({ version: 1, boot: "00000000-0000-0000-0000-000000000001", items: [item] }),
    });
    assert.equal(response.status, 200, await response.text());
  }
}
