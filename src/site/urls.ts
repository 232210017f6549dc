/** Every address of the site, under whatever base path it is served. Nothing else builds links by hand. */

/** The addresses of a site that lives at `base`, such as `/` or `/otp/`. */
export function urlsUnder(base: string) {
  const root = `/${base}/`.replace(/\/{2,}/g, "/");
  return {
    /** The base path, with a slash at both ends. */
    root,
    /** A file or page by its path inside the site: `at("feed.xml")`. */
    at: (path: string): string => root + path.replace(/^\/+/, ""),
    home: (): string => root,
    courses: (): string => `${root}courses/`,
    course: (course: string): string => `${root}courses/${course}/`,
    chapters: (): string => `${root}chapters/`,
    /** A chapter inside the course that the reader follows, or by itself. */
    chapter: (chapter: string, course?: string): string =>
      course === undefined ? `${root}chapters/${chapter}/` : `${root}courses/${course}/${chapter}/`,
    decks: (): string => `${root}decks/`,
    deck: (deck: string): string => `${root}decks/${deck}/`,
    transcript: (deck: string): string => `${root}decks/${deck}/transcript/`,
    presenter: (deck: string): string => `${root}decks/${deck}/presenter/`,
    /** An empty page with files. */
    play: (): string => `${root}play/`,
    /** Where a reader's files are a project of Node, in a WebContainer. */
    lab: (): string => `${root}lab/`,
    docs: (): string => `${root}docs/`,
    doc: (doc: string): string => `${root}docs/${doc}/`,
    /** The social image of the page at `path` inside the site, such as `courses/behaviours`. */
    image: (path: string): string => `${root}social/${path}.png`,
    /**
     * A link as an author writes it: paths from the root of the site move under the base path, all others stay.
     * `/courses/` becomes `/otp/courses/`.
     */
    link: (href: string): string => (/^\/(?!\/)/.test(href) ? root + href.slice(1) : href),
    /** The path inside the site of an address under the base path: the opposite of `at`. */
    inside: (pathname: string): string =>
      pathname.startsWith(root) ? pathname.slice(root.length) : pathname.replace(/^\/+/, ""),
  } as const;
}

export type Urls = ReturnType<typeof urlsUnder>;

// Node runs this file too (in tests), where there is no import.meta.env.
const env = import.meta.env as { readonly BASE_URL?: string } | undefined;

/** The addresses of this build. */
export const urls: Urls = urlsUnder(env?.BASE_URL ?? "/");
