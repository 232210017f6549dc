/** GenStage's suites: stages, dispatchers, the buffer and ConsumerSupervisor. */
import type { Cases } from "./cases.ts";

const buffer = (title: string) => `unit/stage/buffer.test.ts: ${title}`;
const dispatchers = (title: string) => `unit/stage/dispatchers.test.ts: ${title}`;
const demand = (title: string) => `unit/stage/demand.test.ts: ${title}`;
const subscriptions = (title: string) => `unit/stage/subscriptions.test.ts: ${title}`;
const callbacks = (title: string) => `unit/stage/callbacks.test.ts: ${title}`;
const messages = (title: string) => `unit/stage/messages.test.ts: ${title}`;
const stream = (title: string) => `unit/stage/stream.test.ts: ${title}`;
const byHand = (title: string) => `unit/stage/consumer-supervisor.test.ts: ${title}`;
const forEvents = (title: string) => `unit/stage/consumer-supervisor-events.test.ts: ${title}`;

const PORTIONS = demand("asks and gets in portions");
const BETWEEN = demand("moves events no faster than they are wanted");
const LOW_BROADCAST = demand("broadcast demand is that of the slowest, and not asked for twice");
const ENDS = subscriptions("with ${String(reason)}");
const NO_PRODUCER = subscriptions("producer`,");
const WAITS = messages("messages wait behind the events in a buffer");
const AT_ONCE = messages("delivers at once where nothing is kept");
const INIT = callbacks("what the init of a ${type} may return");
const TOLD = callbacks("a subscription is told to both sides");
const LEAVES = callbacks("is told when a consumer cancels or ends");
const NOT_MANUAL = callbacks("has no manual demand");
const REFUSES = subscriptions("wrong options are refused");
const DOWN_MESSAGE = callbacks(
  "a message that nobody handles is reported, a DOWN of somebody else is a message",
);
const STATUS = callbacks("status shows what kind of stage it is, and what its module makes of the state");
const AMBIGUOUS = {
  missing:
    "A tuple that is a name cannot be mistaken for a producer with its options, so there is nothing to warn of.",
};
const NAMES = subscriptions("producers are found by pid, by name, and by a tuple with options");

const NOBODY = stream("without a producer a ${cancel} stream");
const ACCUMULATES = demand("an accumulating producer keeps demand");
const LOST = demand("a module is told how many events were lost");
const RESUBSCRIBES = subscriptions("a new subscription takes the place of an old one");
const PARTITION_INFO = dispatchers("partition: a message waits behind the events");
const WRONG_PARTITION = dispatchers("partition: wrong options, hashes and subscriptions are refused");
const WITHOUT = forEvents("subscription without a producer");

export const cases: Cases = {
  "GenStage producer-to-consumer demand": {
    "generates child_spec/1": callbacks("a stage as a child of a supervisor"),
    "with default max and min demand": PORTIONS,
    "with 80% min demand": PORTIONS,
    "with 20% min demand": PORTIONS,
    "with 1 max and 0 min demand": PORTIONS,
    "with shared (broadcast) demand": LOW_BROADCAST,
    "with shared (broadcast) demand and synchronizer subscriber": [
      LOW_BROADCAST,
      "conformance/gen_stage/broadcast_dispatcher.ts",
    ],
    "with shared (broadcast) demand does not result in duplicate upstream demand": LOW_BROADCAST,
  },
  "GenStage producer-producer_consumer-consumer demand": {
    "with 80% min demand with init subscription": BETWEEN,
    "with 20% min demand with init subscription": BETWEEN,
    "with 80% min demand with late subscription": BETWEEN,
    "with 20% min demand with later subscription": BETWEEN,
    "stops asking when consumer stops asking": BETWEEN,
    "keeps emitting events even when discarded": demand(
      "a producer_consumer that emits more than was wanted keeps the rest, and one that emits nothing goes on",
    ),
    "with shared (broadcast) demand": LOW_BROADCAST,
    "with shared (broadcast) demand and synchronizer subscriber": LOW_BROADCAST,
    "queued events with lost producer": demand(
      "what a producer sent before it was lost is handled before the loss is told",
    ),
  },
  "GenStage demand": {
    "can be set to :accumulate on init": ACCUMULATES,
    "can be set to :accumulate via API using broadcast": ACCUMULATES,
    "can be set to :accumulate via API": ACCUMULATES,
    "can be set to :forward via API before subscriptions": ACCUMULATES,
    "is not reset when set to :accumulate and is already accumulating": ACCUMULATES,
    "does not combine demands when accumulating": ACCUMULATES,
  },
  "GenStage buffer": {
    "stores events when there is no demand": demand(
      "events that nobody has asked for are kept, and go to the first who asks",
    ),
    "emits warning and keeps first when it exceeds configured size": demand("events and reports the others"),
    "emits warning and keeps last when it exceeds configured size": demand("events and reports the others"),
    "may have limit set to infinity": demand("a buffer may be without a limit"),
    "calls optional format_discarded callback with discarded count when it exceeds configured size": LOST,
    "format_discarded can allow printing the default log when items are discarded": LOST,
    "format_discarded can prevent printing the default log when items are discarded": LOST,
    "returns the correct buffer count when polled": demand("a consumer has no buffer"),
  },
  "GenStage info": {
    "delivers info to consumer": AT_ONCE,
    "delivers info to producer_consumer immediately when there is no incoming buffer": AT_ONCE,
    "delivers info to producer_consumer immediately when there is incoming buffer": messages(
      "in a producer_consumer a message waits behind the events that have come in",
    ),
    "delivers info to producer immediately when there is no buffer": AT_ONCE,
    "delivers info to producer eventually with infinity buffer size": WAITS,
    "delivers info to producer eventually with one-item filled buffer": WAITS,
    "delivers info to producer eventually with mid filled buffer": WAITS,
    "delivers info to producer eventually with filled buffer": WAITS,
    "delivers info to producer eventually with moving buffer": WAITS,
    "delivers info to producer eventually when dropping buffer": messages(
      "a message behind events that are lost is delivered",
    ),
    "delivers multiple info to producer in FIFO order": WAITS,
  },
  "GenStage sync_subscribe/2": {
    "returns ok with reference": subscriptions("a subscription is a reference, by call and by cast"),
    "caller exits when the consumer is dead": subscriptions("a caller exits if the consumer is not there"),
    "returns errors on bad options": [REFUSES, "conformance/gen_stage/subscription_errors.ts"],
    "consumer exits when there is no named producer and subscription is permanent": NO_PRODUCER,
    "consumer exits when producer is dead and subscription is permanent": NO_PRODUCER,
    "consumer does not exit when there is no named producer and subscription is temporary": NO_PRODUCER,
    "consumer does not exit when producer is dead and subscription is temporary": NO_PRODUCER,
    "handles subscription error gracefully": subscriptions(
      "a second subscription of one process to a broadcast is cancelled, and does no harm",
    ),
  },
  "GenStage sync_resubscribe/2": {
    "returns ok with reference": RESUBSCRIBES,
    "returns ok with reference even if previous subscription does not exist": RESUBSCRIBES,
    "returns errors on bad options": REFUSES,
  },
  "GenStage async_resubscribe/2": {
    "returns ok with reference": RESUBSCRIBES,
    "returns ok with reference even if previous subscription does not exist": RESUBSCRIBES,
  },
  "GenStage manual demand": {
    "can be set on subscribe": subscriptions("manual demand, also by init"),
    "can be set on subscribe on init": subscriptions("manual demand, also by init"),
  },
  "GenStage producer callbacks": {
    "init/1": INIT,
    "handle_subscribe/4": TOLD,
    "handle_subscribe/4 does not accept manual demand": NOT_MANUAL,
    "handle_cancel/3": LEAVES,
    "handle_cancel/3 on consumer down": LEAVES,
    "handle_call/3 sends events before reply": callbacks("events of handleCall go out before the reply"),
    "handle_call/3 allows replies before sending events": callbacks(
      "events of handleCall go out before the reply",
    ),
    "handle_call/3 may shut stage down": callbacks("events of handleCall go out before the reply"),
    "handle_info/2 is called for unmatched down messages": DOWN_MESSAGE,
    "terminate/2": callbacks("events of handleCall go out before the reply"),
    "format_status/2": STATUS,
  },
  "GenStage consumer callbacks": {
    "init/1": INIT,
    "handle_subscribe/4": TOLD,
    "handle_subscribe/4 with invalid demand": REFUSES,
    "handle_cancel/3 with temporary subscription": ENDS,
    "handle_cancel/3 with normal transient subscription": ENDS,
    "handle_cancel/3 with non-normal transient subscription": ENDS,
    "handle_cancel/3 with permanent subscription": ENDS,
    "handle_cancel/3 on producer down with temporary subscription": ENDS,
    "handle_cancel/3 on producer down with transient subscription": ENDS,
    "handle_cancel/3 on producer down with permanent subscription": ENDS,
    "handle_info/2 is called for unmatched down messages": DOWN_MESSAGE,
    "terminate/1": stream("a stage can take all of an enumerable before it ends with it"),
    "emit warning if trying to dispatch events from a consumer": callbacks(
      "a consumer that emits events is told that it cannot",
    ),
    "format_status/2": STATUS,
  },
  "GenStage producer_consumer callbacks": {
    "init/1": INIT,
    "producer handle_subscribe/4": TOLD,
    "producer handle_subscribe/4 does not accept manual demand": NOT_MANUAL,
    "producer handle_cancel/3": LEAVES,
    "producer handle_cancel/3 on consumer down": LEAVES,
    "consumer handle_subscribe/4": TOLD,
    "consumer handle_subscribe/4 with invalid demand": REFUSES,
    "consumer handle_cancel/3 with temporary subscription": ENDS,
    "consumer handle_cancel/3 with permanent subscription": ENDS,
    "consumer handle_cancel/3 on producer down with temporary subscription": ENDS,
    "consumer handle_cancel/3 on producer normal down with transient subscription": ENDS,
    "consumer handle_cancel/3 on producer non-normal down with transient subscription": ENDS,
    "consumer handle_cancel/3 on producer down with permanent subscription": ENDS,
    "format_status/2": STATUS,
  },
  "GenStage message errors": {
    "$gen_producer duplicated subscriptions": subscriptions(
      "a producer answers wrong messages by cancelling",
    ),
    "$gen_producer unknown demand": subscriptions("a producer answers wrong messages by cancelling"),
    "$gen_producer not a producer": subscriptions("a consumer answers wrong messages by cancelling"),
    "$gen_consumer unknown events": subscriptions("a consumer answers wrong messages by cancelling"),
    "$gen_consumer not a consumer": subscriptions("a producer answers wrong messages by cancelling"),
  },
  "GenStage stream": {
    "may consume 10 events out of demand of 1000": stream("and nothing is left behind"),
    "may consume 300 events out of demand of 100": stream("and nothing is left behind"),
    "does not remove unknown $gen_consumer and DOWN messages": stream(
      "messages that are not the stream's stay",
    ),
    "exits when there is no named producer and subscription is permanent/transient": NOBODY,
    "exits when producer is dead and subscription is permanent/transient": NOBODY,
    "exits when producer does not ack and subscription is permanent/transient": NOBODY,
    "exits when producer does not ack and lives and subscription is permanent/transient": NOBODY,
    "exits when there is no named producer and subscription is temporary": NOBODY,
    "exits when producer is dead and subscription is temporary": NOBODY,
    "exits when producer does not ack and subscription is temporary": NOBODY,
    "exits when producer does not ack and lives and subscription is temporary": NOBODY,
    "sends termination message on done": stream("a producer is told when a stream is done with"),
    "sends termination message on halt": stream("a producer is told when a stream is done with"),
    "raises on bad options": REFUSES,
  },
  "GenStage from_enumerable/2": {
    "accepts a :link option": stream("a producer of an enumerable may be linked, named"),
    "accepts a :name option": stream("a producer of an enumerable may be linked, named"),
    "accepts a :on_cancel option": stream("when its last consumer has cancelled"),
  },
  "GenStage subscribe_to names": {
    "can be pid": NAMES,
    "can be an atom name": NAMES,
    "can be a via name if passed with options to avoid ambiguity": NAMES,
    "can be a global name if passed with options to avoid ambiguity": NAMES,
    "logs warning about ambiguity if global name is passed without options": AMBIGUOUS,
    "logs warning about ambiguity if via name is passed without options": AMBIGUOUS,
  },
  "GenStage.DemandDispatcher": {
    "subscribes and cancels": dispatchers(
      "demand: what one that has gone had asked for is not asked for again",
    ),
    "subscribes, asks and cancels": dispatchers(
      "demand: what one that has gone had asked for is not asked for again",
    ),
    "subscribes twice, asks twice and cancel one": dispatchers(
      "demand: among equals the one that has waited longest is first",
    ),
    "subscribes, asks and dispatches": dispatchers("demand: events go to the largest demand first"),
    "subscribes, asks multiple consumers": dispatchers("demand: events go to the largest demand first"),
    "subscribes, asks and dispatches to multiple consumers": dispatchers(
      "demand: events go to the largest demand first",
    ),
    "subscribes, asks and dispatches to multiple consumers with shuffled demands": dispatchers(
      "demand: the first events may go to consumers in another order",
    ),
    "delivers info to current process": dispatchers("a message is delivered at once"),
    "warns on demand mismatch": dispatchers("demand: who asks for more than the others is reported"),
  },
  "GenStage.BroadcastDispatcher": {
    "subscribes and cancels": dispatchers("broadcast: when the slowest leaves"),
    "subscribes, asks, and cancels": dispatchers("broadcast: when the slowest leaves"),
    "multiple subscriptions with early demand": dispatchers(
      "broadcast: one that comes late holds the others",
    ),
    "multiple subscriptions with late demand": dispatchers("broadcast: the smallest demand sets the pace"),
    "subscribes, asks and dispatches to multiple consumers": dispatchers(
      "broadcast: the smallest demand sets the pace",
    ),
    "subscribes, asks, dispatches, and repeats": dispatchers("broadcast: the smallest demand sets the pace"),
    "subscribes, asks, cancels, and dispatcher reuses events for another subscriber": dispatchers(
      "broadcast: when the slowest leaves",
    ),
    "cancels blocking subscriber while there is already a requested demand": dispatchers(
      "broadcast: when the slowest leaves",
    ),
    "subscribing with a selector function": dispatchers("broadcast: what a selector refuses"),
    "delivers info to current process": dispatchers("a message is delivered at once"),
    "subscribing is idempotent": dispatchers("broadcast: a process subscribes once"),
  },
  "GenStage.PartitionDispatcher": {
    "subscribes, asks and cancels": dispatchers("partition: the demand and the events of one that leaves"),
    "subscribes, asks and dispatches": dispatchers("partition: events go where the hash says"),
    "subscribes, asks and dispatches to custom partitions": dispatchers("partition: names, and"),
    "subscribes, asks and dispatches to partitions or none": dispatchers("partition: names, and"),
    "buffers events before subscription": dispatchers(
      "partition: events for a partition that nobody has yet are kept",
    ),
    "buffers events after subscription": dispatchers("partition: events go where the hash says"),
    "subscribes, asks and cancels with buffer": dispatchers(
      "partition: the demand and the events of one that leaves",
    ),
    "delivers info to current process": PARTITION_INFO,
    "does not queue info for non-existing consumers": PARTITION_INFO,
    "queues info to backed up consumers": PARTITION_INFO,
    "raises on unknown partition": WRONG_PARTITION,
    "errors if the :hash function returns a bad value": WRONG_PARTITION,
    "errors on init": WRONG_PARTITION,
    "errors on subscribe": WRONG_PARTITION,
  },
  "GenStage.Buffer": {
    "does not count permanent events in size estimate": buffer(
      "messages do not count as events in a buffer with a limit",
    ),
    "first: discards excess events when buffer is full": buffer("a full buffer that keeps the first events"),
    "first: handles infinity buffer size": buffer("a buffer without a limit keeps all events"),
    "last: keeps last events when buffer overflows": buffer("a full buffer that keeps the last events"),
    "last: emits permanent events when they are displaced by new temporaries": buffer(
      "a message behind an event that is lost comes out",
    ),
    "store_permanent_unless_empty/2 returns :empty when buffer is empty": buffer(
      "an empty buffer holds no message and gives nothing",
    ),
    "take_count_or_until_permanent/2 returns :empty when buffer is empty": buffer(
      "an empty buffer holds no message and gives nothing",
    ),
    "takes temporary events in FIFO order, stopping at permanent events and returning them": buffer(
      "events come in order, up to the messages behind them",
    ),
    "maintains FIFO order for permanent events stored at same position": buffer(
      "events come in order, up to the messages behind them",
    ),
    "interleaves temporary and permanent events correctly across multiple wheel positions": buffer(
      "events come in order, up to the messages behind them",
    ),
  },
  "ConsumerSupervisor start": {
    "generates child_spec/1": byHand("the specification of a supervisor that is a child"),
    "start_link/3 with non-ok init": byHand("what init may return"),
    "start_link/3 with bad child_spec": byHand("what init may return"),
    "sets initial call to the same as a regular supervisor": {
      missing: "Processes here have no initial call: it is a module, function and arity on the BEAM.",
    },
    "returns the callback module": {
      missing: "It is for the release handler, which upgrades code on the BEAM; there is none here.",
    },
    "start_link/3 with registered process": byHand("a name, a child of another supervisor"),
    "init/2 supports old child spec": {
      missing: "The tuple form of child specifications was deprecated before there was this runtime.",
    },
    "init/2 supports new child spec as tuple": byHand("a name, a child of another supervisor"),
    "init/2 supports new child spec as atom": byHand("a name, a child of another supervisor"),
    "start_link/3 with new syntax": byHand("a name, a child of another supervisor"),
    "code_change/3 with non-ok init": byHand("a change of code takes the new template"),
    "code_change/3 with ok init": byHand("a change of code takes the new template"),
  },
  "ConsumerSupervisor children": {
    "start_child/2": byHand("what starting a child may give"),
    "start_child/2 with throw/error/exit": byHand("what starting a child may give"),
    "temporary child is not restarted regardless of reason": byHand("child that ends with"),
    "transient child is restarted unless normal/shutdown/{shutdown, _}": byHand("child that ends with"),
    "child is restarted with different values": byHand("a restart that gives"),
    "child is restarted when trying again": byHand("a restart that fails by"),
    "child triggers maximum restarts": byHand("too many restarts"),
    "child triggers maximum seconds": byHand("too many restarts in the time"),
    "child triggers maximum intensity when trying again": byHand("too many attempts"),
    "terminates children with brutal kill": byHand("shutdown ${shutdown} of children"),
    "terminates children with infinity shutdown": byHand("shutdown ${shutdown} of children"),
    "terminates children with infinity shutdown and abnormal reason": byHand(
      "a child that ends otherwise when it is stopped is reported",
    ),
    "terminates children with integer shutdown": byHand("shutdown ${shutdown} of children"),
    "terminates children with integer shutdown and abnormal reason": byHand(
      "a child that ends otherwise when it is stopped is reported",
    ),
    "terminates children with expired integer shutdown": byHand("shutdown ${shutdown} of children"),
    "terminates child with brutal kill": byHand("shutdown ${shutdown} of children"),
    "terminates child with integer shutdown": byHand("shutdown ${shutdown} of children"),
    "terminates restarting child": forEvents("a child that is restarting counts"),
  },
  "ConsumerSupervisor sync_subscribe": {
    "returns ok with reference": forEvents("events of an enumerable become children"),
    "returns errors on bad options": forEvents("wrong subscription options are refused"),
    "supervisor exits when there is no named producer and subscription is permanent": WITHOUT,
    "supervisor exits when producer is dead and subscription is permanent": WITHOUT,
    "supervisor does not exit when there is no named producer and subscription is temporary": WITHOUT,
    "supervisor does not exit when producer is dead and subscription is temporary": WITHOUT,
  },
  "ConsumerSupervisor consuming start args": {
    "start child": forEvents("each event starts a child"),
    "start child with stream": forEvents("events of an enumerable become children"),
    "start child with throw/error/exit": forEvents("each event starts a child"),
    "start child limited by max_demand": forEvents("no more children than were asked for"),
    "restarting children counted in max_demand": forEvents("a child that is restarting counts"),
    "children remain after producer down": forEvents("children outlive their producer"),
    "ask for more events when count reaches min_demand (high)": forEvents(
      "it asks for more when as many children as the least demand have ended",
    ),
    "ask for more events when count reaches min_demand (low)": forEvents(
      "with a least demand of 0 nothing is asked for before a child has ended",
    ),
  },
};
