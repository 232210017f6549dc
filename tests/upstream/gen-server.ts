/** OTP's own cases of `gen_server`, and Elixir's of `GenServer`. */
import type { Cases } from "./cases.ts";

const server = (title: string) => `unit/gen/gen-server.test.ts: ${title}`;
const life = (title: string) => `unit/gen/gen-server-life.test.ts: ${title}`;
const start = (title: string) => `unit/gen/starting.test.ts: ${title}`;
const stop = (title: string) => `unit/gen/stopping.test.ts: ${title}`;
const ask = (title: string) => `unit/gen/requests.test.ts: ${title}`;
const talk = (title: string) => `unit/gen/talking.test.ts: ${title}`;
const missing = (title: string) => `unit/gen/missing-callbacks.test.ts: ${title}`;
const format = (title: string) => `unit/gen/format-status.test.ts: ${title}`;
const recorded = (name: string) => `conformance/gen_server/${name}.ts`;

const STOP = stop("stop: by pid and by each kind of name, with any reason");
const NOT_THERE = stop(
  "stop: noproc, nodedown, calling_self, a timeout, and a bad timeout that hurts nobody",
);
const TIMEOUTS = server(
  "timeouts: after the given time without a message; a message cancels it; 0 is at once",
);
const ENTER = talk("enterLoop: the name has to be the process's own, whatever its kind");
const LACKING = missing(
  "GenServer: a call, a cast or a continue without callback ends the server; any other message does not",
);
const DEFAULTS = missing(
  "without init nothing starts; without codeChange the state stays; without terminate the reason stays",
);
const ENDING = missing(
  "terminate is called with the reason when a callback has stopped the server, and its own failure wins",
);
const HIDDEN = format("formatStatus(status) rewrites state, message and reason");
const FAILING_FORMAT = format("hides nothing, neither the state nor the crash");
const REPORT = server("what is reported: who, why, the last message, the state");

export const cases: Cases = {
  gen_server_SUITE: {
    start: [
      start("start, startLink and startMonitor under no name and under each kind of name"),
      start("ignore, stop and a timeout leave neither process nor name nor message behind"),
      recorded("init_outcomes_start"),
      recorded("init_timeout"),
      recorded("name_clash"),
    ],
    start_event_timeout: start("timeouts that init asks for begin when it has returned"),
    start_event_timeout_zero: start("timeouts that init asks for begin when it has returned"),
    stop1: STOP,
    stop2: STOP,
    stop3: STOP,
    stop4: STOP,
    stop5: STOP,
    stop6: [NOT_THERE, life("stop: waits for the end; noproc, another reason and a timeout are exits")],
    stop7: [NOT_THERE, recorded("exit_from_others")],
    crash: stop("a crash is reported, an end that was planned is not"),
    loop_start_fail: stop("starting that fails again and again leaves nothing behind"),
    call: [
      server("handleCall: reply, noreply and reply later, stop with and without a reply"),
      recorded("call_missing_server"),
      recorded("stop_replies_and_terminate_order"),
    ],
    cast: recorded("call_cast_info_fifo"),
    cast_fast: talk("a cast to a server that does not exist, on whatever node, is ok at once"),
    info: talk("info: any message reaches handleInfo, also one that looks like half a request"),
    abcast: life("abcast and multiCall on the one node there is"),
    continue: [
      server("continue runs before what is in the mailbox, and chains without end do not block the others"),
      recorded("continue_after_reply"),
      recorded("continue_runs_before_queued_messages"),
    ],
    send_request: [
      ask("a response by wait, receive and check; a late one only after wait"),
      ask("a server that ends, or is not there"),
    ],
    send_request_receive_reqid_collection: ask("a collection by ${fetch}"),
    send_request_wait_reqid_collection: ask("a collection by ${fetch}"),
    send_request_check_reqid_collection: ask("a collection by ${fetch}"),
    handle_event_timeout: TIMEOUTS,
    handle_event_timeout_zero: [TIMEOUTS, recorded("timeout_zero")],
    handle_event_timeout_plain: TIMEOUTS,
    multicall: talk("multiCall: all at once, and who is down, missing or too late is bad"),
    multicall_down: talk("multiCall: all at once, and who is down, missing or too late is bad"),
    calling_self: talk("a server that calls itself exits with calling_self, by pid and by name"),
    spec_init: ["conformance/system/gen_server_enter_loop.ts", ENTER],
    spec_init_local_registered_parent: ENTER,
    spec_init_global_registered_parent: ENTER,
    otp_5854: [
      start("start, startLink and startMonitor under no name and under each kind of name"),
      life("names: local, global and via; a taken one is already_started"),
    ],
    otp_7669: start("a via module that refuses the name: already_started, and the process is gone"),
    hibernate: [
      server("hibernate: by a callback's wish, or when idle for hibernateAfter"),
      recorded("hibernate_return"),
    ],
    auto_hibernate: server("hibernate: by a callback's wish, or when idle for hibernateAfter"),
    get_state: "conformance/system/sys_get_and_replace_state.ts",
    replace_state: [
      "conformance/system/sys_get_and_replace_state.ts",
      "unit/gen/sys-debug.test.ts: a callback of replaceState that fails is told as OTP tells it",
    ],
    call_format_status: HIDDEN,
    error_format_status: HIDDEN,
    terminate_crash_format: [HIDDEN, ENDING],
    crash_in_format_status: FAILING_FORMAT,
    throw_in_format_status: FAILING_FORMAT,
    format_all_status: format("formatStatus(reason, [dictionary, state]) gives what stands for the state"),
    call_with_huge_message_queue: talk(
      "a call works among ten thousand messages that the caller has not read, and leaves them as they are",
    ),
    undef_handle_call: [LACKING, recorded("missing_callbacks")],
    undef_handle_cast: [LACKING, recorded("missing_callbacks")],
    undef_handle_info: [LACKING, recorded("missing_callbacks")],
    undef_handle_continue: LACKING,
    undef_init: DEFAULTS,
    undef_code_change: DEFAULTS,
    undef_terminate1: ENDING,
    undef_terminate2: ENDING,
    undef_in_terminate: ENDING,
    undef_in_handle_info: missing(
      "an error inside a callback is told as what it is, not as a missing callback",
    ),
    format_log_1: {
      missing: "It is about the width and depth of Erlang's text formatter; a report here has one form.",
    },
    format_log_2: {
      missing: "It is about the width and depth of Erlang's text formatter; a report here has one form.",
    },
    reply_by_alias_with_payload: ask(
      "replies with a payload of any size come back whole, also when the caller has much else to read",
    ),
  },
  GenServerTest: {
    "generates child_spec/1": talk("childSpec: the default, the module's own, and the name as its id"),
    "start_link/3": start("start, startLink and startMonitor under no name and under each kind of name"),
    "start_link/3 with via": start(
      "start, startLink and startMonitor under no name and under each kind of name",
    ),
    "start_link/3 with global": start(
      "start, startLink and startMonitor under no name and under each kind of name",
    ),
    "start_link/3 with local": start(
      "start, startLink and startMonitor under no name and under each kind of name",
    ),
    "start_link/3 with invalid name": start("options that cannot be are refused at the call"),
    "call/3 exit messages": [
      recorded("call_missing_server"),
      recorded("call_timeout_zero"),
      recorded("callers_of_killed_server"),
      life("names: local, global and via; a taken one is already_started"),
    ],
    "nil name": recorded("call_missing_server"),
    "cast/2": [
      recorded("cast_to_missing_is_ok"),
      talk("a cast to a server that does not exist, on whatever node, is ok at once"),
    ],
    "abcast/3": life("abcast and multiCall on the one node there is"),
    "multi_call/4": talk("multiCall: all at once, and who is down, missing or too late is bad"),
    "whereis/1": talk("whereis: by pid, by each kind of name, and on another node"),
    "stop/3": [STOP, NOT_THERE, REPORT],
  },
};
