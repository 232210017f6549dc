/** OTP's own cases of processes, signals, links and monitors, and Elixir's of `Process`. */
import type { Cases } from "./cases.ts";

const scenario = (name: string) => `conformance/process/${name}.ts`;
const facts = (title: string) => `unit/kernel/process.test.ts: ${title}`;
const exits = (title: string) => `unit/kernel/exits.test.ts: ${title}`;
const misuse = (title: string) => `unit/kernel/misuse.test.ts: ${title}`;
const wrong = (title: string) => `unit/kernel/wrong-arguments.test.ts: ${title}`;
const INFO = facts("info: each fact of a process that waits");
const LIST = facts("list holds exactly the living, oldest first");
const REQUEST = facts(
  "spawnRequest: the reply comes before any EXIT or DOWN, and the request is the monitor",
);
const ALIASES = [facts("aliases live as long as their mode says"), scenario("monitor_alias_modes")];
const LARGE = facts("many monitors leave nothing behind");
const REPLY = facts("a reply through an alias ends its monitor: no DOWN follows");
const TAG = facts("a tag stands in place of DOWN, also for a process that is gone");
const ORDER = facts("messages and exit signals of one sender stay in order");
const RACE = facts(
  "a process that was unlinked or not watched any more tells nothing, however close its end",
);
const SELF = exits("a process that kills itself stops there, in a generator with yield*, elsewhere at once");
const ERROR = exits("an exception that nobody catches is the reason, the very error");
const ONE_WAY = scenario("monitor_is_one_directional");
const NOBODY = {
  missing: "A node of its own is always there: no reply tells that a process could not be started.",
};

export const cases: Cases = {
  process: {
    t_exit_1: [LARGE, scenario("exit_message_names_sender")],
    t_exit_2_other: scenario("exit_message_names_sender"),
    t_exit_2_other_normal: scenario("exit_normal_signal_ignored"),
    self_exit: scenario("exit_self_trapping_becomes_message"),
    normal_suicide_exit: scenario("exit_self_normal_kills_self"),
    abnormal_suicide_exit: SELF,
    t_exit_2_catch: scenario("exit_self_signal_not_catchable"),
    exit_and_timeout: facts("an exit signal and a timeout at the same time leave a sane process"),
    exit_twice: facts("the first of two exit signals decides the reason"),
    trap_exit_badarg: ERROR,
    trap_exit_badarg_in_bif: ERROR,
    t_process_info: INFO,
    process_info_other_msg: INFO,
    process_info_2_list: INFO,
    process_info_messages: INFO,
    process_info_status_handled_signal: LIST,
    bad_register: [scenario("register_errors"), misuse("a name that is taken says by whom")],
    process_flag_badarg: misuse("flags, priorities and facts have names"),
    processes_default_tab: LIST,
    processes_term_proc_list: LIST,
    spawn_request_bif: REQUEST,
    spawn_request_monitor_demonitor: REQUEST,
    spawn_request_monitor_child_exit: REQUEST,
    spawn_request_link_child_exit: REQUEST,
    spawn_request_link_parent_exit: scenario("link_both_directions"),
    spawn_request_abandon_bif: REQUEST,
    spawn_request_reply_option: REQUEST,
    spawn_request_error: NOBODY,
    alias_bif: [scenario("alias_lifecycle"), facts("an alias of the dead is nobody's")],
    monitor_alias: ALIASES,
    spawn_monitor_alias: ALIASES,
    demonitor_aliasmonitor: ALIASES,
    down_aliasmonitor: ALIASES,
    monitor_tag: TAG,
  },
  signal: {
    xm_sig_order: [ORDER, scenario("messages_before_exit_signal")],
    kill2killed: scenario("kill_chain_stops_at_trapper"),
    unlink_exit: [scenario("unlink_before_exit"), scenario("unlink_keeps_delivered_exit"), RACE],
    monitor_order: facts("monitors of one process are told in the order in which they were set"),
    monitor_named_order_local: scenario("name_freed_before_down"),
  },
  monitor: {
    case_1: ONE_WAY,
    case_1a: ONE_WAY,
    case_2: scenario("demonitor_options"),
    case_2a: scenario("demonitor_options"),
    mon_e_1: [wrong("monitor: nobody"), wrong("monitor: alias")],
    demon_e_1: [misuse("a monitor belongs to its watcher"), wrong("demonitor: options")],
    demon_1: misuse("a monitor belongs to its watcher"),
    demon_2: scenario("demonitor_options"),
    demon_3: RACE,
    demonitor_flush: scenario("demonitor_flush_keeps_other_downs"),
    gh_5225_demonitor_alias: ALIASES,
    local_remove_monitor: scenario("demonitor_options"),
    large_exit: LARGE,
    list_cleanup: LARGE,
    mon_1: TAG,
    named_down: [TAG, scenario("name_freed_before_down")],
    monitor_tag_storage: TAG,
    unexpected_alias_at_demonitor_gh5310: ALIASES,
    down_on_alias_gh5310: [REPLY, ...ALIASES],
    monitor_3_noproc_gh6185: ALIASES,
  },
  erl_link: {
    links: [
      scenario("link_is_idempotent"),
      scenario("link_self_is_noop"),
      scenario("info_links_and_monitors"),
    ],
    process_monitors: scenario("info_links_and_monitors"),
    otp_5772_link: RACE,
    otp_5772_monitor: RACE,
  },
  "Elixir Process": {
    dictionary: facts("the dictionary belongs to one process"),
    "group_leader/2 and group_leader/0": facts(
      "a group leader is inherited, and was the shell to begin with",
    ),
    "monitoring functions are inlined by the compiler": {
      missing: "What the compiler of Elixir makes of a call has no counterpart.",
    },
    "sleep/1": "conformance/receive/sleep_does_not_touch_mailbox.ts",
    "info/2": INFO,
    "info/2 with registered name": INFO,
    "send_after/3 sends messages once expired": "conformance/receive/send_after_fires_in_time_order.ts",
    "send_after/4 sends messages once expired":
      "unit/kernel/message-timers.test.ts: an absolute time is one of the node's clock; one that has passed is now",
    "send_after/3 returns a timer reference that can be read or cancelled":
      "unit/kernel/message-timers.test.ts: the time left, and false once it has fired or was cancelled",
    "exit(pid, :normal) does not cause the target process to exit": scenario("exit_normal_signal_ignored"),
    "exit(pid, :normal) makes the process receive a message if it traps exits": ORDER,
    "exit(self(), :normal) causes the calling process to exit": scenario("exit_self_normal_kills_self"),
    "exit(self(), :normal) makes the process receive a message if it traps exits": scenario(
      "exit_self_trapping_becomes_message",
    ),
    "alias/0": scenario("alias_lifecycle"),
    "alias/1": ALIASES,
    "unalias/1": scenario("alias_lifecycle"),
    "monitor/2 with aliases": ALIASES,
    "monitor/2 with a tag": TAG,
    "set_label/1": INFO,
  },
};
