/** Ports of the scenarios recorded in recorded/gen_statem. */
import { conform } from "./support/area.ts";

conform("gen_statem");
