/** Ports of the scenarios recorded in recorded/gen_server. */
import { conform } from "./support/area.ts";

conform("gen_server");
