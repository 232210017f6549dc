/** Trace events as data: text in place of pids and terms, and the reader's own line for what a line of theirs did. */
import type { TraceEvent } from "beamish/trace";
import type { SourcePosition } from "../engine.ts";
import { FIELDS, NOTHING, NUMBERS } from "../packed.ts";
import { ownLine } from "./own-line.ts";
import { printed } from "./printing.ts";

/** Events whose line is looked up: a look at the stack costs more than all the rest of an event. */
const MOST_POSITIONS = 1_000;

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

/** A list of events that grows (packed.ts). */
export class Package {
  readonly numbers: number[] = [];
  text = "";
}

export class Recorder {
  readonly #toSource: (place: SourcePosition) => SourcePosition | undefined;
  #positions = 0;
  readonly #pids = new Recent<number>();
  readonly #terms = new Recent<string>();

  /** @param toSource turns a place in code as it was loaded into one in the reader's source */
  constructor(toSource: (place: SourcePosition) => SourcePosition | undefined) {
    this.#toSource = toSource;
  }

  /** Appends an event to a package. Terms are printed at once, since they may change. */
  record(event: TraceEvent, into: Package): void {
    const { type } = event;
    const { numbers } = into;
    numbers.push(NUMBERS[type], event.time, this.#pid(event.pid as object));
    // Half of all events.
    if (type === "run") return;
    if (type === "wait") return void numbers.push(event.waiting);
    const fields = FIELDS[type];
    // An iterator would cost as much as all that is in this loop.
    for (let index = 0; index < fields.length; index++) {
      const [name, kind] = fields[index]!;
      const part = event[name as keyof TraceEvent] as unknown;
      if (kind === "term") append(this.#term(part), into);
      else if (part === undefined) numbers.push(NOTHING);
      else if (kind === "number") numbers.push(part as number);
      else if (kind === "text") append(part as string, into);
      else numbers.push(this.#pid(part as object));
    }
  }

  /** The reader's line that causes the event, of all that is on the stack now; only of the first thousand events. */
  place(event: TraceEvent): SourcePosition | undefined {
    if (this.#positions >= MOST_POSITIONS || !CAUSED.has(event.type)) return undefined;
    this.#positions++;
    return ownLine(this.#toSource);
  }

  #pid(pid: object): number {
    return (
      this.#pids.known(pid) ?? this.#pids.keep(pid, Number(String(pid).slice("<0.".length, -".0>".length)))
    );
  }

  #term(term: unknown): string {
    if (typeof term !== "object" || term === null) return printed(term);
    const known = this.#terms.known(term);
    if (known !== undefined) return known;
    const text = printed(term);
    return isFixed(term) ? this.#terms.keep(term, text) : text;
  }
}

function append(text: string, into: Package): void {
  into.numbers.push(text.length);
  into.text += text;
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

/** What is written for the last few objects: a message is received soon after it has been sent, by one of the processes that run now. */
class Recent<T> {
  readonly #objects: (object | undefined)[] = Array.from({ length: KEPT }, () => undefined);
  readonly #written: (T | undefined)[] = Array.from({ length: KEPT }, () => undefined);
  #next = 0;

  known(object: object): T | undefined {
    const objects = this.#objects;
    for (let index = 0; index < KEPT; index++) if (objects[index] === object) return this.#written[index];
    return undefined;
  }

  keep(object: object, written: T): T {
    this.#objects[this.#next] = object;
    this.#written[this.#next] = written;
    this.#next = (this.#next + 1) % KEPT;
    return written;
  }
}
