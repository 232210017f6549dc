/** Small charts of a run's load. Each has a sentence that says what it shows. */
import type { Sample } from "./load.ts";
import { escapeText } from "./sequence-svg.ts";

const WIDTH = 320;
const HEIGHT = 56;

/**
 * A line over the moments of a run, with the moment that is looked at marked.
 *
 * @param what what is counted, as a plural: it names the chart for those who do not see it
 */
export function lineChart(
  samples: readonly Sample[],
  valueOf: (sample: Sample) => number,
  what: string,
  moment: number,
): string {
  const last = samples.at(-1);
  const top = Math.max(1, ...samples.map(valueOf));
  const width = Math.max(1, last?.moment ?? 1);
  const x = (at: number) => ((at / width) * WIDTH).toFixed(1);
  const y = (value: number) => (HEIGHT - 2 - (value / top) * (HEIGHT - 6)).toFixed(1);
  // Steps, not slopes: between two samples nothing is known to have changed.
  const path = samples
    .map((sample, index) =>
      index === 0
        ? `M${x(sample.moment)} ${y(valueOf(sample))}`
        : `H${x(sample.moment)}V${y(valueOf(sample))}`,
    )
    .join("");
  const here = samples.findLast((sample) => sample.moment <= moment);
  const label = `${what}: ${here ? valueOf(here) : 0} at this moment, ${top} at the most.`;
  return (
    `<svg class="chart" viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label="${escapeText(label)}">` +
    `<path class="base" d="M0 ${HEIGHT - 1}H${WIDTH}"/><path class="line" d="${path}"/>` +
    `<path class="now" d="M${x(Math.min(moment, width))} 0V${HEIGHT}"/></svg>`
  );
}
