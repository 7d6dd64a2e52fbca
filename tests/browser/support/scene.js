// Where a story is played: the portal on an empty folder, a mail server that keeps what it sends, and a
// browser in which nobody runs scripts.

import { launch, Person } from "./chromium.js";
import { NOOR } from "./club.js";
import { ALL_VIEWS, Mirror } from "./look.js";
import { flat } from "./mail.js";
import { MailSink } from "./mail_sink.js";
import { Portal } from "./portal.js";

export class Scene {
  /** `name` begins the names of its pictures. */
  static async open(name) {
    const scene = new Scene();
    scene.name = name;
    try {
      await scene.#begin();
    } catch (error) {
      await scene.close();
      throw error;
    }
    return scene;
  }

  async #begin() {
    this.sink = await MailSink.start();
    this.portal = await Portal.serve(this.sink);
    this.browser = await launch();
    this.mirror = await Mirror.hang(this.browser);
  }

  /** So many people, each with a browser of their own. */
  async people(count) {
    const arrive = () => Person.arrive(this.browser, this.portal, { scripts: false });
    return Promise.all(Array.from({ length: count }, arrive));
  }

  /** The mail that says so and that nobody took yet. */
  mail(words, to = NOOR) {
    return this.sink.take(to, words);
  }

  /** Mails that nobody expected. When the clock looks while nobody has taken a move yet, it says so. */
  left() {
    return this.sink.left((mail) => !flat(mail.text).includes("and nobody runs it"));
  }

  /** The page that the person has open, in every light. */
  looks(person, name) {
    return this.mirror.check(person, `${this.name}-${name}`, ALL_VIEWS);
  }

  /** The same, for a page of which another one shows the colours. */
  isWell(person, name) {
    return this.mirror.check(person, `${this.name}-${name}`);
  }

  reads(mail, name) {
    return this.mirror.checkMail(mail, `mail-${name}`);
  }

  async close() {
    await this.browser?.close();
    await this.portal?.stop();
    await this.sink?.stop();
  }
}
