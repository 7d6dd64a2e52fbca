// A mail server on loopback that takes everything and keeps it (RFC 5321).

import { createServer } from "node:net";

import { flat, read } from "./mail.js";

const PATIENCE = 20_000;

export class MailSink {
  #mails = [];
  #waiting = new Set();
  #sockets = new Set();

  static async start() {
    const sink = new MailSink();
    sink.server = createServer((socket) => sink.#converse(socket));
    await new Promise((done) => sink.server.listen(0, "127.0.0.1", done));
    sink.address = `127.0.0.1:${sink.server.address().port}`;
    return sink;
  }

  /** The first mail to that address that says so and that nobody took yet; waits for it. */
  take(to, words) {
    const fits = (mail) => mail.to === to && `${mail.subject} ${flat(mail.text)}`.includes(words);
    return new Promise((done, failed) => {
      const late = () => failed(new Error(`no mail “${words}” to ${to}, but ${JSON.stringify(this.#subjects())}`));
      const wish = { fits, done, timer: setTimeout(late, PATIENCE) };
      this.#waiting.add(wish);
      this.#handOut();
    });
  }

  /** What came, is of that sort, and nobody asked for. */
  left(isOfThatSort = () => true) {
    return this.#subjects(this.#mails.filter(isOfThatSort));
  }

  #subjects(mails = this.#mails) {
    return mails.map((mail) => `${mail.to}: ${mail.subject}`);
  }

  #handOut() {
    for (const wish of this.#waiting) {
      const at = this.#mails.findIndex(wish.fits);
      if (at < 0) continue;
      this.#waiting.delete(wish);
      clearTimeout(wish.timer);
      wish.done(this.#mails.splice(at, 1)[0]);
    }
  }

  #converse(socket) {
    this.#sockets.add(socket);
    socket.on("close", () => this.#sockets.delete(socket)).on("error", () => socket.destroy());
    const say = (line) => socket.write(`${line}\r\n`);
    let buffer = Buffer.alloc(0);
    let to = null;
    let inData = false;
    say("220 sink.example ESMTP");
    socket.on("data", (bytes) => {
      buffer = Buffer.concat([buffer, bytes]);
      for (;;) {
        const end = buffer.indexOf(inData ? "\r\n.\r\n" : "\r\n");
        if (end < 0) return;
        const text = buffer.subarray(0, end).toString("utf8");
        buffer = buffer.subarray(end + (inData ? 5 : 2));
        if (inData) {
          inData = false;
          this.#mails.push({ to, ...read(text.replace(/^\.\./gm, ".")) });
          say("250 2.0.0 kept");
          this.#handOut();
          continue;
        }
        const verb = text.slice(0, 4).toUpperCase();
        if (verb === "EHLO") say("250-sink.example\r\n250-8BITMIME\r\n250 SMTPUTF8");
        else if (verb === "RCPT") { to = text.match(/<(.*)>/)[1]; say("250 2.1.5 ok"); }
        else if (verb === "DATA") { inData = true; say("354 go on"); }
        else if (verb === "QUIT") { say("221 bye"); socket.end(); }
        else say("250 2.0.0 ok");
      }
    });
  }

  async stop() {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((done) => this.server.close(done));
  }
}
