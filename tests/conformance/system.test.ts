/** Ports of the scenarios recorded in recorded/system. */
import { conform } from "./support/area.ts";

conform("system");
