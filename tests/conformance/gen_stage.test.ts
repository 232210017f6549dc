/** Ports of the scenarios recorded in recorded/gen_stage. */
import { conform } from "./support/area.ts";

conform("gen_stage");
