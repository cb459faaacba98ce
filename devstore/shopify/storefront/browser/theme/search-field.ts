const PAUSE_MS = 150;

/** Suggests products and collections under the search field while somebody types. */
export function startSearchField(): void {
  const input = document.querySelector<HTMLInputElement>('[data-search-input]');
  const place = document.querySelector<HTMLElement>('[data-suggestions]');
  if (!input || !place) return;
  let timer: number | undefined;
  let asked = '';

  const close = (): void => {
    place.hidden = true;
    input.setAttribute('aria-expanded', 'false');
  };
  const suggest = async (): Promise<void> => {
    const words = input.value.trim();
    asked = words;
    if (words.length < 2) return close();
    const query = new URLSearchParams({ q: words, section_id: 'predictive-search' });
    const response = await fetch(`/search/suggest?${query}`);
    const html = response.ok ? await response.text() : '';
    // An answer that was overtaken by more typing is no answer.
    if (asked !== words || !html) return;
    place.innerHTML = html;
    place.hidden = false;
    input.setAttribute('aria-expanded', 'true');
  };
  input.addEventListener('input', () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => void suggest(), PAUSE_MS);
  });
  const form = input.form;
  form?.addEventListener('keydown', (event) => walk(event, input, place, close));
  document.addEventListener('click', ({ target }) => {
    if (!form?.contains(target as Node)) close();
  });
  form?.addEventListener('focusout', ({ relatedTarget }) => {
    if (!form.contains(relatedTarget as Node | null)) close();
  });
}

/** Up and down lead through the suggestions, Escape back to the field. */
function walk(event: KeyboardEvent, input: HTMLInputElement, place: HTMLElement, close: () => void): void {
  if (place.hidden) return;
  const stops = [input, ...place.querySelectorAll<HTMLElement>('a')];
  const at = stops.indexOf(document.activeElement as HTMLElement);
  if (event.key === 'Escape') {
    close();
    input.focus();
  } else if (event.key === 'ArrowDown') stops[Math.min(at + 1, stops.length - 1)]?.focus();
  else if (event.key === 'ArrowUp') stops[Math.max(at - 1, 0)]?.focus();
  else return;
  event.preventDefault();
}
