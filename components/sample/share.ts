/**
 * Share links: a reader's code, packed into the part of a URL that no server sees.
 *
 * `#share=<sample id>=<data>`, where data is the files as JSON, compressed (zlib, whose checksum finds damage) and
 * written in the alphabet of URLs. What follows after `&` is for others. Opening a link only shows the code; running it is the reader's decision.
 */

/** File name to text. */
export type Files = Readonly<Record<string, string>>;

/** What a link leads to. */
export type Shared =
  | { readonly kind: "files"; readonly sample: string; readonly files: Files }
  /** The link is for this sample, but its code cannot be read. `why` is a clause without a full stop. */
  | { readonly kind: "damaged"; readonly sample: string; readonly why: string };

const prefix = "#share=";
/** More text than anybody types, and little enough to unpack without a pause. */
const limit = 200_000;

/**
 * The hash of a link to a reader's version of a sample.
 *
 * @param sample - the sample's id, such as `chapters/processes/late-reply`
 */
export async function shareHash(sample: string, files: Files): Promise<string> {
  const packed = await pump(
    new TextEncoder().encode(JSON.stringify(files)),
    new CompressionStream("deflate"),
  );
  const data = btoa(String.fromCharCode(...packed))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");
  return `${prefix}${sample}=${data}`;
}

/** The id of the sample that a hash is for, or undefined when it is no share link. */
export function sharedSample(hash: string): string | undefined {
  return hash.startsWith(prefix) ? hash.slice(prefix.length).split("=", 1)[0] : undefined;
}

/**
 * Read the hash of a share link.
 *
 * @returns undefined when the hash is no share link
 */
export async function readShare(hash: string): Promise<Shared | undefined> {
  const sample = sharedSample(hash);
  if (sample === undefined) return undefined;
  try {
    // The order in which it should run may follow.
    const [data = ""] = hash.slice(prefix.length + sample.length + 1).split("&", 1);
    const packed = Uint8Array.from(atob(data.replaceAll("-", "+").replaceAll("_", "/")), (c) =>
      c.charCodeAt(0),
    );
    const text = new TextDecoder("utf-8", { fatal: true }).decode(
      await pump(packed, new DecompressionStream("deflate")),
    );
    const files: unknown = JSON.parse(text);
    if (!isFiles(files)) return { kind: "damaged", sample, why: "it holds no files" };
    return { kind: "files", sample, files };
  } catch (error) {
    const why = error instanceof RangeError ? error.message : "a part of it is missing or changed";
    return { kind: "damaged", sample, why };
  }
}

/** Whether a value that came from outside is a set of files. */
export function isFiles(value: unknown): value is Files {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const texts: unknown[] = Object.values(value);
  return texts.length > 0 && texts.every((text) => typeof text === "string");
}

async function pump(
  bytes: Uint8Array<ArrayBuffer>,
  through: CompressionStream | DecompressionStream,
): Promise<Uint8Array> {
  const writer = through.writable.getWriter();
  // A fault in the data rejects the write as well as the read. The read below reports it.
  writer.write(bytes).catch(() => undefined);
  writer.close().catch(() => undefined);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of through.readable as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > limit) throw new RangeError(`it holds more than ${limit / 1000} kB of code`);
    chunks.push(chunk);
  }
  const whole = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.length;
  }
  return whole;
}
