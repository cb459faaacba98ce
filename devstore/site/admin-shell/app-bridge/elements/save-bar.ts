import type { SaveBar } from '../../protocol';
import { complain } from '../refuse';
import type { SaveBars, Unsaved } from '../save-bars';
import { controlOf, press } from './controls';
import { ObservedElement } from './observed-element';

/** `<ui-save-bar>`: shown and hidden by the app; its primary button saves, the other one discards. */
export function defineSaveBar(bars: SaveBars): void {
  class UISaveBar extends ObservedElement {
    readonly #unsaved: Unsaved = {
      describe: () => describe(this),
      save: () => press(saveButton(this)),
      discard: () => press(discardButton(this)),
    };

    get showing(): boolean {
      return bars.isShown(this.#unsaved);
    }
    get discardConfirmation(): boolean {
      return isOn(this.getAttribute('discardconfirmation'));
    }
    set discardConfirmation(asks: boolean) {
      this.toggleAttribute('discardconfirmation', asks);
    }

    async show(): Promise<void> {
      if (this.showing) return;
      if (!saveButton(this)) complain('a <ui-save-bar> without <button variant="primary"> cannot save.');
      bars.show(this.#unsaved);
      this.dispatchEvent(new Event('show'));
    }
    async hide(): Promise<void> {
      if (!this.showing) return;
      bars.hide(this.#unsaved);
      this.dispatchEvent(new Event('hide'));
    }
    toggle(): Promise<void> {
      return this.showing ? this.hide() : this.show();
    }

    protected tell(): void {
      bars.update(this.#unsaved);
    }
    protected leave(): void {
      void this.hide();
    }
  }
  customElements.define('ui-save-bar', UISaveBar);
}

function describe(bar: Element): SaveBar {
  const [save, discard] = [saveButton(bar), discardButton(bar)];
  return {
    save: save ? { ...controlOf(save, 'save-bar/save'), label: save.textContent?.trim() || 'Save' } : null,
    discard: discard
      ? { ...controlOf(discard, 'save-bar/discard'), label: discard.textContent?.trim() || 'Discard' }
      : null,
    asksBeforeDiscarding: isOn(bar.getAttribute('discardconfirmation')),
  };
}

const saveButton = (bar: Element) => bar.querySelector('button[variant="primary"]');
const discardButton = (bar: Element) => bar.querySelector('button:not([variant="primary"])');
const isOn = (value: string | null): boolean => value !== null && value !== 'false';
