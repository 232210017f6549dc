/** What makes the order in which the processes of a run have their turns. */
export type Order = { readonly seed: number } | { readonly schedule: string };

/**
 * `#seed=chapters/processes/till=7` or `#schedule=chapters/processes/till=4:1,9:2`: a run that somebody wants to show. Where
 * its code is theirs, too, that comes first: `#share=play=eJyr...&schedule=play=4:1`.
 */
const LINK = /[#&](?:seed=([^&]+)=(\d{1,10})|schedule=([^&]+)=([\d:,]{0,2000}))$/;

/** @param shared the hash of the link to the code, if it is not the original */
export function hashOf(sample: string, order: Order, shared?: string): string {
  const own =
    "seed" in order
      ? `seed=${sample}=${order.seed}`
      : `schedule=${sample}=${order.schedule.replaceAll(" ", ",")}`;
  return shared === undefined ? `#${own}` : `${shared}&${own}`;
}

/** The order that an address asks for, if it means this sample. */
export function orderIn(hash: string, sample: string): Order | undefined {
  const [, seeded, seed, scheduled, schedule] = LINK.exec(hash) ?? [];
  if (seeded === sample && seed !== undefined) return { seed: Number(seed) };
  if (scheduled === sample && schedule !== undefined) return { schedule: schedule.replaceAll(",", " ") };
  return undefined;
}
