import { Application } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, c }) {
  Application.load({ name: "env_app", vsn: "1", applications: ["kernel"], env: { color: "red", size: 3 } });
  t("get", Application.getEnv("env_app", "color"));
  t("default", Application.getEnv("env_app", "nope", "dflt"));
  // fetch_env/2 and fetch_env!/2 are one function: it gives the value, or throws.
  t("fetch", ["ok", Application.fetchEnv("env_app", "size")]);
  const missing = yield* c(() => Application.fetchEnv("env_app", "nope"));
  t("fetch missing", missing[0]);
  t("fetch! missing", missing);
  t("put", Application.putEnv("env_app", "color", "blue"));
  t("delete", Application.deleteEnv("env_app", "size"));
  t("all", Object.entries(Application.getAllEnv("env_app")).sort());
  t("unknown app", Application.getEnv("no_such_app", "x"));
  yield* Application.start("env_app");
  yield* Application.stop("env_app");
  t("after stop", Application.getEnv("env_app", "color"));
  Application.unload("env_app");
  t("after unload", Application.getEnv("env_app", "color"));
});
