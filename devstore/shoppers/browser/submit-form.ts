import type { Browser } from './browser';

/**
 * Submits a form of the open page as a press of its button does: the browser checks the fields, the page's scripts may take over,
 * and otherwise the form leads to its address. Throws, naming the field, where a browser would show a hint instead of submitting.
 */
export async function submitForm(browser: Browser, form: HTMLFormElement, button?: HTMLButtonElement): Promise<void> {
  if (button?.disabled) throw new Error(`the button "${button.textContent?.trim()}" is disabled`);
  const invalid = [...form.elements].find(
    (each) => 'checkValidity' in each && !(each as HTMLInputElement).checkValidity(),
  );
  if (invalid) {
    const { name, value } = invalid as HTMLInputElement;
    throw new Error(`the field "${name}" does not take "${value}"; the form was not sent`);
  }
  const { SubmitEvent } = windowOf(form);
  const event = new SubmitEvent('submit', { bubbles: true, cancelable: true, submitter: button ?? null });
  if (!form.dispatchEvent(event)) return browser.settled();
  const fields = new URLSearchParams(entriesOf(form, button));
  const isPost = form.method.toLowerCase() === 'post';
  if (isPost) await browser.go(form.action, { method: 'POST', body: fields.toString() });
  else await browser.go(`${form.action.replace(/[?#].*$/, '')}?${fields}`);
}

/** What the form sends: its successful controls (jsdom's `FormData`), and the pressed button. A file goes by its name. */
function entriesOf(form: HTMLFormElement, button?: HTMLButtonElement): [string, string][] {
  const { FormData } = windowOf(form);
  const entries = [...new FormData(form)].map(([name, value]): [string, string] => [
    name,
    typeof value === 'string' ? value : value.name,
  ]);
  return button?.name ? [...entries, [button.name, button.value]] : entries;
}

function windowOf(form: HTMLFormElement): Window & typeof globalThis {
  const window = form.ownerDocument.defaultView;
  if (!window) throw new Error('the form belongs to a page that is closed');
  return window;
}
