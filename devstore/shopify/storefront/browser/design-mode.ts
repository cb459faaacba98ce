/** What a theme editor's preview tells the editor around it. */
export interface PreviewMessage {
  type: 'dev-store:preview';
  /** Where the preview is: path and query. */
  path: string;
}

/** Keeps a theme editor's preview in the editor's draft wherever links and searches lead, and tells the editor where it is. */
export function stayInDesign(param: string): void {
  const id = new URL(window.location.href).searchParams.get(param);
  if (!id) return;
  document.addEventListener('click', ({ target }) => {
    const link = target instanceof Element ? target.closest<HTMLAnchorElement>('a[href]') : null;
    if (link?.origin === window.location.origin) link.href = withParam(link.href, param, id);
  });
  document.addEventListener('submit', ({ target }) => {
    if (!(target instanceof HTMLFormElement) || target.method !== 'get') return;
    target.append(Object.assign(document.createElement('input'), { type: 'hidden', name: param, value: id }));
  });
  const { pathname, search } = window.location;
  const message: PreviewMessage = { type: 'dev-store:preview', path: pathname + search };
  // The editor's origin is another port of this machine; where the preview is, is no secret.
  window.parent.postMessage(message, '*');
}

function withParam(href: string, param: string, value: string): string {
  const url = new URL(href);
  url.searchParams.set(param, value);
  return url.href;
}
