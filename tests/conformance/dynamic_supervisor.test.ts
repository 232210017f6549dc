/** Ports of the scenarios recorded in recorded/dynamic_supervisor. */
import { conform } from "./support/area.ts";

conform("dynamic_supervisor");
