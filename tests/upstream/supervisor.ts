/** Supervisor: the cases of OTP's `supervisor_SUITE` and of Elixir's `SupervisorTest`. */
import type { Cases } from "./cases.ts";

const ignored =
  'unit/supervision/starting.test.ts: child that is ignored is ${kept === 2 ? "kept without a process" : "forgotten"}';
const ignoredByTemplate =
  "unit/supervision/starting.test.ts: template is forgotten, and the supervisor ends in order";
const startFails =
  "unit/supervision/starting.test.ts: a start that fails is told with the specification, or bare by a template, and leaves nothing";
const administration =
  "unit/supervision/stopping.test.ts: each administration call gives the error that fits";
const specifications =
  "unit/supervision/stopping.test.ts: specifications can be looked at before they are used";
const stops = "unit/supervision/stopping.test.ts: a child that takes ${stop} ms ends as ${reason}";
const ends = "unit/supervision/endings.test.ts: child that ends by ${String(reason)}";
const escalates =
  "unit/supervision/endings.test.ts: more crashes than are tolerated end the supervisor and its children";
const anotherFails =
  "unit/supervision/endings.test.ts: another child than the one that ended fails to start, until it does not";
const significant =
  "unit/supervision/endings.test.ts: the end by ${reason} of a ${restart} child, significant: ${isSignificant}";
const upgrade = "unit/supervision/code-change.test.ts: from autoShutdown ${before} to ${after}";
const failsForEver =
  "unit/supervision/endings.test.ts: while a restart fails for ever the supervisor answers, and can be stopped";

export const cases: Cases = {
  supervisor_SUITE: {
    sup_start_normal: "unit/supervision/supervisor.test.ts: a supervisor has a name, of any kind",
    sup_start_ignore_init: "unit/supervision/supervisor.test.ts: a supervisor module may have nothing to run",
    sup_start_ignore_child: ignored,
    sup_start_ignore_temporary_child: ignored,
    sup_start_ignore_temporary_child_start_child: ignored,
    sup_start_ignore_temporary_child_start_child_simple: ignoredByTemplate,
    sup_start_ignore_permanent_child_start_child_simple: ignoredByTemplate,
    sup_start_error_return:
      "unit/supervision/supervisor.test.ts: a wrong answer of a module's init is the reason why the supervisor does not start",
    sup_start_fail:
      "unit/supervision/supervisor.test.ts: a wrong answer of a module's init is the reason why the supervisor does not start",
    sup_start_child_returns_error: startFails,
    sup_start_restart_child_returns_error:
      "unit/supervision/starting.test.ts: a child that cannot be started again keeps its place without a process",
    sup_start_child_returns_error_simple: startFails,
    sup_start_map:
      "unit/supervision/supervisor.test.ts: a child that cannot be started leaves nothing behind",
    sup_start_map_simple: administration,
    sup_start_map_faulty_specs: [specifications, "unit/supervision/child-spec.test.ts: is refused"],
    sup_stop_infinity: stops,
    sup_stop_timeout: stops,
    sup_stop_timeout_dynamic: stops,
    sup_stop_brutal_kill: stops,
    sup_stop_brutal_kill_dynamic: stops,
    sup_stop_race:
      "unit/supervision/stopping.test.ts: a child that ends otherwise, or has unlinked itself, does not hold up the stop",
    sup_stop_non_shutdown_exit_dynamic:
      "unit/supervision/stopping.test.ts: a child that ends otherwise, or has unlinked itself, does not hold up the stop",
    child_adm: [administration, "conformance/supervisor/child_lifecycle.ts"],
    child_adm_simple: [administration, "conformance/supervisor/simple_one_for_one.ts"],
    extra_return: [
      "unit/supervision/starting.test.ts: what a start function gives besides the pid goes to the caller",
      "conformance/supervisor/start_function_results.ts",
    ],
    child_specs: specifications,
    child_specs_map: specifications,
    sup_flags: "unit/supervision/child-spec.test.ts: the options ${JSON.stringify(options)} are refused",
    multiple_restarts: "unit/supervision/supervisor.test.ts: restarts are forgotten after maxSeconds",
    one_for_one: [ends, "conformance/supervisor/one_for_one.ts"],
    one_for_one_escalation: [escalates, "conformance/supervisor/escalation.ts"],
    one_for_all: ends,
    one_for_all_escalation: escalates,
    one_for_all_other_child_fails_restart: [
      anotherFails,
      "conformance/supervisor/one_for_all_failed_restart.ts",
    ],
    rest_for_one: ends,
    rest_for_one_escalation: escalates,
    rest_for_one_other_child_fails_restart: anotherFails,
    simple_one_for_one: [ends, "conformance/supervisor/simple_one_for_one.ts"],
    simple_one_for_one_shutdown: stops,
    simple_one_for_one_extra: "conformance/supervisor/simple_one_for_one.ts",
    simple_one_for_one_escalation: escalates,
    simple_one_for_one_corruption: startFails,
    simple_one_for_one_restart_ignore:
      "unit/supervision/starting.test.ts: a child of a template that gives ${what} when it is started again",
    permanent_normal: ends,
    transient_normal: ends,
    temporary_normal: ends,
    permanent_shutdown: ends,
    transient_shutdown: ends,
    temporary_shutdown: ends,
    permanent_abnormal: ends,
    transient_abnormal: ends,
    temporary_abnormal: ends,
    faulty_application_shutdown: "conformance/supervisor/child_fails_while_stopping.ts",
    external_start_no_progress_log: {
      missing: "Only newer versions of OTP tell a start by hand at another level; reports follow OTP 25.",
    },
    nonsignificant_temporary: significant,
    nonsignificant_transient: significant,
    significant_temporary: significant,
    significant_transient: significant,
    significant_simple:
      "unit/supervision/endings.test.ts: significant children of a template end their supervisor: any of them, or the last",
    significant_bystander:
      "unit/supervision/endings.test.ts: a significant child that ends while a group restarts, or is stopped by hand, ends no supervisor",
    significant_escalation: [
      "unit/supervision/endings.test.ts: the end of a supervisor by its significant child is the normal end of a child of the one above",
      "conformance/supervisor/significant_escalation.ts",
    ],
    significant_upgrade_never_any: upgrade,
    significant_upgrade_any_never: upgrade,
    significant_upgrade_never_all: upgrade,
    significant_upgrade_all_never: upgrade,
    significant_upgrade_any_all: upgrade,
    significant_upgrade_all_any: upgrade,
    significant_upgrade_child:
      "unit/supervision/code-change.test.ts: a child that becomes significant ends its supervisor, and one that no longer is does not",
    child_unlink: [
      "unit/supervision/stopping.test.ts: a child that ends otherwise, or has unlinked itself, does not hold up the stop",
      "conformance/supervisor/child_that_unlinks.ts",
    ],
    tree: [
      "unit/supervision/tree.test.ts: a tree with crashes and requests does what the model says",
      "conformance/supervisor/nested_tree.ts",
    ],
    count_children: "conformance/supervisor/which_and_count_children.ts",
    count_children_supervisor:
      "unit/supervision/stopping.test.ts: supervisors are counted as such, and a child that has died is not counted as active before it is noticed",
    count_restarting_children: failsForEver,
    get_callback_module:
      "unit/supervision/starting.test.ts: a supervisor knows the module that it was started with",
    do_not_save_start_parameters_for_temporary_children: {
      missing: "A start function is one value: its arguments cannot be forgotten apart from it.",
    },
    do_not_save_child_specs_for_temporary_children: ends,
    simple_one_for_one_scale_many_temporary_children:
      "unit/supervision/starting.test.ts: thousands of children (${title}) are started, counted and stopped, and none is left",
    temporary_bystander: [
      "unit/supervision/endings.test.ts: a temporary child that is a bystander of a group's restart is not started again",
      "conformance/supervisor/temporary_sibling_in_group_restart.ts",
    ],
    simple_global_supervisor: "unit/supervision/supervisor.test.ts: a supervisor has a name, of any kind",
    hanging_restart_loop: failsForEver,
    hanging_restart_loop_rest_for_one: failsForEver,
    hanging_restart_loop_simple: failsForEver,
    code_change: [
      "unit/supervision/code-change.test.ts: children that are specified go on, new ones wait to be started, those left out come last",
      "unit/supervision/code-change.test.ts: a change that is refused says why and changes nothing",
    ],
    code_change_map:
      "unit/supervision/code-change.test.ts: a change that is refused says why and changes nothing",
    code_change_simple:
      "unit/supervision/code-change.test.ts: children of a template follow the new one from their next start on",
    code_change_simple_map:
      "unit/supervision/code-change.test.ts: children of a template follow the new one from their next start on",
    order_of_children: [
      "unit/supervision/stopping.test.ts: children keep their order through stops, starts and restarts",
      "conformance/supervisor/added_children_order.ts",
    ],
    scale_start_stop_many_children:
      "unit/supervision/starting.test.ts: thousands of children (${title}) are started, counted and stopped, and none is left",
    format_log_1:
      "unit/supervision/report.test.ts: with handleSaslReports every start, end and failure is told",
    format_log_2:
      "unit/supervision/report.test.ts: a child that fails to start is told with its supervisor's pid",
    already_started_outside_supervisor:
      "unit/supervision/starting.test.ts: a child that was started outside the supervisor is not taken over",
    which_children: [administration, "conformance/supervisor/which_and_count_children.ts"],
    which_children_simple_one_for_one: administration,
  },
  SupervisorTest: {
    "generates child_spec/1":
      "unit/supervision/child-spec.test.ts: a module says itself how it is supervised, and gets the argument",
    "child_spec/2": [
      "unit/supervision/child-spec.test.ts: a specification is taken as it is, with the overrides over it",
      "unit/supervision/child-spec.test.ts: what is no child is refused with what it may be",
    ],
    "init/2": "unit/supervision/child-spec.test.ts: a supervisor needs a strategy, and a list of children",
    "init/2 with old and new child specs": {
      missing: "Specifications are objects here; the tuples of old are not taken.",
    },
    "start_link/2 with via": "unit/supervision/supervisor.test.ts: a supervisor has a name, of any kind",
    "start_link/3 with global": "unit/supervision/supervisor.test.ts: a supervisor has a name, of any kind",
    "start_link/3 with local": "unit/supervision/supervisor.test.ts: a supervisor has a name, of any kind",
    "start_link/2": "conformance/supervisor/one_for_one.ts",
    "start_link/2 with old and new specs": {
      missing: "Specifications are objects here; the tuples of old are not taken.",
    },
    "start_link/3":
      "unit/supervision/supervisor.test.ts: a supervisor module is asked for its children, and may have to wait for them",
    "start_child/2 supports old child spec": {
      missing: "Specifications are objects here; the tuples of old are not taken.",
    },
    "start_child/2 supports new child spec as tuple":
      "unit/supervision/supervisor.test.ts: a module and its argument can be added as a child",
    "start_child/2 supports new child spec": administration,
    "start_child/2 with invalid child spec": [
      specifications,
      "unit/supervision/supervisor.test.ts: arguments for a template are not a child of another strategy",
    ],
    "start_child/2 with valid child spec": "conformance/supervisor/child_lifecycle.ts",
    "child life cycle": [administration, "conformance/supervisor/child_lifecycle.ts"],
  },
};
