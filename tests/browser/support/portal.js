// The portal as a process of its own, with nothing but what a test gives it.

import { spawn, execFile } from "node:child_process";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const binary = process.env.DOMOVOI_BINARY ?? fileURLToPath(new URL("../../../target/debug/domovoi", import.meta.url));

export class Portal {
  /** `domovoi serve` on an empty folder, mailing through the sink. */
  static async serve(sink) {
    const folder = await mkdtemp(join(tmpdir(), "domovoi-browser-"));
    // The private PostgreSQL does not run as root, and must get in.
    await chmod(folder, 0o755);
    const variables = { DOMOVOI_DATA_DIR: join(folder, "data"), DOMOVOI_SMTP_URL: `smtp://${sink.address}` };
    return Portal.#start("serve", variables, folder);
  }

  /** `domovoi demo`, in which nothing moves by itself. */
  static async demo() {
    return Portal.#start("demo", {}, undefined, ["--still"]);
  }

  static async #start(command, variables, folder, flags = []) {
    const listen = `127.0.0.1:${await freePort()}`;
    const env = {
      PATH: process.env.PATH,
      DOMOVOI_LISTEN: listen,
      DOMOVOI_CLUB_NAME: "Voorbeeld Hosting Club",
      ...variables,
    };
    const child = spawn(binary, [command, ...flags], { env, stdio: ["ignore", "ignore", "pipe"] });
    const portal = new Portal();
    Object.assign(portal, { child, folder, env, url: `http://${listen}` });
    portal.ended = new Promise((done) => child.once("close", done));
    await portal.#isReady();
    return portal;
  }

  /** Reads the log until it says so, and goes on reading, or the portal would block on it. */
  #isReady() {
    const heard = [];
    return new Promise((ready, failed) => {
      createInterface({ input: this.child.stderr })
        .on("line", (line) => {
          heard.push(line);
          if (line.includes("the portal is ready")) ready();
        })
        .on("close", () => failed(new Error(`the portal ended:\n${heard.slice(-20).join("\n")}`)));
      this.child.once("error", failed);
    });
  }

  /** What another command on the same club prints. */
  async command(...words) {
    const { stdout } = await promisify(execFile)(binary, words, { env: this.env });
    return stdout.trim();
  }

  /** Opens the window of every move that is booked or begun: it opens by the clock, and no test waits for that. */
  async opensWindows() {
    await this.sql("UPDATE migrations SET starts_at = date_trunc('minute', now()) WHERE state IN ('booked', 'running')");
  }

  /** Does what no page does, behind the portal's back. */
  async sql(statement) {
    const socket = join(this.folder, "data", "socket");
    await promisify(execFile)("psql", ["-qX", "-v", "ON_ERROR_STOP=1", "-h", socket, "-U", "domovoi", "domovoi", "-c", statement]);
  }

  async stop() {
    this.child.kill("SIGTERM");
    await this.ended;
    if (this.folder) await rm(this.folder, { recursive: true });
  }
}

function freePort() {
  return new Promise((done, failed) => {
    const server = createServer().once("error", failed);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}
