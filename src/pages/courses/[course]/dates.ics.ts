/** The dated sessions of a course for a calendar. Only courses that have dates have the file. */
import type { APIRoute, GetStaticPaths } from "astro";
import { catalogue, type Course } from "../../../site/catalogue.ts";
import { calendar } from "../../../site/calendar.ts";
import { urls } from "../../../site/urls.ts";

export const getStaticPaths = (async () => {
  const { courses } = await catalogue();
  return courses
    .filter(({ data }) => data.dates.length > 0)
    .map((course) => ({ params: { course: course.id }, props: { course } }));
}) satisfies GetStaticPaths;

export const GET: APIRoute<{ course: Course }> = ({ props: { course }, site }) =>
  new Response(
    calendar(
      { id: course.id, title: course.data.title, dates: course.data.dates },
      new URL(urls.course(course.id), site).href,
    ),
    { headers: { "content-type": "text/calendar; charset=utf-8" } },
  );
