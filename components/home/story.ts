/** What the demo says about a run, event by event. Pure: a recorded run is told when the page is built as a live one is in it. */
import type { RecordedEvent } from "beamish/trace";
import { bare, System } from "../../src/observer/model.ts";

/** A line of the story, and the kind of news it is: green, crash or restart. */
export interface Said {
  readonly time: number;
  readonly text: string;
  readonly colour: "" | "g" | "c" | "r";
}

export class Story {
  readonly system = new System();

  /** Takes in an event, and says what there is to say about it: nothing about most. */
  tell(event: RecordedEvent): Said | undefined {
    const words = this.#words(event);
    this.system.apply(event);
    return words && { time: event.time, text: words[0], colour: words[1] };
  }

  #words(event: RecordedEvent): [text: string, colour: Said["colour"]] | undefined {
    const name = (pid: string) => this.system.nameOf(pid);
    switch (event.type) {
      case "call":
        return [`${name(event.pid)} to ${name(event.to)}: ${event.request}`, ""];
      case "answered":
        return [`${name(event.pid)} to ${name(event.to)}: ${event.reply}`, "g"];
      case "exit":
        if (event.reason === '"shutdown"' || event.reason === '"normal"') return undefined;
        return [`${name(event.pid)} exits: ${shorten(bare(event.reason))}`, "c"];
      case "restarting":
        return [`${name(event.pid)} restarts ${bare(event.id)}`, "r"];
      case "child":
        if (event.event === "terminated") return undefined;
        return event.event === "restarted"
          ? [`${bare(event.id)} is back as ${event.child}; the others never noticed`, "g"]
          : [`${name(event.pid)} starts ${bare(event.id)}`, ""];
      default:
        return undefined;
    }
  }
}

/** The time of a line: `1.8 s`. */
export function timeText(milliseconds: number): string {
  return `${(milliseconds / 1_000).toFixed(1)} s`;
}

/** Events that neither the tree nor the story needs are left out of the page. */
const TOLD = ["spawn", "register", "child", "run", "wait", "call", "answered", "exit", "restarting"];

/** Reads recorded events, one on a line, as far as the demo tells them. */
export function readEvents(text: string): RecordedEvent[] {
  const events = text.trim().split("\n");
  return events.map((line) => JSON.parse(line) as RecordedEvent).filter(({ type }) => TOLD.includes(type));
}

function shorten(text: string): string {
  return text.length <= 40 ? text : `${text.slice(0, 39)}…`;
}
