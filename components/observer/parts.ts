/** Places in the observer's furniture, by name. */
export function part<E extends HTMLElement = HTMLElement>(root: ParentNode, name: string): E {
  const found = root.querySelector<E>(`[data-part="${name}"]`);
  if (!found)
    throw new Error(`Expected a data-part="${name}" in the observer, found none: see desk-html.ts.`);
  return found;
}

/** Changes text only if it is another: a screen reader is told of changes, not of drawing. */
export function setText(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

/** The same for markup; what the reader has open, typed or focused in it stays as long as nothing changes. */
const drawn = new WeakMap<HTMLElement, string>();
export function setHtml(element: HTMLElement, html: string): void {
  if (drawn.get(element) === html) return;
  drawn.set(element, html);
  element.innerHTML = html;
}
