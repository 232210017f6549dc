import { Registry } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, c, child }) {
  yield* Registry.startLink({ keys: "unique", name: "Reg", meta: [["color", "red"]] });
  // Where Elixir tells {:ok, value} from :error, meta gives the value or undefined.
  const meta = (key: unknown) => {
    const value = Registry.meta<unknown>("Reg", key);
    return value === undefined ? "error" : ["ok", value];
  };
  t("meta", meta("color"));
  t("put", Registry.putMeta("Reg", ["any", 1], "x"));
  t("meta", meta(["any", 1]));
  t("unknown", meta("nope"));
  t("unknown registry", yield* c(() => Registry.lookup("NoReg", "k")));
  t("register unknown", yield* c(() => Registry.register("NoReg", "k", 1)));
  Registry.register("Reg", 1, "number");
  Registry.register("Reg", "1", "string");
  t(
    "lookups",
    [1, "1"].map((key) => Registry.lookup("Reg", key)),
  );
  const second = yield* child(() => Registry.startLink({ keys: "unique", name: "Reg" }));
  t("second registry", second[0]);
});
