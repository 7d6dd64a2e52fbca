// Turns one piece of a page into a newer one, and leaves alone what is the same: where the focus is, what
// somebody types, what they have opened and how far they have scrolled.

const CONTROLS = "input, textarea, select";
// Controls that somebody has typed into or chosen at.
const touched = new WeakSet();
document.addEventListener("input", (event) => touched.add(event.target));

/** Makes `old` what `fresh` is. */
export function morph(old, fresh) {
  if (old.isEqualNode(fresh) || touched.has(old)) return;
  if (old.nodeType !== Node.ELEMENT_NODE) {
    old.nodeValue = fresh.nodeValue;
    return;
  }
  attributes(old, fresh);
  children(old, fresh);
}

function attributes(old, fresh) {
  for (const { name } of [...old.attributes]) {
    const isTheirs = name === "open" && old.localName === "details";
    if (!fresh.hasAttribute(name) && !isTheirs) old.removeAttribute(name);
  }
  for (const { name, value } of fresh.attributes) {
    if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
}

function children(old, fresh) {
  let at = old.firstChild;
  const rest = [...fresh.childNodes];
  while (rest.length > 0) {
    const wanted = rest.shift();
    const isAhead = at && !at.isEqualNode(wanted) && rest.some((later) => isMeant(at, later));
    if (at && !isAhead && isSame(at, wanted)) {
      morph(at, wanted);
      at = at.nextSibling;
      continue;
    }
    const found = isAhead ? undefined : after(at, (node) => isMeant(node, wanted));
    if (found) {
      while (at !== found) at = drop(at);
      morph(found, wanted);
      at = found.nextSibling;
    } else {
      old.insertBefore(document.importNode(wanted, true), at);
    }
  }
  while (at) at = drop(at);
}

/** Of the same kind, and with the same name if they have one. */
function isSame(node, wanted) {
  return node.nodeName === wanted.nodeName && name(node) === name(wanted);
}

/** That very thing, and not just one of its kind. */
function isMeant(node, wanted) {
  return isSame(node, wanted) && (name(node) !== "" || (node.nodeType === Node.ELEMENT_NODE && node.isEqualNode(wanted)));
}

function name(node) {
  if (node.nodeType !== Node.ELEMENT_NODE) return "";
  return node.id || node.dataset?.livePart || node.getAttribute("aria-labelledby") || "";
}

function after(at, is) {
  for (let node = at?.nextSibling; node; node = node.nextSibling) if (is(node)) return node;
  return undefined;
}

/** Takes it away, unless somebody works in it; gives what comes after. */
function drop(node) {
  const next = node.nextSibling;
  if (node.nodeType === Node.ELEMENT_NODE) {
    if (isWorkedIn(node)) return next;
    if (node.contains(document.activeElement)) keepPlace(node);
  }
  node.remove();
  return next;
}

function isWorkedIn(element) {
  const controls = [...element.querySelectorAll(CONTROLS), ...(element.matches(CONTROLS) ? [element] : [])];
  return controls.some((control) => touched.has(control) || control === document.activeElement);
}

/** The focus goes to what stood around it, not back to the top. */
function keepPlace(element) {
  const around = element.parentElement;
  if (!around) return;
  if (!around.hasAttribute("tabindex")) around.tabIndex = -1;
  around.focus({ preventScroll: true });
}
