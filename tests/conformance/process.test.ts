/** Ports of the scenarios recorded in recorded/process. */
import { conform } from "./support/area.ts";

conform("process");
