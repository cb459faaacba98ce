import { submitForm } from './browser/submit-form';
import { setField, ShopperStopped, type Visit } from './visit';

/** What a shopper does with the cart. Variants are named by GID or number. */
export function cartActions(visit: Visit) {
  const { browser } = visit;
  return {
    /** By the product form of the open page, or by a quick-add button when the page is not the product's. */
    async addToCart(variantId: string, quantity = 1): Promise<void> {
      if (!browser.hasPage()) await visit.open('/');
      const id = numberOf(variantId);
      const form = productFormFor(visit, id);
      if (form) await addByForm(visit, form, { id, quantity });
      else await quickAdd(visit, { id, quantity });
    },
    /** Sets a line's quantity on the cart page; 0 removes it. */
    async changeCart(variantId: string, quantity: number): Promise<void> {
      await visit.openCart();
      const field = `[data-line-quantity^="${numberOf(variantId)}:"]`;
      setField(visit.find<HTMLInputElement>(field, `line of ${variantId} in the cart`), String(quantity));
      await browser.settled();
      visit.stopIfRefused(`the quantity of ${variantId} cannot be ${quantity}`);
    },
  };
}

interface Wanted {
  id: string;
  quantity: number;
}

function productFormFor({ browser }: Visit, id: string): HTMLFormElement | undefined {
  const form = browser.page.window.document.querySelector<HTMLFormElement>('[data-product-form]');
  const field = form?.querySelector<HTMLInputElement | HTMLSelectElement>('[name="id"]');
  const isOffered = field?.value === id || field?.querySelector(`option[value="${id}"]`);
  return form && isOffered ? form : undefined;
}

async function addByForm(visit: Visit, form: HTMLFormElement, { id, quantity }: Wanted): Promise<void> {
  setField(form.querySelector<HTMLInputElement | HTMLSelectElement>('[name="id"]'), id);
  setField(form.querySelector<HTMLInputElement>('[name="quantity"]'), String(quantity));
  const button = form.querySelector<HTMLButtonElement>('[data-add]') ?? undefined;
  if (button?.disabled) throw new ShopperStopped(`variant ${id} cannot be added: ${button.textContent?.trim()}`);
  await submitForm(visit.browser, form, button);
  visit.stopIfRefused(`variant ${id} cannot be added`);
}

async function quickAdd({ browser }: Visit, wanted: Wanted): Promise<void> {
  const response = await browser.page.window.fetch('/cart/add.js', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ items: [wanted] }),
  });
  const answer = (await response.json()) as { description?: string };
  await browser.settled();
  if (!response.ok) throw new ShopperStopped(`variant ${wanted.id} cannot be added: ${answer.description}`);
}

function numberOf(variantId: string): string {
  const number = /(\d+)$/.exec(variantId)?.[1];
  if (!number) throw new Error(`variantId: "${variantId}" is neither a GID nor a number`);
  return number;
}
