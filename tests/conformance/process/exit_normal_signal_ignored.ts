import { Process } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, idle, trapper, sync }) {
  const a = idle("a");
  Process.exit(a, "normal");
  t("plain target alive", Process.alive(a));
  const b = yield* trapper("b");
  Process.exit(b, "normal");
  yield* sync(b);
  t("trapping target alive", Process.alive(b));
});
