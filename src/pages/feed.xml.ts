/** The feed: every chapter and deck that came out, newest first. */
import rss from "@astrojs/rss";
import type { APIRoute } from "astro";
import { catalogue } from "../site/catalogue.ts";
import { urls } from "../site/urls.ts";

export const GET: APIRoute = async ({ site }) => {
  const { chapters, decks } = await catalogue();
  const items = [
    ...chapters.map(({ id, data }) => ({ data, link: urls.chapter(id), kind: "Chapter" })),
    ...decks.map(({ id, data }) => ({ data, link: urls.deck(id), kind: "Deck" })),
  ];
  const origin = site?.href ?? "";
  return rss({
    title: "Beamish: what is new",
    description: "Chapters and decks on Erlang/OTP, with samples that run in the page.",
    site: new URL(urls.home(), origin).href,
    customData: "<language>en-GB</language>",
    items: items
      .toSorted((a, b) => b.data.released.date.getTime() - a.data.released.date.getTime())
      .map(({ data, link, kind }) => ({
        title: `${kind}: ${data.title}`,
        description: data.summary,
        link: new URL(link, origin).href,
        pubDate: data.released.date,
        categories: [...data.topics],
      })),
  });
};
