/** A window among the windows of its deck: the protocol of `sync.ts` on a channel of `channel.ts`. */
import { openChannel } from "./channel.ts";
import type { SampleAct } from "./mirror.ts";
import type { Position } from "./position.ts";
import {
  acted,
  bye,
  hear,
  hello,
  isMessage,
  moved,
  open,
  standing,
  type Peer,
  type Role,
  type Stand,
} from "./sync.ts";

export interface Company {
  /** Tell the others where this window stands now. */
  tell(stand: Stand): void;
  /** Tell the others what was done with a sample here. */
  act(act: SampleAct, sample: string): void;
}

/** What a window wants to know of the others. */
export interface Listener {
  /** Another window moved: follow. */
  follow(stand: Stand): void;
  /** Another window ran or stopped a sample: do the same. */
  repeat?(act: SampleAct, sample: string): void;
  /** How many windows of the other role are open. */
  count?(others: number): void;
}

/**
 * Join the windows of a deck.
 * @param page the deck's address: decks of two sites on one host do not meet
 * @param at where this window stands at first
 */
export function join(page: string, role: Role, at: Position, { follow, repeat, count }: Listener): Company {
  let peer: Peer = open(crypto.randomUUID(), role, at);
  const channel = openChannel(`beamish:deck:${page}`, (message) => {
    if (!isMessage(message)) return;
    const before = peer;
    const heard = hear(peer, message);
    peer = heard.peer;
    if (heard.answer) channel.send(heard.answer);
    if (peer.others.length !== before.others.length) count?.(peer.others.length);
    if (heard.repeat) repeat?.(heard.repeat.act, heard.repeat.sample);
    if (peer.stand !== before.stand) follow(peer.stand);
  });
  channel.send(hello(peer));
  addEventListener("pagehide", () => channel.send(bye(peer)));
  // A page that comes back from the browser's memory has missed what was said meanwhile.
  addEventListener("pageshow", (event) => {
    if (event.persisted) channel.send(hello(peer));
  });
  return {
    tell(stand) {
      peer = moved(peer, stand);
      channel.send(standing(peer));
    },
    act: (act, sample) => channel.send(acted(peer, act, sample)),
  };
}
