/** A variant as the page lists it for this script; prices are in words. */
interface Variant {
  id: number;
  options: string[];
  price: string;
  before: string | null;
  isAvailable: boolean;
  stock: string;
  image: string;
}

/**
 * Lets price, stock and picture follow the chosen variant. The select is what the form sends; the buttons of the options are another way
 * to set it.
 */
export function startVariantPicker(): void {
  const list = document.querySelector('[data-variants]');
  const select = document.querySelector<HTMLSelectElement>('[data-variant-picker]');
  if (!list || !select) return;
  const variants = JSON.parse(list.textContent ?? '[]') as Variant[];
  const chosen = () => variants.find((each) => String(each.id) === select.value);

  document.addEventListener('change', ({ target }) => {
    if (target === select) return showVariant(variants, chosen());
    const radio = target as HTMLInputElement;
    if (!radio.matches('[data-option]')) return;
    const wanted = closest(variants, chosenOptions(), Number(radio.dataset.option));
    if (!wanted) return;
    select.value = String(wanted.id);
    select.dispatchEvent(new Event('change', { bubbles: true }));
  });
  markSoldOut(variants, chosen());
}

const radios = () => [...document.querySelectorAll<HTMLInputElement>('[data-option]')];

const chosenOptions = (): string[] => radios().flatMap((each) => (each.checked ? [each.value] : []));

/** The variant with these options; when there is none, the first that has the option changed last. */
function closest(variants: Variant[], options: string[], changed: number): Variant | undefined {
  const has = (each: Variant) => options.every((value, index) => each.options[index] === value);
  return variants.find(has) ?? variants.find((each) => each.options[changed] === options[changed]);
}

function showVariant(variants: Variant[], variant: Variant | undefined): void {
  if (!variant) return;
  say('[data-price]', variant.price);
  say('[data-price-before]', variant.before ?? '');
  say('[data-stock]', variant.stock);
  say('[data-notice]', '');
  const picture = document.querySelector<HTMLImageElement>('[data-picture]');
  if (picture && picture.getAttribute('src') !== variant.image) picture.src = variant.image;
  const button = document.querySelector<HTMLButtonElement>('[data-add]');
  if (button) {
    button.disabled = !variant.isAvailable;
    button.textContent = variant.isAvailable ? 'Add to cart' : 'Sold out';
  }
  for (const radio of radios()) radio.checked = variant.options[Number(radio.dataset.option)] === radio.value;
  for (const name of document.querySelectorAll<HTMLElement>('[data-chosen]'))
    name.textContent = variant.options[Number(name.dataset.chosen)] ?? '';
  markSoldOut(variants, variant);
  const address = new URL(window.location.href);
  address.searchParams.set('variant', String(variant.id));
  window.history.replaceState(window.history.state, '', address);
}

/** Marks the options that, together with the others chosen, cannot be bought. */
function markSoldOut(variants: Variant[], variant: Variant | undefined): void {
  if (!variant) return;
  for (const radio of radios()) {
    const changed = variant.options.map((value, index) =>
      index === Number(radio.dataset.option) ? radio.value : value,
    );
    const other = variants.find((each) => each.options.every((value, index) => value === changed[index]));
    radio.toggleAttribute('data-sold-out', !other?.isAvailable);
  }
}

function say(selector: string, words: string): void {
  const place = document.querySelector(selector);
  if (place) place.textContent = words;
}
