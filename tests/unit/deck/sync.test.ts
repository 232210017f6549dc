import assert from "node:assert/strict";
import { test } from "node:test";
import { start } from "../../../components/deck/position.ts";
import {
  acted,
  bye,
  hear,
  hello,
  isMessage,
  moved,
  open,
  standing,
  type Message,
  type Peer,
} from "../../../components/deck/sync.ts";

const at = (slide: number, step = 0) => ({ slide, step });

/** Some windows, and a channel that brings every message to all the others, in order. */
function room(...peers: Peer[]) {
  const windows = new Map(peers.map((peer) => [peer.id, peer]));
  const queue: Message[] = [];
  const flush = () => {
    for (let message = queue.shift(); message; message = queue.shift())
      for (const [id, peer] of windows) {
        if (id === message.from) continue;
        const heard = hear(peer, message);
        windows.set(id, heard.peer);
        if (heard.answer) queue.push(heard.answer);
      }
  };
  return {
    of: (id: string) => windows.get(id)!,
    slide: (id: string) => windows.get(id)!.stand.at.slide,
    open(peer: Peer) {
      windows.set(peer.id, peer);
      queue.push(hello(peer));
      flush();
    },
    move(id: string, slide: number) {
      windows.set(id, moved(windows.get(id)!, { at: at(slide), blank: false }));
      queue.push(standing(windows.get(id)!));
      flush();
    },
    close(id: string) {
      queue.push(bye(windows.get(id)!));
      windows.delete(id);
      flush();
    },
  };
}

test("a window that opens late is told where the deck stands", () => {
  const deck = room(open("wall", "audience", start));
  deck.move("wall", 4);
  deck.open(open("desk", "presenter", start));
  assert.equal(deck.slide("desk"), 4);
});

test("both ways: either moves, the other follows", () => {
  const deck = room();
  deck.open(open("wall", "audience", start));
  deck.open(open("desk", "presenter", start));
  deck.move("desk", 3);
  assert.equal(deck.slide("wall"), 3);
  deck.move("wall", 2);
  assert.equal(deck.slide("desk"), 2);
});

test("a reloaded window comes back into step, whichever it is", () => {
  const deck = room();
  deck.open(open("wall", "audience", start));
  deck.open(open("desk", "presenter", start));
  deck.move("desk", 5);
  deck.close("wall");
  deck.open(open("wall again", "audience", start));
  assert.equal(deck.slide("wall again"), 5);
  deck.close("desk");
  deck.open(open("desk again", "presenter", start));
  assert.equal(deck.slide("desk again"), 5);
  deck.move("desk again", 6);
  assert.equal(deck.slide("wall again"), 6);
});

test("two readers' tabs do not follow each other", () => {
  const deck = room();
  deck.open(open("one", "audience", start));
  deck.open(open("two", "audience", start));
  deck.move("one", 7);
  assert.equal(deck.slide("two"), 0);
});

test("moves that cross end at the presenter's place in both windows", () => {
  const deck = room();
  deck.open(open("wall", "audience", start));
  deck.open(open("desk", "presenter", start));
  deck.move("desk", 1);
  const desk = moved(deck.of("desk"), { at: at(2), blank: false });
  const wall = moved(deck.of("wall"), { at: at(9), blank: false });
  assert.equal(hear(desk, standing(wall)).peer.stand.at.slide, 2);
  assert.equal(hear(wall, standing(desk)).peer.stand.at.slide, 2);
});

test("an old message changes nothing", () => {
  const peer = moved(moved(open("desk", "presenter", start), { at: at(1), blank: false }), {
    at: at(2),
    blank: false,
  });
  const old = standing(moved(open("wall", "audience", start), { at: at(8), blank: false }));
  assert.equal(hear(peer, old).peer.stand.at.slide, 2);
});

test("a presenter knows which audience windows are open", () => {
  const deck = room();
  deck.open(open("desk", "presenter", start));
  assert.deepEqual(deck.of("desk").others, []);
  deck.open(open("wall", "audience", start));
  assert.deepEqual(deck.of("desk").others, ["wall"]);
  assert.deepEqual(deck.of("wall").others, ["desk"]);
  deck.close("wall");
  assert.deepEqual(deck.of("desk").others, []);
});

test("what is no message is told apart", () => {
  assert.ok(isMessage(standing(open("a", "audience", start))));
  assert.ok(isMessage(hello(open("a", "audience", start))));
  const good = standing(open("a", "audience", start));
  for (const bad of [
    null,
    "hello",
    { type: "hello" },
    { type: "hello", from: "a", role: "admin" },
    { ...good, revision: -1 },
    { ...good, stand: { at: { slide: 0.5, step: 0 }, blank: false } },
    { ...good, stand: undefined },
  ])
    assert.equal(isMessage(bad), false, JSON.stringify(bad));
});

test("what the presenter runs, the audience repeats, and not the other way", () => {
  const wall = open("wall", "audience", start);
  const desk = open("desk", "presenter", start);
  assert.deepEqual(hear(wall, acted(desk, "run", "decks/tea/shop")).repeat, {
    act: "run",
    sample: "decks/tea/shop",
  });
  assert.equal(hear(desk, acted(wall, "run", "decks/tea/shop")).repeat, undefined);
  assert.ok(isMessage(acted(desk, "stop", "x")));
  assert.equal(isMessage({ ...acted(desk, "stop", "x"), act: "erase" }), false);
});
