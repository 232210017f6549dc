/** Ports of the scenarios recorded in recorded/supervisor. */
import { conform } from "./support/area.ts";

conform("supervisor");
