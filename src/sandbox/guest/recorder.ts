/** Trace events as data: text in place of pids and terms, and the reader's own line for what a line of theirs did. */
import { isPid } from "beamish";
import type { RecordedEvent, TraceEvent } from "beamish/trace";
import type { SourcePosition } from "../engine.ts";
import { textOf, toValue } from "../values.ts";
import { leafOf } from "./runtime-values.ts";

/** Characters of a term in a trace event, and values looked at to make them. */
const LONGEST_TERM = 400;
const MOST_VALUES = 60;
/** Events whose line is looked up: a look at the stack costs more than all the rest of an event. */
const MOST_POSITIONS = 1_000;
/** The runtime's own frames between an event and the line that caused it. */
const STACK_FRAMES = 16;

/** Fields that are plain data already; all others hold pids or terms. `id` is a term where children are named. */
const DATA: ReadonlySet<string> = new Set([
  "sequence",
  "time",
  "type",
  "name",
  "label",
  "event",
  "restarts",
  "limit",
  "cause",
  "delay",
  "waiting",
  "table",
]);

/** What happens where a line of the reader's says so. */
const CAUSED: ReadonlySet<string> = new Set([
  "spawn",
  "send",
  "receive",
  "call",
  "answered",
  "timer",
  "rows",
]);

const LOOKING = { leafOf, positionsIn: () => [] };

export class Recorder {
  readonly #positionsIn: (stack: string | undefined) => readonly SourcePosition[];
  #positions = 0;
  /** A message is recorded when it is sent and when it is received. It is frozen, so it prints the same. */
  readonly #texts = new WeakMap<object, string>();

  constructor(positionsIn: (stack: string | undefined) => readonly SourcePosition[]) {
    this.#positionsIn = positionsIn;
  }

  /** As the runtime's `record`, but bounded: a run may send what is too large to print. */
  record(event: TraceEvent): RecordedEvent {
    // Half of all events.
    if (event.type === "run" || event.type === "wait") return { ...event, pid: this.#text(event.pid) };
    const recorded: Record<string, unknown> = {};
    const isNamed = event.type === "call" || event.type === "answered";
    for (const key in event) {
      const part: unknown = event[key as keyof TraceEvent];
      const isData = part === undefined ? key !== "message" : DATA.has(key) || (isNamed && key === "id");
      recorded[key] = isData ? part : this.#text(part);
    }
    return recorded as RecordedEvent;
  }

  /** The reader's line that causes the event, of all that is on the stack now; only of the first few thousand events. */
  place(event: TraceEvent): SourcePosition | undefined {
    if (!CAUSED.has(event.type) || this.#positions >= MOST_POSITIONS) return undefined;
    this.#positions++;
    const usual = Error.stackTraceLimit;
    Error.stackTraceLimit = STACK_FRAMES;
    const { stack } = new Error();
    Error.stackTraceLimit = usual;
    return this.#positionsIn(stack)[0];
  }

  #text(term: unknown): string {
    if (typeof term !== "object" || term === null) return shown(term);
    const known = this.#texts.get(term);
    if (known !== undefined) return known;
    const text = shown(term);
    if (isFixed(term)) this.#texts.set(term, text);
    return text;
  }
}

function shown(term: unknown): string {
  if (typeof term === "number") return Object.is(term, -0) ? "-0" : String(term);
  const whole = textOf(toValue(term, LOOKING, MOST_VALUES));
  return whole.length <= LONGEST_TERM ? whole : `${whole.slice(0, LONGEST_TERM)}...`;
}

/** Whether it will always print the same. A proxy may refuse the question. */
function isFixed(term: object): boolean {
  try {
    return isPid(term) || (Array.isArray(term) && Object.isFrozen(term));
  } catch {
    return false;
  }
}
