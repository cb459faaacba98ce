import { followLink, readerHeaders } from './follow-link';

/**
 * Opens a page and sends its first form that posts, with its hidden fields and its first submit button, as a person with a browser would.
 * Gives the status of the answer (after redirects on this machine).
 */
export async function submitForm(address: string): Promise<{ status: number; url: string }> {
  const { url, response } = await followLink(address);
  if (response?.status !== 200)
    throw new Error(
      `submitForm: ${url} answered ${response?.status ?? 'nothing (it is not on this machine)'}; expected a page with a form.`,
    );
  const { JSDOM } = await import('jsdom');
  const { window } = new JSDOM(response.body, { url });
  const form = [...window.document.forms].find((each) => each.method === 'post');
  if (!form) throw new Error(`submitForm: the page at ${url} has no form with method="post".`);
  const fields = new URLSearchParams();
  for (const [name, value] of new window.FormData(form))
    fields.append(name, typeof value === 'string' ? value : value.name);
  const button = form.querySelector<HTMLButtonElement | HTMLInputElement>(
    'button:not([type=button]):not([type=reset]), input[type=submit]',
  );
  if (button?.name) fields.append(button.name, button.value);
  const sent = await fetch(form.action, { method: 'POST', body: fields, headers: readerHeaders(), redirect: 'manual' });
  await sent.arrayBuffer();
  const location = sent.status >= 300 && sent.status < 400 ? sent.headers.get('location') : null;
  const last = location === null ? null : await followLink(new URL(location, form.action).href);
  return { status: last?.response?.status ?? sent.status, url };
}
