/** Ports of the scenarios recorded in recorded/gen_event. */
import { conform } from "./support/area.ts";

conform("gen_event");
