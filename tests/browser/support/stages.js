// A story told in stages: what comes after one that failed has nothing to stand on.

import { it } from "node:test";

/** `stage(name, play)`, for one story. */
export function stages() {
  let isBroken = false;
  return (name, play) =>
    it(name, async (test) => {
      if (isBroken) return test.skip("a stage before it failed");
      isBroken = true;
      await play();
      isBroken = false;
    });
}
