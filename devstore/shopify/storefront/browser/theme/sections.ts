/** The parts that a change of the cart redraws: each section's id, and the element whose content it brings. */
const CART_PARTS = { 'template--cart__main': '[data-cart]', 'cart-count': '[data-cart-count]' };

type Sections = Record<string, string | null>;

/** The sections to ask for with a change of the cart. */
export const CART_SECTIONS = Object.keys(CART_PARTS);

/** Puts what the server rendered in the place of what the page shows. */
export function redrawCart(sections: Sections): void {
  for (const [id, selector] of Object.entries(CART_PARTS)) {
    const html = sections[id];
    const target = document.querySelector(selector);
    const fresh = html && new DOMParser().parseFromString(html, 'text/html').querySelector(selector);
    if (target && fresh) target.replaceChildren(...fresh.childNodes);
  }
}

export async function fetchCart(): Promise<Sections> {
  const response = await fetch(`/cart?sections=${CART_SECTIONS.join(',')}`);
  return (await response.json()) as Sections;
}
