// What the hosts said when the path between them was probed: recorded outputs of iputils' ping, under the
// commands that the page shows.

import { readFile } from "node:fs/promises";

import { INTERCONNECT } from "./club.js";

const SIZES = [1472, 8972, 8973];
/** Large frames pass; one byte more the sender refuses itself. */
const PASSING = ["a-ping-1472-ok", "a-ping-8972-ok", "a-ping-8973-local-error"];
/** Both ends were raised and the switch between them forgotten. */
const SILENT = ["c-ping-1472-ok", "c-ping-8972-lost", "c-ping-8973-local-error"];

/** The command of a ping of this payload. */
export function ping(payload, to) {
  return `ping -M do -c 3 -s ${payload} ${to}`;
}

export function passes(to) {
  return said(PASSING, to);
}

export function staysSilent(to) {
  return said(SILENT, to);
}

/** The recordings went to spaarne; to prins they read the same, with the two addresses turned. */
async function said(recordings, to) {
  const text = (name) => readFile(new URL(`../../fixtures/path-mtu/${name}.txt`, import.meta.url), "utf8");
  const { prins, spaarne } = INTERCONNECT;
  const turned = (line) => (to === spaarne ? line : line.replaceAll(spaarne, "@").replaceAll(prins, spaarne).replaceAll("@", prins));
  const outputs = recordings.map(async (name, at) => `root@dom0:~# ${ping(SIZES[at], to)}\n${turned(await text(name))}\n`);
  return (await Promise.all(outputs)).join("");
}
