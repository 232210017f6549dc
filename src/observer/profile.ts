/** All that the record says of one process at one moment. Found when it is asked for, so that recording stays cheap. */
import type { RecordedEvent } from "beamish/trace";

export interface Profile {
  readonly links: readonly string[];
  /** Processes that it monitors, and those that monitor it. */
  readonly monitors: readonly string[];
  readonly monitoredBy: readonly string[];
  /** Messages in its mailbox, oldest first. */
  readonly mailbox: readonly string[];
  /** Messages that were in its mailbox when it ended. */
  readonly lost: readonly string[];
  /** The last messages it received, newest first. */
  readonly received: readonly string[];
  /** The processes that it started and that have not ended. */
  readonly children: readonly string[];
}

const MOST_RECEIVED = 5;

/**
 * @param events the record up to the moment
 */
export function profileOf(events: Iterable<RecordedEvent>, pid: string): Profile {
  const links = new Set<string>();
  const monitors = new Bag();
  const monitoredBy = new Bag();
  const children = new Set<string>();
  const received: string[] = [];
  let mailbox: string[] = [];
  let lost: readonly string[] = [];
  let isAlive = true;

  const own = (event: RecordedEvent) => {
    switch (event.type) {
      case "receive": {
        received.unshift(event.message);
        received.length = Math.min(received.length, MOST_RECEIVED);
        const at = mailbox.indexOf(event.message);
        if (at >= 0) mailbox.splice(at, 1);
        break;
      }
      case "deliver":
        mailbox.push(event.message);
        if (event.cause === "down" && event.from !== undefined) monitors.remove(event.from);
        break;
      case "wait":
        mailbox = mailbox.slice(0, event.waiting);
        break;
      case "link":
        links.add(event.to);
        break;
      case "unlink":
        links.delete(event.to);
        break;
      case "monitor":
        monitors.add(event.to);
        break;
      case "demonitor":
        monitors.remove(event.to);
        break;
      case "exit":
        lost = mailbox;
        mailbox = [];
        isAlive = false;
        break;
      default:
        break;
    }
  };

  const ofOthers = (event: RecordedEvent) => {
    if (event.type === "exit") {
      links.delete(event.pid);
      monitors.remove(event.pid);
      monitoredBy.remove(event.pid);
      children.delete(event.pid);
    } else if (event.type === "spawn" && event.parent === pid) children.add(event.pid);
    else if (!("to" in event) || event.to !== pid) return;
    else if (event.type === "link") links.add(event.pid);
    else if (event.type === "unlink") links.delete(event.pid);
    else if (event.type === "monitor") monitoredBy.add(event.pid);
    else if (event.type === "demonitor") monitoredBy.remove(event.pid);
    else if (!isAlive) return;
    else if (event.type === "send") mailbox.push(event.message);
    else if (event.type === "call") mailbox.push(event.request);
  };

  for (const event of events) {
    if (event.pid === pid) own(event);
    // A message to oneself is one's own event and that of the receiver.
    if (event.pid !== pid || event.type === "send") ofOthers(event);
  }
  const empty = !isAlive;
  return {
    links: empty ? [] : [...links],
    monitors: empty ? [] : monitors.list,
    monitoredBy: empty ? [] : monitoredBy.list,
    children: [...children],
    mailbox,
    lost,
    received,
  };
}

/** Names with how often they were added: one process can monitor another twice. */
class Bag {
  readonly #counts = new Map<string, number>();

  add(name: string): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
  }

  remove(name: string): void {
    const left = (this.#counts.get(name) ?? 0) - 1;
    if (left > 0) this.#counts.set(name, left);
    else this.#counts.delete(name);
  }

  get list(): readonly string[] {
    return [...this.#counts.keys()];
  }
}
