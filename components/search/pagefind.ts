/** Pagefind's browser interface, as far as we use it, and its answers in our own words. */

interface RawResult {
  data(): Promise<{
    url: string;
    excerpt: string;
    meta: Record<string, string>;
    sub_results: readonly { title: string; url: string; excerpt: string }[];
  }>;
}

interface Pagefind {
  options(options: Record<string, unknown>): Promise<void>;
  init(): Promise<void>;
  /** Loads the filters; without them a search counts nothing by kind. */
  filters(): Promise<unknown>;
  search(
    term: string,
    options?: { filters?: Record<string, string> },
  ): Promise<{
    results: readonly RawResult[];
    totalFilters: Readonly<Record<string, Readonly<Record<string, number>>>>;
  }>;
}

/** A run of text, marked where it is what was searched for. */
export interface Fragment {
  readonly text: string;
  readonly marked: boolean;
}

export interface Hit {
  readonly title: string;
  readonly url: string;
  readonly kind: string;
  readonly excerpt: readonly Fragment[];
  /** Headings inside the page that match better than the page as a whole. */
  readonly sections: readonly { readonly title: string; readonly url: string }[];
}

export interface Answer {
  readonly hits: readonly Hit[];
  readonly total: number;
  /** How many pages of each kind match when no kind is chosen. */
  readonly counts: Readonly<Record<string, number>>;
}

const SHOWN = 12;
const SECTIONS = 2;

/** Split Pagefind's excerpt (escaped text with `<mark>`) into fragments. */
export function fragments(excerpt: string, decode: (html: string) => string): Fragment[] {
  return excerpt
    .split(/(<mark>.*?<\/mark>)/s)
    .filter((part) => part !== "")
    .map((part) => ({ text: decode(part.replace(/<\/?mark>/g, "")), marked: part.startsWith("<mark>") }));
}

function decodeEntities(html: string): string {
  // Inside an element: before one, a parser drops the space that parts two words.
  return new DOMParser().parseFromString(`<p>${html}</p>`, "text/html").body.textContent ?? "";
}

let loading: Promise<Pagefind> | undefined;

/** Fetch the index's entry. Cheap to call again; a failed attempt is made anew the next time. */
export function loadIndex(base: string): Promise<Pagefind> {
  loading ??= (async () => {
    const pagefind = (await import(/* @vite-ignore */ `${base}pagefind/pagefind.js`)) as Pagefind;
    await pagefind.options({ baseUrl: base, excerptLength: 18 });
    await pagefind.init();
    await pagefind.filters();
    return pagefind;
  })();
  loading.catch(() => {
    loading = undefined;
  });
  return loading;
}

/**
 * Search the site.
 * @param kind only pages of this kind ("chapter", "deck", ...), all if undefined
 * @throws when the index cannot be loaded (offline, or the site runs in development without a build)
 */
export async function find(base: string, term: string, kind: string | undefined): Promise<Answer> {
  const pagefind = await loadIndex(base);
  const answer = await pagefind.search(term, kind ? { filters: { kind } } : {});
  const shown = await Promise.all(answer.results.slice(0, SHOWN).map((result) => result.data()));
  return {
    total: answer.results.length,
    counts: answer.totalFilters["kind"] ?? {},
    hits: shown.map((page) => ({
      title: page.meta["title"] ?? page.url,
      url: page.url,
      kind: page.meta["kind"] ?? "page",
      excerpt: fragments(page.excerpt, decodeEntities),
      sections: page.sub_results
        .filter((section) => section.url !== page.url && section.title !== page.meta["title"])
        .slice(0, SECTIONS)
        .map(({ title, url }) => ({ title, url })),
    })),
  };
}
