import type { SaveBar } from '../protocol';
import type { AppFrame } from './app-frame';
import { confirm, DISCARD, LEAVE } from './confirm';
import { drawControl, updateControl } from './draw-control';
import { findElement, make } from './find-element';

/** The contextual save bar in place of the search, and the question before something unsaved is left behind. */
export interface ShellSaveBar {
  /** Resolves to whether the person may go: nothing is unsaved, or it may be lost. */
  mayLeave(): Promise<boolean>;
}

export function showSaveBar(frame: AppFrame): ShellSaveBar {
  const place = findElement('.save-bar');
  let bar: SaveBar | null = null;
  let drawn: DrawnBar | null = null;
  const draw = () => {
    place.hidden = bar === null;
    document.body.classList.toggle('has-unsaved', bar !== null);
    if (bar && drawn && isLike(drawn.bar, bar)) return update(drawn, bar);
    drawn = bar && drawBar(bar, frame);
    place.replaceChildren(...(drawn?.elements ?? []));
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

/** A bar as it stands there. */
interface DrawnBar {
  bar: SaveBar;
  save: HTMLButtonElement | null;
  discard: HTMLButtonElement | null;
  elements: HTMLElement[];
}

const isLike = (one: SaveBar, other: SaveBar): boolean =>
  one.save?.key === other.save?.key &&
  one.discard?.key === other.discard?.key &&
  one.asksBeforeDiscarding === other.asksBeforeDiscarding;

function update(drawn: DrawnBar, bar: SaveBar): void {
  drawn.bar = bar;
  if (drawn.save && bar.save) updateControl(drawn.save, bar.save);
  if (drawn.discard && bar.discard) updateControl(drawn.discard, bar.discard);
}

function drawBar(bar: SaveBar, frame: AppFrame): DrawnBar {
  const { save, discard, asksBeforeDiscarding } = bar;
  const press = (key: string) => frame.send({ kind: 'press', key });
  const discardFirst = async (key: string) => {
    if (!asksBeforeDiscarding || (await confirm(DISCARD))) press(key);
  };
  const buttons = {
    discard: discard && drawControl(discard, 'button-dark', (key) => void discardFirst(key)),
    save: save && drawControl(save, 'button-light', press),
  };
  const elements = [make('span', { text: 'Unsaved changes' }), buttons.discard, buttons.save];
  return { bar, ...buttons, elements: elements.filter((each) => each !== null) };
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
