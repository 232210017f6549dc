/** Elixir's own cases of `Task` and `Task.Supervisor`. */
import type { Cases } from "./cases.ts";

const results = (title: string) => `unit/task/results.test.ts: ${title}`;
const stream = (title: string) => `unit/task/stream.test.ts: ${title}`;
const supervised = (title: string) => `unit/task/supervisor.test.ts: ${title}`;
const task = (title: string) => `unit/task/task.test.ts: ${title}`;
const CLOSURE = {
  missing: "Elixir's form with a module, a name and arguments: here a closure is given instead.",
};
const ENDS = results("await, awaitMany, yield and yieldMany of a task that ends by:");
const OWNER = results("nobody but the owner may ask");
const LOST = results("a lost node is an exit of whoever asks");
const REPLIED = results("a result that came with an end counts");
const SHUTDOWN = results("shutdown of a task that has ended with");
const STOPPED = results("shutdown kills at once, or after its time");
const TAKEN = results("shutdown of a task whose end was taken before");
const UNWANTED = results("await that was in vain");
const MANY = results("yieldMany gives what there is");
const LEAVES = stream("stops the tasks that nobody wants, and closes its inputs");
const LAZY = "conformance/task/async_stream_is_lazy.ts";

/** What upstream runs three times: with as many tasks at a time as inputs, with fewer and with more. */
const streamed: Cases[string] = {
  "streams an enumerable with fun": stream("values in order"),
  "streams an enumerable with mfa": CLOSURE,
  "streams an enumerable without leaking tasks": stream("values in order"),
  "streams an enumerable with slowest first": stream("the slowest first"),
  "streams an enumerable with exits": stream("exits"),
  "shuts down unused tasks": LEAVES,
  "shuts down unused tasks without leaking messages": LEAVES,
  "is zippable on success": stream("are consumed side by side"),
  "is zippable on failure": stream("are consumed side by side"),
  "is zippable with slowest first": stream("are consumed side by side"),
  "with inner halt on success": stream("inputs that end early"),
  "with inner halt on failure": stream("inputs that end early, and exits"),
  "with inner halt and slowest first": stream("inputs that end early, the slowest first"),
  "with outer halt on success": stream("some of eight"),
  "with outer halt on failure": stream("some of eight exits"),
  "with outer halt and slowest first": stream("some of eight, the slowest first"),
  "terminates inner effect": stream("leaves no task behind"),
  "terminates outer effect": LEAVES,
  "with :on_timeout set to :kill_task": stream("kills what takes too long"),
  "with timeout and :zip_input_on_exit set to true": stream("an exit may tell its input"),
  "with outer halt on failure and :zip_input_on_exit": stream("an exit may tell its input"),
};

const killed: Cases[string] = {
  "returns {:ok, result} when reply and abnormal :DOWN in message queue": SHUTDOWN,
  "returns {:ok, result} when reply and normal :DOWN in message queue": SHUTDOWN,
  "returns {:ok, result} when reply and shut down :DOWN in message queue": SHUTDOWN,
  "returns exit on abnormal :DOWN in message queue": SHUTDOWN,
  "returns exit on normal :DOWN in message queue": SHUTDOWN,
  "exits on noconnection :DOWN in message queue": LOST,
  "returns {:exit, :noproc} if task handled": TAKEN,
};

const asked: Cases[string] = {
  "returns {:ok, result} when reply and :DOWN in message queue": REPLIED,
  "return exit on normal exit": ENDS,
  "exits on :noconnection": LOST,
  "raises when invoked from a non-owner process": OWNER,
};

const supervisedStream = (name: "asyncStream" | "asyncStreamNolink"): Cases[string] => {
  const both = (title: string) => supervised(`\${name} ${title}`);
  return {
    "streams an enumerable with fun": both("gives values, the slowest first, and exits"),
    "streams an enumerable with mfa": CLOSURE,
    "streams an enumerable without leaking tasks": both("gives values, the slowest first, and exits"),
    "streams an enumerable with slowest first": both("gives values, the slowest first, and exits"),
    "streams an enumerable with exits": [
      both("gives values, the slowest first, and exits"),
      supervised(`["${name}", Task.Supervisor.${name}]`),
    ],
    "shuts down unused tasks": both("stops what nobody wants, and leaves nothing"),
    "shuts down unused tasks without leaking messages": both("stops what nobody wants, and leaves nothing"),
    "raises an error if :max_children is reached with clean stream shutdown": both(
      "ends cleanly when the supervisor takes no more tasks",
    ),
  };
};

export const cases: Cases = {
  Task: {
    "can be supervised directly": task("a task is a child that is not started again"),
    "generates child_spec/1": task("a task is a child that is not started again"),
    "async/1": results("async is linked and monitored, start is not"),
    "async/3": CLOSURE,
    "async with $callers": results("a task knows on whose behalf it runs"),
    "start/1": [
      results("async is linked and monitored, start is not"),
      task("start and startLink run something"),
    ],
    "start/3": CLOSURE,
    "start_link/1": results("async is linked and monitored, start is not"),
    "start_link/3": CLOSURE,
    "start_link with $callers": results("a task knows on whose behalf it runs"),
    "completed/1": task("completed is done at once"),
    "ignore/1: discards on time-out": task("ignore lets a task go on without its owner"),
    "ignore/1: returns a reply that had come": REPLIED,
    "ignore/1: exits on :noconnection": LOST,
    "ignore/1: raises when invoked from a non-owner process": OWNER,
    "ignore/1: raises if the task has no process": OWNER,
  },
  "Task, await/2": {
    "demonitors and unaliases on timeout": UNWANTED,
    "exits on timeout": [UNWANTED, "conformance/task/await_timeout.ts"],
    "exits on normal exit": ENDS,
    "exits on task throw": ENDS,
    "exits on task error": ENDS,
    "exits on task undef module error": ENDS,
    "exits on task undef function error": ENDS,
    "exits on task exit": ENDS,
    "exits on :noconnection": LOST,
    "exits on :noconnection from named monitor": LOST,
    "raises when invoked from a non-owner process": OWNER,
  },
  "Task, await_many/2": {
    "returns list of replies": task("completed is done at once"),
    "returns an empty list immediately": results("a task that is listed twice has one result"),
    "ignores messages from other processes": "conformance/task/await_leaves_mailbox_clean.ts",
    "ignores additional messages after reply": "conformance/task/await_leaves_mailbox_clean.ts",
    "exits on timeout": "conformance/task/await_many_and_yield_many.ts",
    "exits with same reason when task exits": ENDS,
    "exits immediately when any task exits": ENDS,
    "exits on :noconnection": LOST,
    "raises when invoked from a non-owner process": OWNER,
  },
  "Task, yield/2": { ...asked, "returns nil on timeout": "conformance/task/yield.ts" },
  "Task, yield_many/2": {
    ...asked,
    "returns nil on timeout": MANY,
    "returns results from multiple tasks": MANY,
    "returns results on infinity timeout": MANY,
    ":limit": results("yieldMany may wait for some only"),
    ":on_timeout :ignore": results("yieldMany may wait for some only"),
    ":on_timeout :kill_task": task("yieldMany can stop what is not done"),
  },
  "Task, shutdown/2": {
    ...killed,
    "returns nil on shutting down task": STOPPED,
    "returns nil on shutdown :DOWN in message queue": SHUTDOWN,
    "returns exit on killed :DOWN in message queue": SHUTDOWN,
    "raises if task PID is nil": OWNER,
    "raises when invoked from a non-owner process": OWNER,
    "returns nil on killing task": STOPPED,
  },
  "Task, shutdown/2 with :brutal_kill": {
    ...killed,
    "returns nil on killed :DOWN in message queue": SHUTDOWN,
    "returns exit on shutdown :DOWN in message queue": SHUTDOWN,
    "returns exit on killing task after shutdown timeout": STOPPED,
  },
  "Task, async_stream/2": {
    timeout: [
      stream("a task that takes too long is an exit of the consumer"),
      "conformance/task/async_stream_timeout.ts",
    ],
    "streams an enumerable with ordered: false": stream("without order, a result comes when it is there"),
    "streams an enumerable with ordered: false, on_timeout: :kill_task": stream(
      "without order, a result comes",
    ),
    "streams an enumerable with infinite timeout": stream("a task that takes too long is an exit"),
    "does not allow streaming with max_concurrency = 0": task("wrong options of a stream are refused"),
    "streams with fake down messages on the inbox": LAZY,
    "with $callers": stream("run on behalf of whoever consumes it"),
    "consuming from another process": stream("run on behalf of whoever consumes it"),
    "wrapping a flat_map/concat with a haltable stream": task("inputs may be endless, and are closed"),
  },
  "Task, async_stream with max_concurrency == 4 tasks": streamed,
  "Task, async_stream with max_concurrency < 4 tasks": streamed,
  "Task, async_stream with max_concurrency > 4 tasks": streamed,
  "Task, logging": {
    "logs a terminated task": task("a failed task is reported once, in Elixir's words"),
    "logs a terminated task with a process label": task("the report of a task names its label"),
  },
  "Task.Supervisor": {
    "can be supervised directly": supervised("supervisors of tasks are children under names of every kind"),
    "start with spawn_opt": supervised("a supervisor of tasks takes options of its process"),
    "multiple supervisors can be supervised and identified with simple child spec": supervised(
      "supervisors of tasks are children under names of every kind",
    ),
    "counts and returns children": supervised("supervisors of tasks are children under names of every kind"),
    "async/1: spawns tasks under the supervisor": supervised("starts a task under the supervisor"),
    "async/1: with custom shutdown": supervised("takes a shutdown, and refuses a wrong one"),
    "async/1: raises when :max_children is reached": supervised("there are as many tasks as there may be"),
    "async/1: with $callers": supervised("supervised tasks know their callers"),
    "async/3": CLOSURE,
    "async_nolink/1: spawns a task under the supervisor without linking to the caller": supervised(
      "starts a task under the supervisor",
    ),
    "async_nolink/1: with custom shutdown": supervised("takes a shutdown, and refuses a wrong one"),
    "async_nolink/1: raises when :max_children is reached": supervised(
      "there are as many tasks as there may be",
    ),
    "async_nolink/3": CLOSURE,
    "start_child/1": supervised("startChild starts what is not awaited"),
    "start_child/3": CLOSURE,
    "start_child/1 with custom shutdown": supervised("startChild starts what is not awaited"),
    "start_child/1 with custom restart": supervised("startChild starts what is not awaited"),
    "start_child/1 with $callers": supervised("supervised tasks know their callers"),
    "terminate_child/2": [
      supervised("startChild starts what is not awaited"),
      "conformance/task/supervisor_children.ts",
    ],
    "await/1: demonitors and unalias on timeout": supervised(
      "await of a supervised task exits as for any other",
    ),
    "await/1: exits on task throw": supervised("await of a supervised task exits as for any other"),
    "await/1: exits on task error": supervised("await of a supervised task exits as for any other"),
    "await/1: exits on task exit": supervised("await of a supervised task exits as for any other"),
  },
  "Task.Supervisor, async_stream": {
    ...supervisedStream("asyncStream"),
    "with $callers": supervised("supervised tasks know their callers"),
    "consuming from another process": supervised("a supervised stream tells inputs of exits"),
    "with timeout and :zip_input_on_exit set to true": supervised(
      "a supervised stream tells inputs of exits",
    ),
    "with outer halt on failure and :zip_input_on_exit": stream("an exit may tell its input"),
    "does not allow streaming with invalid :shutdown": supervised(
      "${name} ends cleanly when the supervisor takes no more tasks",
    ),
  },
  "Task.Supervisor, async_stream_nolink": supervisedStream("asyncStreamNolink"),
};
