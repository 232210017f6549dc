/** Marks the section that is being read in every list of sections on the page. Changes colour only, so nothing moves. */
const lists = [...document.querySelectorAll<HTMLElement>("[data-contents]")];
const headings = [...document.querySelectorAll<HTMLElement>("main h2[id]")];

function mark(id: string): void {
  for (const list of lists) {
    for (const link of list.querySelectorAll("a")) {
      if (link.hash === `#${id}`) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  }
}

// A heading counts as reached once it is above the upper third of the window, however far above; the last one reached
// is the current one. The root reaches up without end, so that a jump over several sections is noticed too.
const reached = new Set<Element>();
const watch = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) reached.add(target);
      else reached.delete(target);
    }
    const current = headings.findLast((heading) => reached.has(heading)) ?? headings[0];
    if (current) mark(current.id);
  },
  { rootMargin: "9999999px 0px -66% 0px" },
);
for (const heading of headings) watch.observe(heading);

// On a small screen the list is folded: following a link closes it again.
for (const list of lists) {
  list.addEventListener("click", (event) => {
    if (event.target instanceof HTMLAnchorElement) list.closest("details")?.removeAttribute("open");
  });
}

// A long course starts with the current chapter in sight.
const side = document.querySelector<HTMLElement>(".book > .side");
const here = side?.querySelector<HTMLElement>(".here");
if (side && here && here.offsetTop > side.clientHeight * 0.6)
  side.scrollTop = here.offsetTop - side.clientHeight / 3;
