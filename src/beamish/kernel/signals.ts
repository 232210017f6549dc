/** Signals: messages, links, monitors and exits. The rules are those of the Erlang run-time system. */
import { ErlangError, Halt, badArgument } from "../term/errors.ts";
import { Mailbox } from "./mailbox.ts";
import { DOOMED, EXITED, Monitor, RUNNING, WAITING, add, detailsOf, each, has, remove } from "./process.ts";
import type { AliasMode, ExitSignal, Home, Process } from "./process.ts";
import { isRef, targetOfRef } from "../term/term.ts";
import type { Pid, Ref } from "../term/term.ts";
import type { Cause } from "./trace.ts";

// ---- Messages --------------------------------------------------------------------------------------------------------

/** Puts a message into a mailbox as it is. Messages to the dead vanish. */
export function deliver(target: Process, message: unknown): void {
  if (target.status === EXITED) return;
  (target.mailbox ??= new Mailbox()).push(message);
  if (target.status >= WAITING) target.home.schedule(target);
}

/** A message that the node itself makes. */
export function tell(target: Process, from: Pid | undefined, cause: Cause, message: unknown): void {
  if (target.status === EXITED) return;
  target.home.tracer?.emit({ type: "deliver", pid: target.pid, from, cause, message });
  deliver(target, message);
}

/** Delivers through an alias, if it still is one. A reply alias ends with its first message. */
export function deliverToAlias(ref: Ref, message: unknown): void {
  const monitor = targetOfRef(ref);
  if (!(monitor instanceof Monitor) || monitor.alias === "none") return;
  if (monitor.alias === "reply_demonitor") removeMonitor(monitor);
  if (monitor.alias === "reply") monitor.alias = "none";
  deliver(monitor.watcher, message);
}

// ---- Links -----------------------------------------------------------------------------------------------------------

/**
 * Links two processes. To link to a dead process is an error, unless the caller traps exits: then it gets the same
 * message as if the other had died a moment later.
 */
export function link(process: Process, other: Process): void {
  if (process === other || has(process.links, other)) return;
  if (other.status !== EXITED) {
    process.links = add(process.links, other);
    other.links = add(other.links, process);
    process.home.tracer?.emit({ type: "link", pid: process.pid, to: other.pid });
  } else if (process.trapExit) {
    tell(process, other.pid, "exit", ["EXIT", other.pid, "noproc"]);
  } else {
    throw new ErlangError(
      "noproc",
      `link: ${other.pid} is not alive. Monitor it instead, or trap exits first.`,
    );
  }
}

export function unlink(process: Process, other: Process): void {
  if (!has(process.links, other)) return;
  process.links = remove(process.links, other);
  other.links = remove(other.links, process);
  process.home.tracer?.emit({ type: "unlink", pid: process.pid, to: other.pid });
}

// ---- Monitors and aliases --------------------------------------------------------------------------------------------

/** Watches `target` once: when it ends, or if there is no such process, the watcher gets a `DOWN` message. */
export function monitor(
  watcher: Process,
  target: Process | undefined,
  alias: AliasMode = "none",
  name?: string,
  tag?: unknown,
): Monitor {
  // Nobody watches itself: all it gets is a reference.
  if (target === watcher) return new Monitor(watcher, undefined, "none");
  const made = new Monitor(watcher, target, alias, name, tag);
  if (target !== undefined && target.status !== EXITED) {
    watcher.monitors = add(watcher.monitors, made);
    target.watchers = add(target.watchers, made);
    watcher.home.tracer?.emit({ type: "monitor", pid: watcher.pid, to: target.pid });
  } else {
    tellDown(made, target?.pid, "noproc");
  }
  return made;
}

/** The monitor or alias of `process` behind a reference; `undefined` when it stands for something else. */
export function monitorOf(process: Process, ref: Ref, where: string): Monitor | undefined {
  if (!isRef(ref)) throw badArgument(where, "a reference", ref);
  const found = targetOfRef(ref);
  return found instanceof Monitor && found.watcher === process ? found : undefined;
}

/** Ends a monitor, and its alias if that was to end with it. Says whether the monitor was still active. */
export function removeMonitor(made: Monitor): boolean {
  if (made.alias !== "explicit_unalias") made.alias = "none";
  const { target, watcher } = made;
  if (target === undefined) return false;
  made.target = undefined;
  watcher.monitors = remove(watcher.monitors, made);
  target.watchers = remove(target.watchers, made);
  watcher.home.tracer?.emit({ type: "demonitor", pid: watcher.pid, to: target.pid });
  return true;
}

/** Removes the `DOWN` message of a monitor that has come already. */
export function flushDown(process: Process, ref: Ref): void {
  const accepts = (message: unknown) =>
    Array.isArray(message) && message.length === 5 && message[1] === ref && message[2] === "process";
  process.mailbox?.take({ accepts }, 0);
}

function tellDown(made: Monitor, pid: Pid | undefined, reason: unknown): void {
  made.target = undefined;
  if (made.alias !== "explicit_unalias") made.alias = "none";
  const item = made.name === undefined ? pid : [made.name, made.watcher.home.name];
  tell(made.watcher, pid, "down", [made.tag, made.ref, "process", item, reason]);
}

// ---- Exits -----------------------------------------------------------------------------------------------------------

/**
 * An exit signal from `from`, through a link or sent by `Process.exit`:
 * `"kill"` that was sent cannot be trapped and kills with `"killed"`; a process that traps exits gets a message; otherwise
 * `"normal"` is ignored and every other reason ends the process. A process that sends itself a signal ends even by
 * `"normal"`.
 */
export function signalExit(target: Process, from: Process, reason: unknown, throughLink: boolean): void {
  if (target.status === EXITED) return;
  target.home.tracer?.emit({ type: "signal", pid: from.pid, to: target.pid, reason });
  if (reason === "kill" && !throughLink) end(target, from, "killed");
  else if (target.trapExit) tell(target, from.pid, "exit", ["EXIT", from.pid, reason]);
  else if (reason !== "normal" || (target === from && !throughLink)) end(target, from, reason);
}

/**
 * A process whose code is on the stack cannot be stopped there, and in OTP a signal from another process would not stop it
 * there either: it ends with its turn.
 */
function end(target: Process, from: Process, reason: unknown): void {
  if (target.status === RUNNING && target !== from) {
    target.status = DOOMED;
    detailsOf(target).doom = reason;
  } else {
    terminate(target, reason);
  }
}

/**
 * Ends a process: no more of its code runs, neither `catch` nor `finally`; its name is free at once; then those linked to it
 * and monitoring it are told. One exit may cause others: they are told one after the other, not one inside the other, so
 * that a chain of links may be of any length.
 */
export function terminate(process: Process, reason: unknown): void {
  if (process.status === EXITED) return;
  const { home } = process;
  process.status = EXITED;
  home.delist();
  releaseName(process);
  home.tracer?.emit({ type: "exit", pid: process.pid, reason });
  home.exits.push({ process, reason });
  if (home.exits.length > 1) return;
  for (; home.exits.length > 0; home.exits.shift()) tellOthers(home.exits.first);
}

function tellOthers({ process, reason }: ExitSignal): void {
  const { links, monitors, watchers, details, timer, home } = process;
  timer?.stop();
  // Whoever still holds the pid holds no more than an empty shell.
  process.code = process.fiber = process.mailbox = process.timer = process.details = undefined;
  process.links = process.monitors = process.watchers = undefined;
  details?.timers?.forEach((waiting) => home.timers.cancel(waiting));
  if (details?.promises !== undefined) home.countPromises(-details.promises);
  if (details?.cleanups !== undefined) cleanUp(home, details.cleanups, reason);
  for (const made of each(monitors)) {
    if (made.target !== undefined) made.target.watchers = remove(made.target.watchers, made);
    made.target = undefined;
  }
  for (const other of each(links)) {
    other.links = remove(other.links, process);
    signalExit(other, process, reason, true);
  }
  for (const made of each(watchers)) {
    made.watcher.monitors = remove(made.watcher.monitors, made);
    tellDown(made, process.pid, reason);
  }
}

/** Cleaning up is nobody's turn: neither that of the dead process nor that of whoever ended it. */
function cleanUp(home: Home, cleanups: ((reason: unknown) => void)[], reason: unknown): void {
  const { running } = home;
  home.running = undefined;
  for (const cleanup of cleanups.reverse()) cleanup(reason);
  home.running = running;
}

/** Sends an exit signal to oneself. Code that cannot be suspended is left by an exception; a generator: see `Process.exit`. */
export function exitSelf(process: Process, reason: unknown): void {
  const canSuspend = process.fiber !== undefined;
  signalExit(process, process, reason, false);
  if (process.status === EXITED && !canSuspend && process === process.home.running) throw new Halt();
}

function releaseName(process: Process): void {
  const name = process.details?.name;
  if (name !== undefined) unregister(process, name);
}

// ---- Names -----------------------------------------------------------------------------------------------------------

export function register(process: Process, name: string): void {
  const { home } = process;
  const advice = (hint: string) =>
    badArgument(`Process.register(${process.pid}, ...)`, "a free name", name, hint);
  if (typeof name !== "string" || name === "" || name === "undefined")
    throw advice("A name is a string that is not empty; the name undefined is reserved.");
  if (process.status === EXITED) throw advice(`${process.pid} is not alive.`);
  const holder = home.names.get(name);
  if (holder !== undefined)
    throw advice(`It is already registered to ${holder.pid}. Stop that process or choose another name.`);
  const earlier = process.details?.name;
  if (earlier !== undefined) throw advice(`The process is already registered as "${earlier}".`);
  home.names.set(name, process);
  detailsOf(process).name = name;
  home.tracer?.emit({ type: "register", pid: process.pid, name });
}

export function unregister(process: Process, name: string): void {
  const { home } = process;
  home.names.delete(name);
  if (process.details !== undefined) process.details.name = undefined;
  home.tracer?.emit({ type: "unregister", pid: process.pid, name });
}
