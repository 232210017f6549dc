/** Which courses fit a choice. Pure, so that it can be tested without a page. */

/** The names of the groups; also the names of the inputs and of the keys in the address. */
export const GROUPS = ["level", "length", "topic"] as const;
export type Group = (typeof GROUPS)[number];

/** For each group the chosen values. None chosen means that the group does not matter. */
export type Choice = Readonly<Record<Group, readonly string[]>>;

/** A course's values in each group: one level, one length, several topics. */
export type Traits = Readonly<Record<Group, readonly string[]>>;

/** A course fits when it has one of the chosen values in every group that has a choice. */
export function fits(traits: Traits, choice: Choice): boolean {
  return GROUPS.every(
    (group) => choice[group].length === 0 || choice[group].some((value) => traits[group].includes(value)),
  );
}

/** The choice that an address asks for. Values that no input has are dropped. */
export function choiceOf(query: URLSearchParams, known: Traits): Choice {
  return forEachGroup((group) => query.getAll(group).filter((value) => known[group].includes(value)));
}

/** The choice as a query, without the question mark; empty when nothing is chosen. Other parameters are kept. */
export function queryOf(choice: Choice, query: URLSearchParams = new URLSearchParams()): string {
  const result = new URLSearchParams(query);
  for (const group of GROUPS) {
    result.delete(group);
    for (const value of choice[group]) result.append(group, value);
  }
  return result.toString();
}

/** `11 courses`, `3 of 11 courses`. */
export function countOf(shown: number, total: number): string {
  return shown === total ? `${total} courses` : `${shown} of ${total} courses`;
}

export function forEachGroup(values: (group: Group) => readonly string[]): Traits {
  return { level: values("level"), length: values("length"), topic: values("topic") };
}
