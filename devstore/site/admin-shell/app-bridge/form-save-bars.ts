import type { SaveBar } from '../protocol';
import type { SaveBars, Unsaved } from './save-bars';

const FORM = 'form[data-save-bar]';

const control = (key: string, label: string) => ({
  ...{ key, label, isDisabled: false, isLoading: false, isCritical: false },
});

/**
 * Forms with `data-save-bar`: the bar appears when a field differs from how it was; Save submits the form, Discard resets it, and either
 * takes the bar away. Only what fires `input` or `change` is noticed, as by the real one.
 */
export function watchForms(bars: SaveBars): void {
  const watched = new Map<HTMLFormElement, WatchedForm>();
  const of = (event: Event): WatchedForm | undefined => {
    const field = event.target instanceof Element ? event.target.closest<HTMLFormElement>(FORM) : null;
    if (!field) return undefined;
    const known = watched.get(field) ?? new WatchedForm(field, bars);
    watched.set(field, known);
    return known;
  };
  // Before a change, so that what the form was like is known even where the app's framework filled it in later.
  for (const name of ['focusin', 'pointerdown', 'keydown'])
    addEventListener(name, (event) => of(event)?.remember(), true);
  for (const name of ['input', 'change']) addEventListener(name, (event) => of(event)?.compare(), true);
  for (const name of ['submit', 'reset']) addEventListener(name, (event) => of(event)?.end());
  new MutationObserver(() => {
    for (const [form, state] of watched) if (!form.isConnected && watched.delete(form)) state.end();
  }).observe(document, { childList: true, subtree: true });
}

class WatchedForm implements Unsaved {
  #before: string;

  constructor(
    readonly form: HTMLFormElement,
    readonly bars: SaveBars,
  ) {
    this.#before = contentOf(form);
  }

  remember(): void {
    if (!this.bars.isShown(this)) this.#before = contentOf(this.form);
  }
  compare(): void {
    if (contentOf(this.form) === this.#before) this.bars.hide(this);
    else if (!this.bars.isShown(this)) this.bars.show(this);
  }
  end(): void {
    this.bars.hide(this);
  }

  describe(): SaveBar {
    return {
      save: control('save-bar/save', 'Save'),
      discard: control('save-bar/discard', 'Discard'),
      asksBeforeDiscarding: this.form.hasAttribute('data-discard-confirmation'),
    };
  }
  save(): void {
    this.form.requestSubmit();
  }
  discard(): void {
    this.form.reset();
  }
}

const contentOf = (form: HTMLFormElement): string =>
  JSON.stringify([...new FormData(form)].map(([name, value]) => [name, value instanceof File ? value.name : value]));
