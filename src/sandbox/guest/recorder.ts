/** Trace events as data: text in place of pids and terms, and the reader's own line for what a line of theirs did. */
import type { TraceEvent } from "beamish/trace";
import type { SourcePosition } from "../engine.ts";
import { FIELDS } from "../packed.ts";
import { printed } from "./printing.ts";

/** Events whose line is looked up: a look at the stack costs more than all the rest of an event. */
const MOST_POSITIONS = 1_000;
/** The runtime's own frames between an event and the line that caused it. */
const STACK_FRAMES = 12;

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

export class Recorder {
  readonly #positionsIn: (stack: string | undefined) => readonly SourcePosition[];
  #positions = 0;
  readonly #pids = new Recent();
  readonly #terms = new Recent();

  constructor(positionsIn: (stack: string | undefined) => readonly SourcePosition[]) {
    this.#positionsIn = positionsIn;
  }

  /** Appends an event to a packed list (packed.ts). Terms are printed at once, since they may change. */
  record(event: TraceEvent, parts: (string | number | null)[]): void {
    const { type } = event;
    parts.push(type, event.time, this.#pid(event.pid as object));
    // Half of all events.
    if (type === "run") return;
    if (type === "wait") return void parts.push(event.waiting);
    for (const [name, kind] of FIELDS[type]) {
      const part = event[name as keyof TraceEvent] as unknown;
      if (kind === "term") parts.push(this.#term(part));
      else if (kind === "data") parts.push((part as string | number | undefined) ?? null);
      else parts.push(part === undefined ? null : this.#pid(part as object));
    }
  }

  /** The reader's line that causes the event, of all that is on the stack now; only of the first thousand events. */
  place(event: TraceEvent): SourcePosition | undefined {
    if (this.#positions >= MOST_POSITIONS || !CAUSED.has(event.type)) return undefined;
    this.#positions++;
    const usual = Error.stackTraceLimit;
    Error.stackTraceLimit = STACK_FRAMES;
    const { stack } = new Error();
    Error.stackTraceLimit = usual;
    return this.#positionsIn(stack)[0];
  }

  #pid(pid: object): string {
    return this.#pids.textOf(pid) ?? this.#pids.keep(pid, String(pid));
  }

  #term(term: unknown): string {
    if (typeof term !== "object" || term === null) return printed(term);
    const known = this.#terms.textOf(term);
    if (known !== undefined) return known;
    const text = printed(term);
    return isFixed(term) ? this.#terms.keep(term, text) : text;
  }
}

/** Whether it will always print the same. A proxy may refuse the question. */
function isFixed(term: object): boolean {
  try {
    return Array.isArray(term) && Object.isFrozen(term);
  } catch {
    return false;
  }
}

const KEPT = 4;

/** The last few texts: a message is received soon after it has been sent, by one of the processes that run now. */
class Recent {
  readonly #terms: (object | undefined)[] = Array.from({ length: KEPT }, () => undefined);
  readonly #texts: string[] = Array.from({ length: KEPT }, () => "");
  #next = 0;

  textOf(term: object): string | undefined {
    const terms = this.#terms;
    for (let index = 0; index < KEPT; index++) if (terms[index] === term) return this.#texts[index];
    return undefined;
  }

  keep(term: object, text: string): string {
    this.#terms[this.#next] = term;
    this.#texts[this.#next] = text;
    this.#next = (this.#next + 1) % KEPT;
    return text;
  }
}
