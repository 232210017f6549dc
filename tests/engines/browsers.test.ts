/**
 * The worker engine in browsers other than Chromium. What a browser's JavaScript says in words of its own (the text of a
 * TypeError, columns of a stack) is that browser's; all else is as everywhere.
 */
import { test } from "node:test";
import { contract } from "./contract.ts";
import { firefox, openInFirefox } from "./support/firefox.ts";

if (firefox === undefined)
  test("Firefox is not on this machine and could not be installed: nothing has been tried in it", () =>
    undefined);
else {
  contract("worker in Firefox", () => openInFirefox(), { words: "other", depth: "core" });
  // A page that is isolated may embed only what says so.
  contract("worker in Firefox, isolated", () => openInFirefox({ isolated: true }), {
    words: "other",
    depth: "smoke",
  });
}
