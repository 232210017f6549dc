/** A registry of names for `["via", names(), key]`, as small as the protocol of via modules allows. */
import { ArgumentError, Process, send, type Pid } from "beamish";

export function names() {
  const pids = new Map<unknown, Pid>();
  const whereisName = (name: unknown): Pid | undefined => {
    const pid = pids.get(name);
    return pid && Process.alive(pid) ? pid : undefined;
  };
  return {
    whereisName,
    registerName(name: unknown, pid: Pid): "yes" | "no" {
      if (whereisName(name)) return "no";
      pids.set(name, pid);
      return "yes";
    },
    unregisterName(name: unknown): void {
      pids.delete(name);
    },
    send(name: unknown, message: unknown): Pid {
      const pid = whereisName(name);
      if (!pid) throw new ArgumentError(`nothing is registered as ${String(name)}`);
      send(pid, message);
      return pid;
    },
  };
}
