/** Facts for machines: schema.org objects of courses and chapters, with the fields that search engines ask for. */
import type { ChapterData } from "../schemas/chapter.ts";
import type { CourseData } from "../schemas/course.ts";
import { TOPICS } from "../schemas/topics.ts";
import { isoDay, isoDuration } from "./reading.ts";
import { urls } from "./urls.ts";

const CONTEXT = "https://schema.org";

interface Entry<Data> {
  readonly id: string;
  readonly data: Data;
}

function absolute(path: string, site: URL | undefined): string {
  return new URL(path, site).href;
}

function provider(site: URL | undefined): object {
  return { "@type": "Organization", name: "Beamish", url: absolute(urls.home(), site) };
}

/** A course as a `Course` with one `CourseInstance` for self-study and one for each dated session. */
export function courseFacts({ id, data }: Entry<CourseData>, site: URL | undefined): object {
  const url = absolute(urls.course(id), site);
  const workload = isoDuration(data.length);
  const released = data.releases.flatMap(({ date }) => (date ? [date] : []));
  const newest = released.toSorted((a, b) => b.getTime() - a.getTime())[0];
  return {
    "@context": CONTEXT,
    "@type": "Course",
    "@id": url,
    url,
    name: data.title,
    description: data.promise,
    abstract: data.audience,
    courseCode: id,
    inLanguage: "en-GB",
    educationalLevel: data.level,
    about: data.topics.map((topic) => TOPICS[topic]),
    coursePrerequisites: data.prerequisites,
    teaches: data.objectives,
    timeRequired: workload,
    isAccessibleForFree: true,
    ...(newest ? { dateModified: isoDay(newest) } : {}),
    provider: provider(site),
    offers: [{ "@type": "Offer", category: "Free", price: 0, priceCurrency: "EUR" }],
    hasCourseInstance: [
      { "@type": "CourseInstance", courseMode: "Online", courseWorkload: workload, url },
      ...data.dates.map((session) => ({
        "@type": "CourseInstance",
        courseMode: "Onsite",
        courseWorkload: workload,
        startDate: isoDay(session.start),
        endDate: isoDay(session.end),
        location: session.place,
        url: session.url ?? url,
      })),
    ],
  };
}

/** The catalogue as an `ItemList` of its courses. */
export function catalogueFacts(courses: readonly { readonly id: string }[], site: URL | undefined): object {
  return {
    "@context": CONTEXT,
    "@type": "ItemList",
    itemListElement: courses.map(({ id }, index) => ({
      "@type": "ListItem",
      position: index + 1,
      url: absolute(urls.course(id), site),
    })),
  };
}

/** A chapter as a `LearningResource`. */
export function chapterFacts({ id, data }: Entry<ChapterData>, site: URL | undefined): object {
  return {
    "@context": CONTEXT,
    "@type": "LearningResource",
    name: data.title,
    description: data.summary,
    url: absolute(urls.chapter(id), site),
    inLanguage: "en-GB",
    learningResourceType: "Chapter",
    educationalLevel: data.level,
    about: data.topics.map((topic) => TOPICS[topic]),
    timeRequired: `PT${data.minutes}M`,
    datePublished: isoDay(data.released.date),
    isAccessibleForFree: true,
    provider: provider(site),
  };
}
