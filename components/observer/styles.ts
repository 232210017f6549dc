/** The observer's stylesheets, fetched with it: a page that imported them would carry them for all its readers. */
import columns from "./columns.css?url";
import desk from "./desk.css?url";
import drawings from "./observer.css?url";
import views from "./views.css?url";
import words from "./words.css?url";

/** Resolves when they apply, or cannot be had. */
export async function loadStyles(): Promise<void> {
  await Promise.all([drawings, desk, views, words, columns].map(load));
}

function load(href: string): Promise<void> {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = href;
  return new Promise((resolve) => {
    link.addEventListener("load", () => resolve());
    link.addEventListener("error", () => resolve());
    document.head.append(link);
  });
}
