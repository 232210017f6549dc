/** DynamicSupervisor and PartitionSupervisor: the cases of Elixir's tests. */
import type { Cases } from "./cases.ts";

const asChild =
  "unit/supervision/dynamic-children.test.ts: the id of a supervisor as a child is its name, or the key of that";
const options =
  "unit/supervision/dynamic-children.test.ts: options of the process go with those of the supervisor; what only OTP's supervisor has is refused";
const codeChange =
  "unit/supervision/code-change.test.ts: a dynamic supervisor takes new limits, and refuses bad ones";
const endsDynamic =
  'unit/supervision/dynamic-children.test.ts: child that ends by ${String(reason)} is ${isRestarted ? "restarted" : "forgotten"}';
const startsAgain =
  "unit/supervision/dynamic-children.test.ts: a child that is ignored when it is restarted is forgotten, one that fails once is tried again";
const stopsDynamic =
  "unit/supervision/dynamic-children.test.ts: children that take ${stop} ms end as ${reason}, by themselves or all together";
const supervisors =
  "unit/supervision/dynamic-children.test.ts: partitions may be supervisors, and take no significant children";
const resize =
  "unit/supervision/dynamic-children.test.ts: partitions can be fewer and more again, and keys go to those that are left";
const badOption =
  "unit/supervision/partition-supervisor.test.ts: the options ${JSON.stringify(Object.keys(options))} are refused: ${String(message)}";

export const cases: Cases = {
  DynamicSupervisorTest: {
    "can be supervised directly":
      "unit/supervision/dynamic-supervisor.test.ts: a module and its argument is a child too, and a dynamic supervisor is one itself",
    "multiple supervisors can be supervised and identified with simple child spec": asChild,
    "use/2 generates child_spec/1": asChild,
    "init/1 set default options":
      "unit/supervision/dynamic-supervisor.test.ts: a module is asked for the options",
    "start_link/3 with non-ok init": [
      "unit/supervision/dynamic-supervisor.test.ts: the options ${JSON.stringify(options)} are refused",
      options,
    ],
    "start_link/3 with registered process":
      "unit/supervision/dynamic-supervisor.test.ts: a module is asked for the options",
    "start_link/3 with spawn_opt": options,
    "start_link/3 sets initial call to the same as a regular supervisor": {
      missing: "Nothing here knows a process by its initial call; a label does that.",
    },
    "code_change/3 with non-ok init": codeChange,
    "code_change/3 with ok init": codeChange,
    "start_child/2 supports old child spec": {
      missing: "Specifications are objects here; the tuples of old are not taken.",
    },
    "start_child/2 supports new child spec as tuple":
      "unit/supervision/dynamic-supervisor.test.ts: a module and its argument is a child too, and a dynamic supervisor is one itself",
    "start_child/2 supports new child spec": "conformance/dynamic_supervisor/start_and_terminate_child.ts",
    "start_child/2 supports extra arguments":
      "unit/supervision/dynamic-supervisor.test.ts: a restarted child keeps its place and its arguments",
    "start_child/2 with invalid child spec": [
      options,
      "unit/supervision/dynamic-supervisor.test.ts: a bad specification is refused at the call",
    ],
    "start_child/2 with different returns": [
      "unit/supervision/dynamic-children.test.ts: what a start gives or throws is what the caller gets",
      "conformance/dynamic_supervisor/start_child_results.ts",
    ],
    "start_child/2 with throw/error/exit":
      "unit/supervision/dynamic-children.test.ts: what a start gives or throws is what the caller gets",
    "start_child/2 with max_children": [
      "unit/supervision/dynamic-supervisor.test.ts: more children than maxChildren are refused, those being restarted included",
      "conformance/dynamic_supervisor/max_children.ts",
    ],
    "start_child/2 temporary child is not restarted regardless of reason": endsDynamic,
    "start_child/2 transient child is restarted unless normal/shutdown/{shutdown, _}": endsDynamic,
    "start_child/2 permanent child is restarted regardless of reason": endsDynamic,
    "start_child/2 child is restarted with different values": startsAgain,
    "start_child/2 restarting on init children counted in max_children": [
      "unit/supervision/dynamic-supervisor.test.ts: more children than maxChildren are refused, those being restarted included",
      "conformance/dynamic_supervisor/max_children.ts",
    ],
    "start_child/2 restarting on exit children counted in max_children": [
      "unit/supervision/dynamic-supervisor.test.ts: more children than maxChildren are refused, those being restarted included",
      "conformance/dynamic_supervisor/max_children.ts",
    ],
    "start_child/2 restarting a child with extra_arguments successfully restarts child":
      "unit/supervision/dynamic-supervisor.test.ts: a restarted child keeps its place and its arguments",
    "start_child/2 child is restarted when trying again": startsAgain,
    "start_child/2 child triggers maximum restarts":
      "unit/supervision/dynamic-children.test.ts: restarts that fail count, and end the supervisor when there are too many",
    "start_child/2 child triggers maximum intensity when trying again": [
      "unit/supervision/dynamic-children.test.ts: restarts that fail count, and end the supervisor when there are too many",
      "conformance/dynamic_supervisor/failing_restart.ts",
    ],
    "start_child/2 with valid shutdown": stopsDynamic,
    "start_child/2 with invalid valid shutdown": options,
    "terminate/2 terminates children with brutal kill": stopsDynamic,
    "terminate/2 terminates children with infinity shutdown": stopsDynamic,
    "terminate/2 terminates children with infinity shutdown and abnormal reason":
      "unit/supervision/stopping.test.ts: a child that ends otherwise, or has unlinked itself, does not hold up the stop",
    "terminate/2 terminates children with integer shutdown": stopsDynamic,
    "terminate/2 terminates children with integer shutdown and abnormal reason":
      "unit/supervision/stopping.test.ts: a child that ends otherwise, or has unlinked itself, does not hold up the stop",
    "terminate/2 terminates children with expired integer shutdown": stopsDynamic,
    "terminate/2 terminates children with permanent restart and normal reason":
      "unit/supervision/report.test.ts: a permanent child that ends by normal when it is told to stop is reported, another is not",
    "terminate/2 terminates with mixed children": [
      "unit/supervision/dynamic-supervisor.test.ts: children are stopped at once: the slowest decides how long it takes",
      "conformance/dynamic_supervisor/shutdown_all_at_once.ts",
    ],
    "terminate_child/2 terminates child with brutal kill": stopsDynamic,
    "terminate_child/2 terminates child with integer shutdown": stopsDynamic,
    "terminate_child/2 terminates restarting child":
      "conformance/dynamic_supervisor/terminate_restarting_child.ts",
  },
  PartitionSupervisorTest: {
    "child_spec uses the atom name as id": asChild,
    "child_spec uses the via value as id": asChild,
    "start_link/1 on success with atom name": [
      supervisors,
      "conformance/dynamic_supervisor/partition_supervisor_routing.ts",
    ],
    "start_link/1 on success with via name": resize,
    "start_link/1 with_arguments":
      "unit/supervision/partition-supervisor.test.ts: a specification's start function gets the arguments of its partition",
    "start_link/1 raises without name": badOption,
    "start_link/1 raises without child_spec": badOption,
    "start_link/1 raises on bad partitions": badOption,
    "start_link/1 raises on bad with_arguments": badOption,
    "start_link/1 raises with bad auto_shutdown": supervisors,
    "stop/1 is synchronous":
      "unit/supervision/partition-supervisor.test.ts: it is a child like any other, and is counted like any other",
    "stop/1 with via tuple": resize,
    "partitions/1 raises noproc for unknown atom partition supervisor":
      "unit/supervision/partition-supervisor.test.ts: without a supervisor there are no partitions",
    "partitions/1 raises noproc for unknown via partition supervisor": resize,
    "resize!/1 resizes the number of children": resize,
    "resize!/1 raises on lookup after resizing to zero": resize,
    "resize!/1 raises if trying to increase the number of partitions": resize,
    "which_children/1 returns all partitions": [
      supervisors,
      "conformance/dynamic_supervisor/partition_supervisor_restart.ts",
    ],
    "count_children/1 with workers": resize,
    "count_children/1 with supervisors": supervisors,
    "count_children/1 raises noproc for unknown partition supervisor":
      "unit/supervision/partition-supervisor.test.ts: without a supervisor there are no partitions",
    "count_children/1 with via tuple": resize,
  },
};
