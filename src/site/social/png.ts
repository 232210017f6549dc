/** SVG to PNG. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { cardSvg, type Card } from "./card.ts";

/**
 * A card as a PNG. Where sharp has no build for the machine, every page gets the site's own picture, which is kept in
 * public/social/.
 */
export async function cardPng(card: Card): Promise<Uint8Array<ArrayBuffer>> {
  const sharp = await import("sharp").then(
    (module) => module.default,
    () => undefined,
  );
  const picture = sharp
    ? await sharp(Buffer.from(cardSvg(card)))
        .png({ palette: true, colours: 32, effort: 4 })
        .toBuffer()
    : await readFile(join(process.cwd(), "public/social/site.png"));
  return new Uint8Array(picture);
}
