/** The soak in small: the same processes and the same book-keeping, for a hundred thousand messages. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { soak } from "./soak.ts";

test("nothing is lost that OTP would deliver, and nothing is left behind", async (t) => {
  const ledger = await soak({ workers: 1_000, supervisors: 10, messages: 50_000, rounds: 2 });
  t.diagnostic(`${ledger.sent} messages, ${ledger.crashes} crashes, ${ledger.lost} lost with their process`);
  assert.deepEqual(ledger.faults, []);
  assert.ok(ledger.sent >= 100_000);
  assert.ok(ledger.crashes > 900 && ledger.lost > 100 && ledger.dropped > 100 && ledger.failed > 50);
});
