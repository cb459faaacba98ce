import type { SaveBar } from '../protocol';
import type { Host } from './host';

/** Something with unsaved changes: a `<ui-save-bar>` or a form with `data-save-bar`. */
export interface Unsaved {
  describe(): SaveBar;
  save(): void;
  discard(): void;
}

/** The one save bar of the admin. */
export interface SaveBars {
  show(unsaved: Unsaved): void;
  hide(unsaved: Unsaved): void;
  isShown(unsaved: Unsaved): boolean;
  /** What it looks like has changed. */
  update(unsaved: Unsaved): void;
  /** Whether there is anything unsaved. */
  readonly isOpen: boolean;
}

/** The one that was shown last is drawn; behind it, the others wait. */
export function createSaveBars(host: Host): SaveBars {
  const shown: Unsaved[] = [];
  let told = 'null';
  const tell = () => {
    const bar = shown.at(-1)?.describe() ?? null;
    const text = JSON.stringify(bar);
    if (text === told) return;
    told = text;
    host.send({ kind: 'save-bar', bar });
  };
  host.listen((message) => {
    if (message.kind === 'press' && message.key === 'save-bar/save') shown.at(-1)?.save();
    if (message.kind === 'press' && message.key === 'save-bar/discard') shown.at(-1)?.discard();
    // The person leaves without saving: nothing is asked about any more.
    if (message.kind === 'discarded') shown.length = 0;
    if (message.kind === 'discarded') tell();
  });
  const hide = (unsaved: Unsaved) => {
    const at = shown.indexOf(unsaved);
    if (at >= 0) shown.splice(at, 1);
  };
  return {
    show(unsaved) {
      hide(unsaved);
      shown.push(unsaved);
      tell();
    },
    hide(unsaved) {
      hide(unsaved);
      tell();
    },
    isShown: (unsaved) => shown.includes(unsaved),
    update: (unsaved) => void (shown.includes(unsaved) && tell()),
    get isOpen() {
      return shown.length > 0;
    },
  };
}
