/** An element that the page is known to have; its markup is made by the same site. */
export function find<E extends HTMLElement = HTMLElement>(selector: string, within: ParentNode = document): E {
  const element = within.querySelector<E>(selector);
  if (!element) throw new Error(`the page has no ${selector}`);
  return element;
}

export const findAll = <E extends HTMLElement = HTMLElement>(selector: string, within: ParentNode = document): E[] => [
  ...within.querySelectorAll<E>(selector),
];

/** Data that the server put into the page. */
export const readData = <T>(id: string): T => JSON.parse(find(`#${id}`).textContent ?? '') as T;
