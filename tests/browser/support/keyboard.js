// A person without a mouse.

import assert from "node:assert/strict";

const MOST_STOPS = 300;

/** Goes on by Tab until that is focused, and sees where they are: an outline, on the screen. */
export async function tabsTo(person, target, what) {
  const { keyboard } = person.page;
  for (let stop = 0; stop < MOST_STOPS; stop += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) {
      await isSeen(target, what);
      return;
    }
    await keyboard.press("Tab");
  }
  assert.fail(`Tab does not lead to ${what} on ${person.page.url()}`);
}

/** Types into the fields of these names, in their order on the page, and presses the button with Enter. */
export async function sendsByKeyboard(person, fields, button, status = 200, within = person.page) {
  for (const [name, text] of Object.entries(fields)) {
    await tabsTo(person, within.locator(`[name="${name}"]:not([type=hidden])`).first(), name);
    await person.page.keyboard.press("Control+A");
    await person.page.keyboard.insertText(text);
  }
  await tabsTo(person, within.getByRole("button", { name: button }).first(), `“${button}”`);
  await person.arrives(() => person.page.keyboard.press("Enter"), button, status);
}

async function isSeen(target, what) {
  const seen = await target.evaluate((element) => {
    const outlined = element.closest(".pane, .choice") ?? element;
    const box = outlined.getBoundingClientRect();
    const outline = (it) => (getComputedStyle(it).outlineStyle === "none" ? 0 : parseFloat(getComputedStyle(it).outlineWidth));
    return { outline: Math.max(outline(element), outline(outlined)), isOnScreen: box.bottom > 0 && box.top < innerHeight };
  });
  assert.ok(seen.outline >= 2 && seen.isOnScreen, `where the focus is, at ${what}: ${JSON.stringify(seen)}`);
}
