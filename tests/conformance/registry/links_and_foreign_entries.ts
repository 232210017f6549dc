import { _, ETS, Process, Registry, self, type Pid } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, child, idle, runIn }) {
  const $1 = ETS.v(1);
  yield* Registry.startLink({ keys: "unique", name: "Reg" });
  const partition = Registry.register("Reg", "mine", 1);
  const linked = () => (Process.info(self(), "links")![1] as Pid[]).includes(partition);
  t("linked", linked());
  t("twice", yield* child(() => Registry.register("Reg", "mine", 2)));
  t(
    "update",
    Registry.updateValue("Reg", "mine", (n: number) => n + 5),
  );
  const other = idle("other");
  yield* runIn(other, () => Registry.register("Reg", "theirs", "v"));
  t(
    "update theirs",
    Registry.updateValue("Reg", "theirs", (v: unknown) => v),
  );
  t("unregister theirs", Registry.unregister("Reg", "theirs"));
  t("theirs", [
    Registry.lookup("Reg", "theirs"),
    Registry.keys("Reg", other),
    Registry.values("Reg", "theirs", self()),
  ]);
  t("no match", [Registry.unregisterMatch("Reg", "mine", 7), Registry.lookup("Reg", "mine")]);
  t("match", [Registry.unregisterMatch("Reg", "mine", $1, [[">", $1, 5]]), Registry.lookup("Reg", "mine")]);
  t("linked", linked());
  t("count", Registry.countSelect("Reg", [[[_, _, $1], [["==", $1, "v"]], [true]]]));
});
