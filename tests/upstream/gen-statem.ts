/** OTP's own cases of `gen_statem`. */
import type { Cases } from "./cases.ts";

const start = (title: string) => `unit/gen/starting.test.ts: ${title}`;
const stop = (title: string) => `unit/gen/stopping.test.ts: ${title}`;
const ask = (title: string) => `unit/gen/requests.test.ts: ${title}`;
const format = (title: string) => `unit/gen/format-status.test.ts: ${title}`;
const machine = (title: string) => `unit/gen-state-machine/returns.test.ts: ${title}`;
const missing = (title: string) => `unit/gen/missing-callbacks.test.ts: ${title}`;
const debug = (title: string) => `unit/gen/sys-debug.test.ts: ${title}`;
const recorded = (name: string) => `conformance/gen_statem/${name}.ts`;

const NAMES = start("start, startLink and startMonitor under no name and under each kind of name");
const OUTCOMES = start("ignore, stop and a timeout leave neither process nor name nor message behind");
const INIT = machine("init: what start refuses, and what ends the machine after its start");
const STOP = stop("stop: by pid and by each kind of name, with any reason");
const NOT_THERE = stop(
  "stop: noproc, nodedown, calling_self, a timeout, and a bad timeout that hurts nobody",
);
const RETURNS = machine("returns of a state callback");
const ACTIONS = machine("actions, timeouts and event types that do not exist");
const LATE = machine("call timeouts, also in the forms that gen_statem has; a late reply never arrives");
const ORDER =
  "unit/gen-state-machine/order.test.ts: random machines handle their events in the order of the reference";
const HIDDEN = format("formatStatus(status) rewrites state, message and reason");
const CODE = machine(
  "changing code: state, data and callback mode, with another module; a failure changes nothing",
);
const HIBERNATE = machine(
  "hibernate: by an action, and when idle; the end of the parent ends the machine, and terminate runs",
);
const DEFAULTS = missing(
  "without init nothing starts; without codeChange the state stays; without terminate the reason stays",
);

export const cases: Cases = {
  gen_statem_SUITE: {
    start1: NAMES,
    start2: NAMES,
    start3: OUTCOMES,
    start4: OUTCOMES,
    start5: OUTCOMES,
    start6: NAMES,
    start7: NAMES,
    start8: NAMES,
    start9: NAMES,
    start10: NAMES,
    start11: [NAMES, INIT],
    start12: NAMES,
    start13: start("options that cannot be are refused at the call"),
    next_events: [recorded("next_event_before_queue"), recorded("next_event_and_postponed_order"), ORDER],
    stop1: STOP,
    stop2: STOP,
    stop3: STOP,
    stop4: STOP,
    stop5: STOP,
    stop6: NOT_THERE,
    stop7: NOT_THERE,
    abnormal1: [LATE, recorded("call_errors")],
    abnormal1clean: LATE,
    abnormal1dirty: LATE,
    abnormal2: RETURNS,
    abnormal3: ACTIONS,
    abnormal4: ACTIONS,
    shutdown: stop("a crash is reported, an end that was planned is not"),
    loop_start_fail: OUTCOMES,
    stop_and_reply: [
      machine("reply: one, many, none; stop_and_reply answers before the machine ends"),
      recorded("stop_and_reply"),
    ],
    state_enter: [
      machine("enter calls at the start, at a change and at a repeat"),
      machine("enter calls: what they may not return or ask for"),
      recorded("repeat_state_effects"),
      ORDER,
    ],
    event_order: [
      recorded("next_event_and_postponed_order"),
      recorded("postpone_again_mixes_with_new"),
      recorded("postpone_replayed_in_order"),
      ORDER,
    ],
    state_timeout: [
      recorded("state_timeout_cancelled_by_state_change"),
      recorded("timeout_zero_order"),
      recorded("timeout_zero_chain"),
      ORDER,
    ],
    timeout_cancel_and_update: [recorded("timeout_cancel_and_update"), ORDER],
    event_types: recorded("event_types"),
    generic_timers: [recorded("named_timeouts"), ORDER],
    code_change: CODE,
    sys1: [
      debug("a state machine that is traced from the beginning"),
      debug("a status has the form of OTP's, for each behaviour"),
    ],
    get_state: CODE,
    replace_state: [CODE, debug("a callback of replaceState that fails is told as OTP tells it")],
    call_format_status: HIDDEN,
    error_format_status: HIDDEN,
    terminate_crash_format: [
      HIDDEN,
      format("the report of a machine: queue, postponed, state, mode and client"),
    ],
    format_all_status: format("formatStatus(reason, [dictionary, state]) gives what stands for the state"),
    hibernate: HIBERNATE,
    auto_hibernate: HIBERNATE,
    enter_loop: machine(
      "enterLoop: with a name, with actions and the enter call; a name that it has not is refused",
    ),
    undef_code_change: DEFAULTS,
    undef_terminate1: DEFAULTS,
    undef_terminate2: DEFAULTS,
    pop_too_many: [recorded("change_callback_module"), ACTIONS],
    undef_in_terminate: missing(
      "terminate is called with the reason when a callback has stopped the server, and its own failure wins",
    ),
    format_log_1: {
      missing: "It is about the width and depth of Erlang's text formatter; a report here has one form.",
    },
    format_log_2: {
      missing: "It is about the width and depth of Erlang's text formatter; a report here has one form.",
    },
    reply_by_alias_with_payload: ask("a response by wait, receive and check; a late one only after wait"),
    send_request_receive_reqid_collection: ask("a collection by ${fetch}"),
    send_request_wait_reqid_collection: ask("a collection by ${fetch}"),
    send_request_check_reqid_collection: ask("a collection by ${fetch}"),
  },
};
