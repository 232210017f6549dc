import { makeRef, receive, self, send, type Pid } from "beamish";
import { check } from "beamish/testing";
import { openCloakroom } from "./answer.ts";

/** Ask a cloakroom and return whatever comes back first, marked or not. */
function* ask(room: Pid, tag: "leave" | "fetch", what: string | number) {
  const ref = makeRef();
  send(room, [tag, self(), ref, what]);
  const answer = yield* receive<unknown>({ after: 200 });
  const marked = Array.isArray(answer) && answer[0] === ref;
  return { answer: marked ? answer[1] : answer, marked };
}

check("the cloakroom serves one guest after another", function* () {
  const room = openCloakroom();
  for (const guest of ["first", "second", "third"]) {
    const { answer } = yield* ask(room, "leave", `the coat of the ${guest} guest`);
    if (answer === "timeout")
      throw new Error(`the ${guest} guest waits for ever: the process ended after an earlier one`);
  }
});

check("two cloakrooms have nothing to do with each other", function* () {
  const [here, there] = [openCloakroom(), openCloakroom()];
  yield* ask(here, "leave", "a red coat");
  const { answer: ticket } = yield* ask(there, "leave", "a blue coat");
  if (ticket !== 1)
    throw new Error(
      `the first guest of a new cloakroom got ticket ${ticket}, not 1: the rooms share their coats`,
    );
});

check("every answer says which question it belongs to", function* () {
  const room = openCloakroom();
  const { answer: ticket, marked } = yield* ask(room, "leave", "a red coat");
  if (!marked)
    throw new Error(`expected [ref, 1], with the ref of the question, but the whole answer was ${ticket}`);
  const { answer: coat } = yield* ask(room, "fetch", 1);
  if (coat !== "a red coat") throw new Error(`ticket 1 is for a red coat, but it brought ${coat}`);
});
