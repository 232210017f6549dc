/** Which pages have a picture of their own, and what is on it. */
import type { Catalogue } from "../catalogue.ts";
import { capitalised, countText, lengthText, minutesText, numberText } from "../reading.ts";
import type { Card } from "./card.ts";

/** The site's own picture: for the home page, and for every page without one. */
export const siteCard: Card = {
  kind: "Erlang/OTP in live TypeScript",
  title: "Let it crash.\nWatch it come back.",
  facts: "Learn Erlang/OTP by breaking it",
  jacks: ["out", "here", "out"],
};

/** The cards, by the path of their picture below /social/, without its ending. */
export function cards({
  courses,
  chapters,
  decks,
}: Catalogue): readonly (readonly [path: string, card: Card])[] {
  return [
    [
      "courses",
      {
        kind: "courses",
        title: `${capitalised(numberText(courses.length))} courses, one exchange`,
        facts: "From fifteen minutes to five days",
        jacks: courses.map(() => "here" as const),
      },
    ],
    ...courses.map(
      ({ id, data, tree }) =>
        [
          `courses/${id}`,
          {
            kind: "course",
            title: data.title,
            facts: `${lengthText(data.length)}, ${data.level}, ${countText(tree.stops.length, "stop")}`,
            jacks: tree.stops.map((stop) => (stop.planned ? ("later" as const) : ("here" as const))),
          },
        ] as const,
    ),
    ...chapters.map(
      ({ id, data }) =>
        [
          `chapters/${id}`,
          { kind: "chapter", title: data.title, facts: `${minutesText(data.minutes)}, ${data.level}` },
        ] as const,
    ),
    ...decks.map(
      ({ id, data }) =>
        [
          `decks/${id}`,
          { kind: "deck", title: data.title, facts: `${minutesText(data.minutes)}, ${data.level}` },
        ] as const,
    ),
  ];
}
