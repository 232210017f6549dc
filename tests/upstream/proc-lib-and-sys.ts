/** OTP's own cases of `proc_lib` and `sys`. */
import type { Cases } from "./cases.ts";

const procLib = (title: string) => `unit/gen/proc-lib.test.ts: ${title}`;
const debug = (title: string) => `unit/gen/sys-debug.test.ts: ${title}`;

const CRASH = procLib("crash reports: who, why, and what it was doing, if SASL reports are handled");
const SPAWN = procLib("spawn options: priority and label; a monitor is refused where OTP refuses it");
const ACK = procLib("initAck gives any term; no initAck is a failure with the exit reason");

export const cases: Cases = {
  proc_lib_SUITE: {
    crash: [
      CRASH,
      procLib("the crash report of a server names its module, and so does that of a start which fails"),
    ],
    stacktrace: {
      missing:
        "A stack trace is no part of a report here: the error that is the exit reason carries its own.",
    },
    sync_start_nolink: [
      ACK,
      procLib("startMonitor gives the value and a monitor; a start that fails leaves none"),
    ],
    sync_start_link: [ACK, "conformance/system/proc_lib_start_link.ts"],
    spawn_opt: SPAWN,
    hibernate: procLib("hibernate: sleeps until a message comes, and never returns"),
    otp_6345: SPAWN,
    init_dont_hang: [
      ACK,
      procLib("a process that hangs before initAck can be killed by its starter, and the starter by others"),
    ],
    stop: [
      procLib("stop: a process that answers system messages ends; one that is not there is an exit"),
      "unit/gen/stopping.test.ts: stop: noproc, nodedown, calling_self, a timeout, and a bad timeout that hurts nobody",
    ],
    t_format: CRASH,
    t_format_arbitrary: {
      missing: "It is about Erlang's formatter of reports that are no crash reports; there are none here.",
    },
  },
  sys_SUITE: {
    log: debug("log keeps the last events: get, print, off; while it is on it keeps its size"),
    log_to_file: debug("logToFile gives the lines to a function"),
    stats: debug("statistics count messages in and out, from the time they are switched on"),
    trace: [
      debug("trace prints what a GenServer does, until it is switched off"),
      debug("a state machine that is traced from the beginning"),
      debug("a manager of events that is traced"),
    ],
    suspend: [
      "conformance/system/sys_suspend_resume.ts",
      "conformance/system/sys_suspended_exit_and_terminate.ts",
      "unit/gen/sys.test.ts: while suspended it answers system messages only; everything else comes afterwards, in order",
    ],
    install: debug("install: the newest watcher first; done, an exception, remove and noDebug end them"),
    special_process: [
      debug("a special process answers all system messages"),
      debug("a special process with its own callbacks, and the end of its parent while it is suspended"),
    ],
  },
};
