import { Exit, exit, spawnMonitor } from "beamish";
import { scenario } from "../support/scenario.ts";

const bodies: readonly [string, () => unknown][] = [
  [
    "after exits",
    () => {
      try {
        exit("first");
      } finally {
        exit("second");
      }
    },
  ],
  [
    "catch exits",
    () => {
      try {
        throw "ball";
      } catch {
        exit("from_catch");
      }
    },
  ],
  [
    "caught",
    () => {
      try {
        exit("first");
      } catch (thrown) {
        if (thrown instanceof Exit && thrown.reason === "first") return "fine";
        throw thrown;
      }
    },
  ],
  [
    "caught then exits",
    () => {
      try {
        throw new Error("r");
      } catch {
        exit("rescued");
      }
    },
  ],
];

export default scenario(function* ({ t, wait }) {
  for (const [label, body] of bodies) {
    const [, monitor] = spawnMonitor(body);
    t(label, yield* wait(monitor));
  }
});
