/** The examples of a chapter, fetched when a reader of the playground picks one: name to files. */
import type { APIRoute, GetStaticPaths } from "astro";
import { examplesOf } from "../../../components/play/examples.ts";
import { catalogue } from "../../site/catalogue.ts";

export const getStaticPaths = (async () => {
  const { chapters } = await catalogue();
  return chapters.map(({ id }) => ({ params: { chapter: id } }));
}) satisfies GetStaticPaths;

export const GET: APIRoute = ({ params }) => {
  const examples = examplesOf(params["chapter"] ?? "");
  return Response.json(Object.fromEntries(examples.map(({ name, files }) => [name, files])));
};
