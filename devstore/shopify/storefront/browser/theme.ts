/** The theme's own script: adds to the cart and changes it without leaving the page, as most themes do. */
const cartApi = (call: string, body: object) =>
  fetch(`/cart/${call}.js`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });

document.addEventListener('submit', (event) => {
  const form = event.target as HTMLFormElement;
  if (!form.matches('[data-product-form]')) return;
  event.preventDefault();
  const data = new FormData(form);
  void addToCart(form, data.get('id'), Number(data.get('quantity') ?? 1));
});

document.addEventListener('change', (event) => {
  const input = event.target as HTMLInputElement;
  if (input.matches('[data-line-quantity]')) void changeLine(input.dataset.lineQuantity ?? '', Number(input.value));
  if (input.matches('[data-variant-picker]')) showVariant(input as unknown as HTMLSelectElement);
});

document.addEventListener('click', (event) => {
  const button = (event.target as Element).closest<HTMLElement>('[data-line-remove]');
  if (!button) return;
  event.preventDefault();
  void changeLine(button.dataset.lineRemove ?? '', 0);
});

async function addToCart(form: HTMLFormElement, id: FormDataEntryValue | null, quantity: number): Promise<void> {
  const notice = form.querySelector<HTMLElement>('[data-notice]');
  const response = await cartApi('add', { items: [{ id, quantity }] });
  const answer = (await response.json()) as { description?: string };
  if (notice) {
    notice.innerHTML = response.ok ? 'Added to your cart. <a href="/cart">View cart</a>' : '';
    if (!response.ok) notice.textContent = answer.description ?? 'This could not be added.';
    notice.dataset.kind = response.ok ? 'success' : 'error';
  }
  if (response.ok) await refresh('/cart?section=count', '[data-cart-count]');
}

/** Redraws the cart from the server, so that prices and totals are the store's. */
async function changeLine(id: string, quantity: number): Promise<void> {
  const response = await cartApi('change', { id, quantity });
  const problem = response.ok ? '' : ((await response.json()) as { description: string }).description;
  await refresh('/cart?section=main', '[data-cart]');
  await refresh('/cart?section=count', '[data-cart-count]');
  const notice = document.querySelector<HTMLElement>('[data-cart] [data-notice]');
  if (notice) Object.assign(notice, { textContent: problem }).dataset.kind = 'error';
}

async function refresh(url: string, selector: string): Promise<void> {
  const target = document.querySelector(selector);
  if (target) target.innerHTML = await (await fetch(url)).text();
}

function showVariant(picker: HTMLSelectElement): void {
  const chosen = picker.selectedOptions[0];
  const form = picker.closest('form');
  const price = document.querySelector('[data-price]');
  if (price && chosen?.dataset.price) price.textContent = chosen.dataset.price;
  const button = form?.querySelector<HTMLButtonElement>('[data-add]');
  if (!button || !chosen) return;
  button.disabled = chosen.dataset.available !== 'true';
  button.textContent = button.disabled ? 'Sold out' : 'Add to cart';
}
