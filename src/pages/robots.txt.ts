/** robots.txt: everything may be read; the sitemap says what there is. */
import type { APIRoute } from "astro";
import { urls } from "../site/urls.ts";

export const GET: APIRoute = ({ site }) =>
  new Response(`User-agent: *\nAllow: /\n\nSitemap: ${new URL(urls.at("sitemap-index.xml"), site).href}\n`);
