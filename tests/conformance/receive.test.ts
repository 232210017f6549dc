/** Ports of the scenarios recorded in recorded/receive. */
import { conform } from "./support/area.ts";

conform("receive");
