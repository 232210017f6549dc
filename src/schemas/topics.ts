/** What courses, chapters and decks are about: the values of `topics`, in the order in which filters show them. */
export const TOPICS = {
  processes: "processes",
  messages: "messages",
  errors: "errors",
  behaviours: "behaviours",
  supervision: "supervision",
  "state-machines": "state machines",
  ets: "ETS",
  distribution: "distribution",
  performance: "performance",
  testing: "testing",
  releases: "releases",
  deployment: "deployment",
  vm: "the VM",
} as const satisfies Record<string, string>;

export type Topic = keyof typeof TOPICS;
