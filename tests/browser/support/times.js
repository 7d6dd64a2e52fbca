// Times as forms take them, in Amsterdam.

const AMSTERDAM = { timeZone: "Europe/Amsterdam" };

/** The next full minute that leaves time to send a form. */
export function soon() {
  return Math.ceil((Date.now() + 15_000) / 60_000) * 60_000;
}

export function inDays(days) {
  return soon() + days * 24 * 3600_000;
}

export function day(at) {
  return new Date(at).toLocaleDateString("sv-SE", AMSTERDAM);
}

/** The fields of a window of three hours. */
export function window(from) {
  const time = (at) => new Date(at).toLocaleTimeString("sv-SE", AMSTERDAM).slice(0, 5);
  return { day: day(from), starts_at: time(from), ends_at: time(from + 3 * 3600_000), zone: AMSTERDAM.timeZone };
}
