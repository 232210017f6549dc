/** Ports of the scenarios recorded in recorded/ets. */
import { conform } from "./support/area.ts";

conform("ets");
