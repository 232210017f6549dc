/** Ports of the scenarios recorded in recorded/task. */
import { conform } from "./support/area.ts";

conform("task");
