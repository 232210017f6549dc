import { Process, receive, self, send, spawn } from "beamish";

function* answerThePhone() {
  while (true) {
    const [person, from, ref] = yield* receive();
    if (person === "Ada") yield* Process.sleep(200);
    send(from, [ref, `${person} is on the line`]);
  }
}

function* ask(person: string, timeout: number) {
  const ref = Process.monitor(operator);
  send(operator, [person, self(), ref]);
  const [, answer] = yield* receive([ref], {
    after: timeout,
    else: () => [ref, "nobody answers"],
  });
  Process.demonitor(ref, ["flush"]);
  return answer;
}

function* makeCalls() {
  console.log(`Ada? ${yield* ask("Ada", 100)}`);
  console.log(`Bob? ${yield* ask("Bob", 1000)}`);

  const [, late] = yield* receive({
    after: 100,
    else: () => ["", "nothing"],
  });
  console.log(`left in the mailbox: ${late}`);
}

const operator = spawn(answerThePhone, { label: "operator" });
spawn(makeCalls, { label: "caller" });
