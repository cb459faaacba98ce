import type { PreviewMessage } from '../../shopify/storefront/browser/design-mode';

const PAUSE_MS = 250;

/** Shows in the preview what the form says, before it is saved. */
const form = document.querySelector<HTMLFormElement>('[data-editor]');
const preview = document.querySelector<HTMLIFrameElement>('[data-preview]');
if (form && preview) start(form, preview);

function start(form: HTMLFormElement, preview: HTMLIFrameElement): void {
  const shop = new URL(preview.src).origin;
  const pages = JSON.parse(preview.dataset.pages ?? '{}') as Record<string, string>;
  let shown = preview.src;
  let isChanged = document.body.hasAttribute('data-changed');
  let timer: number | undefined;

  window.addEventListener('message', ({ origin, data }: MessageEvent<PreviewMessage>) => {
    if (origin === shop && data.type === 'dev-store:preview') shown = new URL(data.path, shop).href;
  });
  const refresh = async (): Promise<void> => {
    const response = await fetch(`${window.location.pathname}/draft`, { method: 'POST', body: fieldsOf(form) });
    if (response.ok) preview.src = shown;
  };
  form.addEventListener('input', ({ target }) => {
    const field = target as HTMLInputElement;
    if (field.matches('[data-template]')) return showTemplate(field.value);
    const output = field.parentElement?.querySelector('output');
    if (output) output.textContent = field.value;
    isChanged = true;
    say('Not saved yet');
    form.querySelector('[data-save]')?.removeAttribute('disabled');
    window.clearTimeout(timer);
    timer = window.setTimeout(() => void refresh(), PAUSE_MS);
  });
  form.addEventListener('submit', () => void (isChanged = false));
  window.addEventListener('beforeunload', (event) => {
    if (isChanged) event.preventDefault();
  });

  function showTemplate(template: string): void {
    const page = pages[template];
    if (page) preview.src = shown = page;
  }
}

function fieldsOf(form: HTMLFormElement): URLSearchParams {
  return new URLSearchParams(
    [...new FormData(form)].filter((field): field is [string, string] => typeof field[1] === 'string'),
  );
}

function say(words: string): void {
  const place = document.querySelector('[data-state]');
  if (place) place.textContent = words;
}
