import { ETS, self } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t }) {
  const tab = ETS.new("tab", []);
  const v = { list: [1, 2], map: { x: 1 } };
  ETS.insert(tab, ["k", v]);
  const [[, before]] = ETS.lookup<[string, typeof v]>(tab, "k") as [[string, typeof v]];
  ETS.insert(tab, ["k", { ...v, map: { ...before.map, x: 2 } }]);
  t("read before", before);
  t("read after", ETS.lookup(tab, "k"));
  ETS.insert(tab, ["fun", (x: number) => x + 1, self()]);
  const [[, fun, pid]] = ETS.lookup(tab, "fun") as [[string, (x: number) => number, unknown]];
  t("function and pid", [fun(41), pid]);
});
