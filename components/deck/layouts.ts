/** The ways a slide divides its room. What each is for stands in Slide.astro, how it looks in slide-layouts.css. */
export const layouts = ["title", "statement", "code", "split", "figure"] as const;
export type Layout = (typeof layouts)[number];

export function isLayout(name: string): name is Layout {
  return (layouts as readonly string[]).includes(name);
}
