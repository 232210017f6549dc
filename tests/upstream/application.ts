/** Application: the cases of OTP's `application_SUITE` that need one node only. */
import type { Cases } from "./cases.ts";

const environment =
  "unit/application/application.test.ts: the environment: persistent parameters survive, and configChange tells what changed";

export const cases: Cases = {
  application_SUITE: {
    load: "unit/application/application.test.ts: what cannot be done is refused with OTP's reason",
    load_use_cache: {
      missing: "There is no code path, and so no cache of it: applications are defined by the program.",
    },
    otp_1586:
      "unit/application/edges.test.ts: included applications are loaded and unloaded with the one that includes them, or not at all",
    otp_2012: environment,
    otp_2078: { missing: "Concerns applications that are distributed over nodes." },
    otp_2718: "unit/application/edges.test.ts: application cannot be started, the others ${others}",
    otp_2973:
      "unit/application/application.test.ts: two processes that start one application at once both hear what came of it, and it is started once",
    otp_3002: { missing: "Concerns a release with a boot script." },
    otp_3184: { missing: "Concerns applications that are distributed over nodes." },
    otp_4066: { missing: "Concerns applications that are distributed over nodes." },
    otp_4227: { missing: "Concerns applications that are distributed over nodes." },
    otp_5363:
      "unit/application/edges.test.ts: an application is found by its modules and by its processes, however they were started",
    start_phases: [
      "unit/application/edges.test.ts: start phases run phase by phase, through an application and those that it includes",
      "unit/application/edges.test.ts: a start phase that gives nonsense is a bad return value",
    ],
    get_key: "unit/application/application.test.ts: the parts of a specification can be asked for",
    get_env: [environment, "conformance/system/application_env.ts"],
    config_change: environment,
    persistent_env: environment,
    ensure_started:
      "unit/application/application.test.ts: ensureAllStarted starts what is needed, first what is needed most",
    ensure_all_started: [
      "unit/application/application.test.ts: ensureAllStarted starts what is needed, first what is needed most",
      "unit/application/application.test.ts: ensureAllStarted that fails stops what it has started, and nothing else",
    ],
    shutdown_func:
      "unit/application/edges.test.ts: when all is stopped, shutdown_func hears why and shutdown_timeout bounds the wait for each",
    shutdown_timeout:
      "unit/application/edges.test.ts: when all is stopped, shutdown_func hears why and shutdown_timeout bounds the wait for each",
    shutdown_deadlock:
      "unit/application/edges.test.ts: an application that is still starting does not hold up the stop of all",
  },
};
