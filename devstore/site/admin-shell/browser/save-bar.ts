import type { SaveBar } from '../protocol';
import type { AppFrame } from './app-frame';
import { confirm, DISCARD, LEAVE } from './confirm';
import { drawControl } from './draw-control';
import { findElement, make } from './find-element';

/** The contextual save bar in place of the search, and the question before something unsaved is left behind. */
export interface ShellSaveBar {
  /** Resolves to whether the person may go: nothing is unsaved, or it may be lost. */
  mayLeave(): Promise<boolean>;
}

export function showSaveBar(frame: AppFrame): ShellSaveBar {
  const place = findElement('.save-bar');
  let bar: SaveBar | null = null;
  const draw = () => {
    place.hidden = bar === null;
    document.body.classList.toggle('has-unsaved', bar !== null);
    place.replaceChildren(...(bar ? drawBar(bar, frame) : []));
  };
  frame.listen((message) => {
    if (message.kind === 'save-bar') bar = message.bar;
    else if (message.kind === 'began') bar = null;
    else return;
    draw();
  });
  addEventListener('beforeunload', (event) => {
    if (bar) event.preventDefault();
  });

  const mayLeave = async (): Promise<boolean> => {
    if (bar && !(await confirm(LEAVE))) return false;
    if (bar) frame.send({ kind: 'discarded' });
    bar = null;
    draw();
    return true;
  };
  guardLinks(() => bar !== null, mayLeave);
  return { mayLeave };
}

function drawBar({ save, discard, asksBeforeDiscarding }: SaveBar, frame: AppFrame): HTMLElement[] {
  const press = (key: string) => frame.send({ kind: 'press', key });
  const discardFirst = async (key: string) => {
    if (!asksBeforeDiscarding || (await confirm(DISCARD))) press(key);
  };
  return [
    make('span', { text: 'Unsaved changes' }),
    ...(discard ? [drawControl(discard, 'button-dark', (key) => void discardFirst(key))] : []),
    ...(save ? [drawControl(save, 'button-light', press)] : []),
  ];
}

/** Links of the admin's ask first while something is unsaved. */
function guardLinks(isUnsaved: () => boolean, mayLeave: () => Promise<boolean>): void {
  document.addEventListener(
    'click',
    (event) => {
      const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[href]') : null;
      if (!link || !isUnsaved() || link.target === '_blank' || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      event.stopPropagation();
      void mayLeave().then((may) => may && link.click());
    },
    true,
  );
}
