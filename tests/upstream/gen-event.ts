/** OTP's own cases of `gen_event`. */
import type { Cases } from "./cases.ts";

const event = (title: string) => `unit/gen-event/gen-event.test.ts: ${title}`;
const manager = (title: string) => `unit/gen-event/manager.test.ts: ${title}`;
const recorded = (name: string) => `conformance/gen_event/${name}.ts`;

const SWAP = event("swapHandler: the new one takes over what the old one's terminate returned, or error");
const TOLD = manager("a supervised handler that fails or is swapped: who supervises it is told");
const ORDER = manager(
  "notify, syncNotify and info reach every handler, in the order in which they were sent",
);
const HIDDEN = event("a handler that fails is reported, with what formatStatus shows");
const SYS = event("Sys: replaceState goes by handler, changeCode by module, formatStatus hides");
const LACKING = manager(
  "missing callbacks: init is demanded, handleEvent and handleCall remove the handler, the rest have a default",
);

export const cases: Cases = {
  gen_event_SUITE: {
    start: [
      "unit/gen/starting.test.ts: a manager of events is started under each kind of name, linked, monitored or neither",
      "unit/gen/stopping.test.ts: stop: by pid and by each kind of name, with any reason",
    ],
    add_handler: event("addHandler says what init returned or threw, and the handler is not there"),
    add_sup_handler: [
      event("whoever supervises a handler is told of its end"),
      event("a supervised handler ends with the process that added it; the others see its exit"),
      recorded("manager_exit"),
    ],
    delete_handler: event("deleteHandler gives what terminate returned, also its failure"),
    swap_handler: [SWAP, event("a handler may swap itself, where it stands")],
    swap_sup_handler: [SWAP, TOLD],
    notify: [ORDER, recorded("handler_order_and_sync"), recorded("handler_failures")],
    sync_notify: [ORDER, recorded("handler_order_and_sync")],
    call: [
      event("a handler is called by its module, or by module and id; ids may be any term"),
      event("a handler that fails in a call is removed, and the caller learns why"),
      "unit/gen/requests.test.ts: GenEvent: what call would throw is an error response",
    ],
    info: ORDER,
    hibernate: event(
      "hibernate: one handler that asks for it is enough, and the next message wakes the manager",
    ),
    auto_hibernate: manager("hibernateAfter: a manager sleeps when idle, and wakes for an event"),
    call_format_status: SYS,
    call_format_status_anon: [SYS, manager("the older formatStatus gives what stands for the state")],
    error_format_status: HIDDEN,
    get_state: SYS,
    replace_state: SYS,
    start_opt: manager("starting options: a name that is taken, a timeout and debugging"),
    undef_init: LACKING,
    undef_handle_call: LACKING,
    undef_handle_event: LACKING,
    undef_handle_info: LACKING,
    undef_code_change: LACKING,
    undef_terminate: LACKING,
    undef_in_terminate: manager(
      "an error inside terminate is given to who deletes the handler; the manager goes on",
    ),
  },
};
