/** Ports of the scenarios recorded in recorded/registry. */
import { conform } from "./support/area.ts";

conform("registry");
