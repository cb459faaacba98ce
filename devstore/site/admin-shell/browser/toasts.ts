import type { Toast } from '../protocol';
import type { AppFrame } from './app-frame';
import { findElement, make } from './find-element';

/** Toasts at the foot of the admin, each for its time. */
export function showToasts(frame: AppFrame): void {
  const place = findElement('.toasts');
  const shown = new Map<string, HTMLElement>();

  const end = (id: string, how: 'action' | 'dismissed' | 'expired') => {
    if (!shown.has(id)) return;
    take(id);
    frame.send({ kind: 'toast-ended', id, how });
  };
  const take = (id: string) => {
    shown.get(id)?.remove();
    shown.delete(id);
  };
  const show = (toast: Toast) => {
    const element = drawToast(toast, (how) => end(toast.id, how));
    shown.set(toast.id, element);
    place.append(element);
    setTimeout(() => end(toast.id, 'expired'), toast.durationMs);
  };
  frame.listen((message) => {
    if (message.kind === 'toast') show(message.toast);
    if (message.kind === 'toast-hidden') take(message.id);
    if (message.kind === 'began') for (const id of [...shown.keys()]) take(id);
  });
}

function drawToast({ message, isError, action }: Toast, end: (how: 'action' | 'dismissed') => void): HTMLElement {
  const close = make('button', {
    text: '×',
    className: 'toast-close',
    attributes: { type: 'button', 'aria-label': 'Dismiss' },
  });
  close.addEventListener('click', () => end('dismissed'));
  const element = make('div', { className: isError ? 'toast toast-error' : 'toast' }, make('span', { text: message }));
  if (action !== null) {
    const button = make('button', { text: action, className: 'toast-action', attributes: { type: 'button' } });
    button.addEventListener('click', () => end('action'));
    element.append(button);
  }
  element.append(close);
  return element;
}
