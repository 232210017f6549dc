import { Process, self, Task } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, flush }) {
  let started = 0;
  function* work(x: number) {
    started += 1;
    if (x > 2) yield* Process.sleep("infinity");
    return x;
  }
  const inputs = Array.from({ length: 100 }, (_, i) => i + 1);
  t("take", yield* Task.asyncStream(inputs, work, { maxConcurrency: 3, ordered: true }).take(2));
  t("started at most 5", started <= 5);
  t("mailbox", yield* flush(30));
  t("links", Process.info(self(), "links")![1]);
});
