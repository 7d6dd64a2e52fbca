// The club that the stories are about: its people, its two sites, and the fleet from real output of xl.

import { fileURLToPath } from "node:url";

export const WOUTER = "wouter@voorbeeld.example";
export const FENNA = "fenna@voorbeeld.example";
export const NOOR = "noor@higgs.example";
export const PASSWORD = "a lamp carried across the water";
/** Where the recorded probes of the path went from and to. */
export const INTERCONNECT = { prins: "192.0.2.11", spaarne: "192.0.2.12" };

/** Takes the invitation that is open, and signs in. */
export async function accepts(person, name, email) {
  await person.fills({ name, locale: "en", time_zone: "Europe/Amsterdam", new_password: PASSWORD, new_password_again: PASSWORD });
  await person.presses("Come in");
  await person.signsIn(email, PASSWORD);
}

/** Invites them; they come in by the link in the mail. */
export async function invites(core, sink, person, { name, email, role }) {
  await core.opens("/members/new");
  await core.fills({ name, email, role });
  await core.presses("Send the invitation");
  const invitation = await sink.take(email, "invites you");
  await person.opens(invitation.link("/invitations/"));
  await accepts(person, name, email);
  return invitation;
}

/** Two sites, two networks and the link between them. */
export async function buildsSites(core) {
  for (const [code, name] of [["DC1", "DC1 Amsterdam"], ["DC2", "DC2 Haarlem"]]) {
    await saves(core, "/sites/new", { code, name });
  }
  for (const [site, cidr] of [["DC1 Amsterdam", "192.0.2.0/24"], ["DC2 Haarlem", "198.51.100.0/24"]]) {
    await saves(core, "/networks/new", { site: { label: site }, cidr });
  }
  const link = { a: { label: "DC1 Amsterdam" }, b: { label: "DC2 Haarlem" }, nominal: "1000", measured: "40", mtu: "9000" };
  await saves(core, "/interconnects/new", link);
}

/** Shows the fleet of prins, as xl and lvs printed it; nothing is written yet. */
export async function showsFleet(core) {
  const xen = (name) => fileURLToPath(new URL(`../../fixtures/xen/${name}`, import.meta.url));
  const files = { list_file: xen("xl-list-l.running.json"), info_file: xen("xl-info.running.txt"), disks_file: xen("lvs-json.running.json") };
  await core.opens("/fleet-import");
  await core.fills({ host: "prins", site: "DC1", ...files });
  await core.presses("Show");
}

/** The empty house to which they move. */
export async function addsSpaarne(core, more = {}) {
  const room = { memory: "32 GiB", disk: "500 GiB", volume_group: "vg0", bridge: "xenbr0" };
  await saves(core, "/hosts/new", { name: "spaarne", site: { label: "DC2 Haarlem" }, ...room, ...more });
}

/** Gives higgs to Noor, at its address. */
export async function givesHiggs(core) {
  await core.opens("/domus/higgs/edit");
  await core.fills({ person_email: NOOR, person_role: "owner" });
  await core.presses("Add this person");
  await core.opens("/domus/higgs/edit");
  await core.fills({ address: "192.0.2.41" });
  await core.presses("Give this address");
}

async function saves(core, address, fields) {
  await core.opens(address);
  await core.fills(fields);
  await core.presses("Save");
}
