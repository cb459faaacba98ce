import { CART_SECTIONS, fetchCart, redrawCart } from './sections';

interface Answer {
  description?: string;
  sections?: Record<string, string | null>;
}

/** Adds to the cart and changes it without leaving the page, as most themes do. */
export function startCartForms(): void {
  document.addEventListener('submit', (event) => {
    const form = event.target as HTMLFormElement;
    if (!form.matches('[data-product-form]')) return;
    event.preventDefault();
    const data = new FormData(form);
    void addToCart(form, data.get('id'), Number(data.get('quantity') ?? 1));
  });
  document.addEventListener('change', ({ target }) => {
    const input = target as HTMLInputElement;
    if (input.matches('[data-line-quantity]')) void changeLine(input.dataset.lineQuantity ?? '', Number(input.value));
  });
  document.addEventListener('click', (event) => {
    const target = event.target as Element;
    const remove = target.closest<HTMLElement>('[data-line-remove]');
    const step = target.closest<HTMLElement>('[data-step]');
    if (remove || step) event.preventDefault();
    if (remove) void changeLine(remove.dataset.lineRemove ?? '', 0);
    if (step) stepQuantity(step);
  });
}

async function callCart(call: 'add' | 'change', body: object): Promise<{ isDone: boolean; answer: Answer }> {
  const response = await fetch(`/cart/${call}.js`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ ...body, sections: CART_SECTIONS, sections_url: '/cart' }),
  });
  return { isDone: response.ok, answer: (await response.json()) as Answer };
}

async function addToCart(form: HTMLFormElement, id: FormDataEntryValue | null, quantity: number): Promise<void> {
  const { isDone, answer } = await callCart('add', { items: [{ id, quantity }] });
  const notice = form.querySelector<HTMLElement>('[data-notice]');
  if (notice) {
    notice.innerHTML = isDone ? 'Added to your cart. <a href="/cart">View cart</a>' : '';
    if (!isDone) notice.textContent = answer.description ?? 'This could not be added.';
    notice.dataset.kind = isDone ? 'success' : 'error';
  }
  redrawCart(answer.sections ?? {});
}

/** Redraws the cart from the server, so that prices and totals are the store's. */
async function changeLine(id: string, quantity: number): Promise<void> {
  const focused = document.activeElement?.id;
  const { isDone, answer } = await callCart('change', { id, quantity });
  redrawCart(isDone ? (answer.sections ?? {}) : await fetchCart());
  const notice = document.querySelector<HTMLElement>('[data-cart] [data-notice]');
  if (notice) Object.assign(notice, { textContent: isDone ? '' : answer.description }).dataset.kind = 'error';
  if (focused) document.getElementById(focused)?.focus();
}

/** The buttons beside a number: one more or one less, within what the field takes. */
function stepQuantity(button: HTMLElement): void {
  const input = button.parentElement?.querySelector<HTMLInputElement>('input[type="number"]');
  if (!input) return;
  const before = input.value;
  if (button.dataset.step === 'up') input.stepUp();
  else input.stepDown();
  if (input.value !== before) input.dispatchEvent(new Event('change', { bubbles: true }));
}
