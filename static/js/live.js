// Makes a page change by itself. Its stream says only that something on it is different now; the page then
// fetches itself at its own address, so nobody is shown more than they would be by loading it again.

import { morph } from "./morph.js";

const main = document.querySelector("main[data-live]");
const all = (name) => main.querySelectorAll(`[data-live-${name}]`);

// A page that heard nothing fetches itself so often, for durations and clocks move on.
const MINUTE = 60_000;
const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 60_000;
// Shorter than this nobody has to know.
const SHORT = 20_000;
// Another instance may have drawn the public page a moment ago.
const AGAIN = 1_500;

let stream;
let wait = FIRST_WAIT;
let retry;
let alarm;
let isFetching = false;
let isStale = false;
let fetchedAt = Date.now();
let state = "off";

function open() {
  if (stream || document.hidden || state === "gone") return;
  let wasOpen = false;
  stream = new EventSource(main.dataset.live);
  stream.addEventListener("open", () => {
    wasOpen = true;
    wait = FIRST_WAIT;
    clearTimeout(alarm);
    alarm = undefined;
    show("on");
  });
  stream.addEventListener("message", (event) => refresh(event.data));
  stream.addEventListener("error", () => {
    close();
    alarm ??= setTimeout(() => show("lost"), SHORT);
    // Who could not even open it may have been signed out, and learns that from the page.
    if (!wasOpen) refresh();
    retry = setTimeout(open, wait * (0.5 + Math.random()));
    wait = Math.min(wait * 2, LONGEST_WAIT);
  });
}

function close() {
  stream?.close();
  stream = undefined;
  clearTimeout(retry);
}

/** Fetches the page; `told` is what its stream said that it shows now. */
function refresh(told, tries = 3) {
  if (isFetching) {
    isStale = true;
    return;
  }
  isFetching = true;
  // The browser parses: a string of HTML may become elements nowhere on our pages.
  const request = new XMLHttpRequest();
  request.open("GET", location.pathname + location.search);
  request.responseType = "document";
  request.timeout = 15_000;
  request.setRequestHeader("X-By-Itself", "1");
  request.addEventListener("loadend", () => {
    isFetching = false;
    if (request.status === 200 || isGone(request)) take(request);
    if (isStale) {
      isStale = false;
      refresh();
    } else if (told && !told.includes(".") && tries > 0 && !main.dataset.live.endsWith(told)) {
      setTimeout(() => refresh(told, tries - 1), AGAIN);
    }
  });
  request.send();
}

function isGone({ status }) {
  return status === 403 || status === 404;
}

function take(request) {
  const fresh = request.response?.querySelector("main[data-live]");
  if (!fresh || new URL(request.responseURL).pathname !== location.pathname) return gone();
  fetchedAt = Date.now();
  const before = new Set(sayings());
  morph(main, fresh);
  document.title = request.response.title;
  show(state);
  say(sayings().filter((text) => !before.has(text)));
}

/** It is not this visitor's page any more: loading it says why. */
function gone() {
  if (state === "gone") return;
  close();
  clearInterval(minute);
  clearTimeout(alarm);
  document.removeEventListener("visibilitychange", look);
  show("gone");
}

/** What is worth being told in words when it changes; how far a copy is, is not. */
function sayings() {
  const worth = main.querySelectorAll("h1, [aria-current=step] h3, [data-live-say]");
  return [...worth].map((element) => element.textContent.replace(/\s+/g, " ").trim());
}

function say(words) {
  if (words.length > 0) all("said")[0].textContent = words.join(" ");
}

/** Shows how it stands: `on`, or that it is `lost` or `gone`; whatever is not on says how fresh it is. */
function show(now) {
  if (now !== state && now !== "on") say([...all(now)].map((element) => element.textContent.trim()));
  state = now;
  for (const name of ["on", "lost", "gone"]) {
    for (const element of all(name)) element.hidden = state !== name;
  }
  for (const element of all("off")) element.hidden = state === "on";
}

/** Nobody sees a hidden page; it catches up when it is seen again. */
function look() {
  if (document.hidden) {
    close();
    return;
  }
  if (Date.now() - fetchedAt > MINUTE) refresh();
  wait = FIRST_WAIT;
  open();
}

let minute;

if (main) {
  minute = setInterval(() => {
    if (stream && Date.now() - fetchedAt >= MINUTE) refresh();
  }, MINUTE / 4);
  document.addEventListener("visibilitychange", look);
  addEventListener("pagehide", close);
  addEventListener("pageshow", (event) => event.persisted && look());
  open();
}
