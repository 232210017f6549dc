/** OTP's own cases of `receive` and of timers. */
import type { Cases } from "./cases.ts";

const waits = (title: string) => `unit/kernel/receive.test.ts: ${title}`;
const later = (title: string) => `unit/kernel/message-timers.test.ts: ${title}`;
const wrong = (title: string) => `unit/kernel/wrong-arguments.test.ts: ${title}`;
const LEFT = later("the time left, and false once it has fired or was cancelled");
const LONG = later("long times are waited for, too");
const BAD = [wrong("sendAfter: infinity"), wrong("sendAfter: nobody"), wrong("startTimer: backwards")];
const BAD_REFERENCE = "unit/kernel/misuse.test.ts: pids and references are not anything else";

export const cases: Cases = {
  receive: {
    receive_in_between: waits("a receive inside a receive's handling leaves the others in order"),
    receive_opt_exception: waits("an exception after a receive keeps the queue as it was"),
    receive_opt_recursion: waits(
      "receives that call each other, with fresh references, find their own answers",
    ),
    otp_7980: "conformance/receive/selective_keeps_order.ts",
    wait: waits(
      "after: zero looks once, infinity never gives up, and what else gives may be made from a call",
    ),
    recv_in_try: waits("a receive in try gives its value through finally"),
    double_recv: waits("two receives in a row wait for one message each"),
    after_expression: waits(
      "after: zero looks once, infinity never gives up, and what else gives may be made from a call",
    ),
  },
  receive_after: {
    t_after: [
      "conformance/receive/timeout_not_restarted_by_other_messages.ts",
      waits("a flood of messages that do not match neither ends a wait nor makes it longer"),
    ],
    t_after_negative_timeouts: "unit/kernel/misuse.test.ts: timeouts are numbers of milliseconds or infinity",
  },
  timer_bif: {
    start_timer_1: [
      later("startTimer says which timer it was"),
      "conformance/receive/start_timer_message.ts",
    ],
    send_after_1: "conformance/receive/send_after_fires_in_time_order.ts",
    send_after_2: later("timers for the same time fire in the order in which they were set"),
    send_after_3: later("the timers of a process end with it"),
    cancel_timer_1: [LEFT, "conformance/receive/cancel_timer.ts"],
    start_timer_big: LONG,
    send_after_big: LONG,
    start_timer_e: BAD,
    send_after_e: BAD,
    cancel_timer_e: BAD_REFERENCE,
    read_timer_trivial: BAD_REFERENCE,
    read_timer: LEFT,
    read_timer_async: later("asynchronous answers come as messages"),
    cleanup: later("the timers of a process end with it"),
    registered_process: later("a name is looked up when the timer fires; nobody there is no error"),
    same_time_yielding: later("timers for the same time fire in the order in which they were set"),
  },
};
