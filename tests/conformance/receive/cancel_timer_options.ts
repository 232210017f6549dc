import { Process, receive, self } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, flush }) {
  const first = Process.sendAfter(self(), "x", 200);
  t("async", Process.cancelTimer(first, { async: true }));
  const [, , left] = yield* receive<[string, unknown, number]>(["cancel_timer", first]);
  t("result in range", left > 100 && left <= 200);
  const second = Process.sendAfter(self(), "x", 200);
  t("no info", Process.cancelTimer(second, { info: false }));
  t("async, no info", Process.cancelTimer(second, { async: true, info: false }));
  const third = Process.sendAfter(self(), "x", 1);
  yield* Process.sleep(30);
  t("async, fired", Process.cancelTimer(third, { async: true }));
  const messages = (yield* flush(30)).map((message) =>
    Array.isArray(message) && message[0] === "cancel_timer" && message[1] === third
      ? ["cancel_timer", message[2]]
      : message,
  );
  t("mailbox", messages);
});
