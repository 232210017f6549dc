/** Facts for machines: schema.org objects of courses and chapters, as search engines ask for them. */
import type { ChapterEntry } from "./catalogue.ts";
import { isoDay } from "./reading.ts";
import { urls } from "./urls.ts";

const CONTEXT = "https://schema.org";

/** Who publishes all this. */
function publisher(site: URL | undefined): object {
  return { "@type": "Organization", name: "Beamish", url: absolute(urls.home(), site) };
}

function absolute(path: string, site: URL | undefined): string {
  return new URL(path, site).href;
}

/** A chapter as a `LearningResource`. */
export function chapterFacts({ id, data }: ChapterEntry, site: URL | undefined): object {
  return {
    "@context": CONTEXT,
    "@type": "LearningResource",
    name: data.title,
    description: data.summary,
    url: absolute(urls.chapter(id), site),
    inLanguage: "en-GB",
    learningResourceType: "Chapter",
    educationalLevel: data.level,
    timeRequired: `PT${data.minutes}M`,
    datePublished: isoDay(data.released.date),
    isAccessibleForFree: true,
    provider: publisher(site),
  };
}
