/** The page's side of the language service, against a worker that does as it is told. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { LanguageClient, type WorkerLike } from "../../../../components/editor/client.ts";
import { Session } from "../../../../components/editor/session.ts";

interface Heard {
  readonly id?: number;
  readonly question?: string;
  readonly args?: readonly unknown[];
}

class FakeWorker extends EventTarget {
  readonly heard: Heard[] = [];
  ended = false;

  postMessage(message: Heard): void {
    this.heard.push(message);
  }

  terminate(): void {
    this.ended = true;
  }

  say(data: object): void {
    this.dispatchEvent(Object.assign(new Event("message"), { data }));
  }

  /** Answer the last question. */
  answer(answer: unknown): void {
    this.say({ id: this.heard.at(-1)?.id, answer });
  }
}

function workers() {
  const made: FakeWorker[] = [];
  const client = new LanguageClient(() => {
    const worker = new FakeWorker();
    made.push(worker);
    return worker as unknown as WorkerLike;
  }, "https://beamish.example/language/library.json");
  return { client, made };
}

const questions = (worker: FakeWorker | undefined) => worker?.heard.slice(1).map(({ question }) => question);

test("the worker starts with the first question, is told where the library is, and serves all questions", async () => {
  const { client, made } = workers();
  assert.equal(made.length, 0);
  const first = client.ask("problems", "a.ts");
  const second = client.ask("problems", "b.ts");
  assert.equal(made.length, 1);
  assert.deepEqual(made[0]?.heard[0], { library: "https://beamish.example/language/library.json" });
  made[0]?.say({ id: 1, answer: ["second"] });
  made[0]?.say({ id: 0, failure: "no such file" });
  assert.deepEqual(await second, ["second"]);
  await assert.rejects(first, /no such file/);
});

test("a worker that fails is thrown away with its questions, and the next question starts another", async () => {
  const { client, made } = workers();
  const lost = client.ask("problems", "a.ts");
  made[0]?.dispatchEvent(new Event("error"));
  await assert.rejects(lost, /could not be loaded/);
  assert.equal(made[0]?.ended, true);
  const found = client.ask("problems", "a.ts");
  made[0]?.say({ id: 1, answer: ["from the dead"] });
  made[1]?.answer([]);
  assert.deepEqual(await found, []);
});

test("a worker that does not answer is given up after a while", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const { client, made } = workers();
  const lost = client.ask("problems", "a.ts");
  t.mock.timers.tick(30_000);
  await assert.rejects(lost, /did not answer/);
  assert.equal(made[0]?.ended, true);
});

test("before the first change nothing is asked, and no worker starts", async () => {
  const { client, made } = workers();
  const session = new Session(client, () => ({ "a.ts": "1" }));
  assert.equal(await session.ask("problems", "a.ts"), undefined);
  assert.equal(made.length, 0);
});

test("files go to the service when they have changed, or when another sample's were there, or another worker is", async () => {
  const { client, made } = workers();
  let text = "1";
  const session = new Session(client, () => ({ "a.ts": text }));
  const other = new Session(client, () => ({ "b.ts": "2" }));
  session.wake();
  other.wake();
  const ask = async (who: Session, file: string) => {
    const answer = who.ask("problems", file);
    made.at(-1)?.answer([]);
    await answer;
  };
  await ask(session, "a.ts");
  await ask(session, "a.ts");
  text = "3";
  await ask(session, "a.ts");
  await ask(other, "b.ts");
  await ask(session, "a.ts");
  const [u, p] = ["update", "problems"];
  assert.deepEqual(questions(made[0]), [u, p, p, u, p, u, p, u, p]);
  const lost = session.ask("problems", "a.ts");
  made[0]?.dispatchEvent(new Event("error"));
  assert.equal(await lost, undefined, "an editor without types is still an editor");
  await ask(session, "a.ts");
  assert.equal(made.length, 2);
});
