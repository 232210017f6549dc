/** The pictures that go with shared links. */
import type { APIRoute, GetStaticPaths } from "astro";
import { catalogue } from "../../site/catalogue.ts";
import type { Card } from "../../site/social/card.ts";
import { cards } from "../../site/social/cards.ts";
import { cardPng } from "../../site/social/png.ts";

export const getStaticPaths = (async () =>
  cards(await catalogue()).map(([path, card]) => ({
    params: { card: path },
    props: { card },
  }))) satisfies GetStaticPaths;

export const GET: APIRoute<{ card: Card }> = async ({ props }) =>
  new Response(await cardPng(props.card), { headers: { "content-type": "image/png" } });
