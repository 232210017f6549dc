/** The callback module of a state machine, those that a push has put aside, and how events reach it. */
import { inspect } from "../term/term.ts";
import { readMode, type Event } from "./gen-state-machine-actions.ts";
import type { AnyModule, CallbackMode, Mode, StateFunction } from "./gen-state-machine-module.ts";

export class Modules {
  #current: AnyModule;
  readonly #below: AnyModule[] = [];
  #mode: Mode = "handle_event_function";
  #entersStates = false;

  constructor(module: AnyModule) {
    this.#current = module;
  }

  get current(): AnyModule {
    return this.#current;
  }

  get mode(): Mode {
    return this.#mode;
  }

  /** Whether the callbacks are called when a state is entered. */
  get entersStates(): boolean {
    return this.#entersStates;
  }

  /** The current one first. */
  get all(): readonly AnyModule[] {
    return [this.#current, ...this.#below.toReversed()];
  }

  get canPop(): boolean {
    return this.#below.length > 0;
  }

  /** Puts another module in place. `readMode` has to follow. */
  change(how: "change" | "push" | "pop", module: AnyModule): void {
    if (how === "push") this.#below.push(this.#current);
    this.#current = how === "pop" ? this.#below.pop()! : module;
  }

  /** Asks the module for its callback mode; gives what it said if that is none. */
  readMode(): { readonly bad: unknown } | undefined {
    const { callbackMode } = this.#current;
    const given: CallbackMode = typeof callbackMode === "function" ? callbackMode() : callbackMode;
    const read = readMode(given);
    if (read === undefined) return { bad: given };
    this.#mode = read.mode;
    this.#entersStates = read.enter;
    return undefined;
  }

  /** Calls the state callback. */
  call({ type, content }: Event, state: unknown, data: unknown): unknown {
    const module = this.#current;
    if (this.#mode === "handle_event_function") {
      if (module.handleEvent !== undefined) return module.handleEvent(type, content, state, data);
      throw new Error("The callback mode is handle_event_function, but the module has no handleEvent.");
    }
    const method = module[String(state)] as StateFunction<unknown, unknown> | undefined;
    if (typeof state === "string" && typeof method === "function")
      return method.call(module, type, content, data);
    throw new Error(
      `The callback mode is state_functions, but the module has no method for the state ${inspect(state)}.`,
    );
  }
}
