/** Elixir's own cases of `Agent`. */
import type { Cases } from "./cases.ts";

const agent = (title: string) => `unit/agent.test.ts: ${title}`;

export const cases: Cases = {
  Agent: {
    "can be supervised directly": agent("an agent is a child like any other"),
    "generates child_spec/1": agent("an agent is a worker that is restarted, by its default specification"),
    "start_link/2 workflow with unregistered name and anonymous functions": [
      agent("functions run in the agent, in the order in which they were sent"),
      "conformance/task/agent_basics.ts",
    ],
    "start_link/2 with spawn_opt": agent("an agent takes the options of any server"),
    "start/2 workflow with registered name and module functions": agent(
      "an agent may be given functions by module and name",
    ),
    ":sys.change_code/4 with mfa": agent("a function comes with the change of code that it is to make"),
    ":sys.change_code/4 with raising mfa": agent(
      "a function comes with the change of code that it is to make",
    ),
  },
};
