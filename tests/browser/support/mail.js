// Reads a mail: headers, and the text, HTML and calendar parts (RFC 5322, 2045, 2047).

/** `{ subject, text, html, calendar, link(start) }` of the raw mail. */
export function read(raw) {
  const mail = { subject: words(headers(raw).subject ?? "") };
  for (const part of leaves(raw)) {
    const [, kind] = (headers(part)["content-type"] ?? "text/plain").match(/^([^;]+)/);
    const name = { "text/plain": "text", "text/html": "html", "text/calendar": "calendar" }[kind.trim().toLowerCase()];
    if (name) mail[name] ??= content(part);
  }
  mail.link = (start) => {
    const found = mail.text.match(/https?:\/\/\S+/g)?.find((link) => new URL(link).pathname.startsWith(start));
    if (!found) throw new Error(`no link to ${start} in\n${mail.text}`);
    return found;
  };
  return mail;
}

/** The text without its line breaks. */
export function flat(text) {
  return text.replace(/\s+/g, " ");
}

function headers(raw) {
  const head = raw.split("\r\n\r\n", 1)[0].replace(/\r\n[ \t]+/g, " ");
  const pairs = head.split("\r\n").map((line) => line.match(/^([^:]+):\s*(.*)$/)).filter(Boolean);
  return Object.fromEntries(pairs.map(([, name, value]) => [name.toLowerCase(), value]));
}

function body(raw) {
  const at = raw.indexOf("\r\n\r\n");
  return at < 0 ? "" : raw.slice(at + 4);
}

function leaves(raw) {
  const boundary = (headers(raw)["content-type"] ?? "").match(/boundary="?([^";]+)"?/)?.[1];
  if (!boundary) return [raw];
  const parts = `\r\n${body(raw)}`.split(`\r\n--${boundary}`).slice(1, -1);
  return parts.flatMap((part) => leaves(part.replace(/^\r\n/, "")));
}

function content(part) {
  const coding = (headers(part)["content-transfer-encoding"] ?? "7bit").toLowerCase();
  if (coding === "base64") return Buffer.from(body(part), "base64").toString("utf8");
  if (coding === "quoted-printable") return quoted(body(part).replace(/=\r\n/g, ""));
  return body(part);
}

function quoted(text) {
  const bytes = text.replace(/=([0-9A-F]{2})/gi, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString("utf8");
}

function words(text) {
  return text
    .replace(/\?=\s+=\?/g, "?==?")
    .replace(/=\?utf-8\?([bq])\?(.*?)\?=/gi, (_, coding, word) =>
      coding.toLowerCase() === "b" ? Buffer.from(word, "base64").toString("utf8") : quoted(word.replace(/_/g, " ")));
}
