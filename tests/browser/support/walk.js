// A walk along all links that somebody is shown.

const MOST_OF_A_KIND = 12;
const PATIENCE = 15_000;

export class Walk {
  broken = [];
  #found = new Map();

  static async from(person, start) {
    const walk = new Walk();
    const waiting = [start];
    const known = new Set(waiting);
    const kinds = new Map();
    while (waiting.length > 0) {
      const path = waiting.shift();
      const { status, body, elsewhere } = await fetch(person, path);
      if (status === 200) walk.#found.set(path, body);
      else if (!elsewhere) walk.broken.push(`${path}: ${status}`);
      for (const link of elsewhere ? [elsewhere] : linksIn(body)) {
        // Whoever walks keeps their language.
        if (link.startsWith("/language/")) continue;
        const kind = link.replace(/[^/?=&]*\d[^/?=&]*/g, "#").replace(/^\/(hosts|domus)\/[^/]+/, "/$1/#");
        const sofar = kinds.get(kind) ?? 0;
        if (known.has(link) || sofar >= MOST_OF_A_KIND) continue;
        kinds.set(kind, sofar + 1);
        known.add(link);
        waiting.push(link);
      }
    }
    return walk;
  }

  /** For each route that was met, the path on which there was most to see. */
  examples(routes) {
    const best = new Map();
    for (const [path, body] of this.#found) {
      const route = routeOf(path, routes);
      if (route && !(best.get(route)?.body.length >= body.length)) best.set(route, { path, body });
    }
    return [...best].map(([route, { path }]) => [route, path]);
  }
}

/** The path of the link to there in the newest captured mail that has one; waits for it. */
export async function mailedLink(person, start) {
  const deadline = Date.now() + PATIENCE;
  while (Date.now() < deadline) {
    const { body } = await fetch(person, "/demo/mail");
    for (const path of linksIn(body).filter((link) => /^\/demo\/mail\/[^?]+$/.test(link))) {
      const mail = await fetch(person, path);
      const link = mail.body.match(new RegExp(`https?://[^/\\s]+(${start}[\\w-]+)`));
      if (link) return link[1];
    }
  }
  throw new Error(`no mail with a link to ${start}`);
}

async function fetch(person, path) {
  const answer = await person.context.request.get(path, { maxRedirects: 0 });
  return { status: answer.status(), body: await answer.text(), elsewhere: answer.headers().location };
}

function linksIn(body) {
  const hrefs = [...body.matchAll(/<a\b[^>]*\shref="([^"]+)/g)].map(([, href]) => read(href).split("#")[0]);
  return hrefs.filter((href) => href.startsWith("/"));
}

/** An attribute without its character references. */
function read(text) {
  const named = text.replace(/&#x([0-9a-f]+);/gi, (_, hex) => String.fromCodePoint(Number.parseInt(hex, 16)));
  return named.replaceAll("&amp;", "&");
}

/** The route of a path: plain ones before those with a placeholder. */
function routeOf(path, routes) {
  const plain = path.split("?")[0];
  const fits = (route) => new RegExp(`^${route.replace(/\{[^}]+\}/g, "[^/]+")}$`).test(plain);
  return routes.find((route) => route === plain) ?? routes.find(fits);
}
