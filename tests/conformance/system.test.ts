/** Ports of the scenarios recorded in recorded/system; `Application` is not part of the runtime yet. */
import { conform } from "./support/area.ts";

conform("system", ["application_env"]);
