/** An element that the page has for certain. */
export function findElement<Found extends HTMLElement = HTMLElement>(
  selector: string,
  within: ParentNode = document,
): Found {
  const found = within.querySelector<Found>(selector);
  if (!found) throw new Error(`the page has no ${selector}`);
  return found;
}

/** A new element with text and class. */
export function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  options: { text?: string; className?: string; attributes?: Record<string, string> } = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  if (options.className) element.className = options.className;
  for (const [key, value] of Object.entries(options.attributes ?? {})) element.setAttribute(key, value);
  if (options.text !== undefined) element.textContent = options.text;
  element.append(...children);
  return element;
}
