import type { TitleBar } from '../../protocol';
import type { Host } from '../host';
import { refuse } from '../refuse';
import { press } from './controls';
import { MODAL_STYLES } from './modal-styles';
import { ObservedElement } from './observed-element';
import { describe, findControl } from './title-bar';

/** `<ui-modal>`: its content in a dialog; title and actions come from its `<ui-title-bar>`. Drawn in the app's frame, while the admin around dims. */
export function defineModal(host: Host): void {
  class UIModal extends ObservedElement {
    readonly #dialog: HTMLDialogElement;

    constructor() {
      super();
      const root = this.attachShadow({ mode: 'open' });
      root.innerHTML = `<style>${MODAL_STYLES}</style><dialog aria-labelledby="title"><header><h2 id="title"></h2>
        <button class="close" aria-label="Close">×</button></header><div class="content"><slot></slot></div><footer></footer></dialog>`;
      this.#dialog = root.querySelector('dialog') ?? refuse('its dialog is missing.');
      root.querySelector('.close')?.addEventListener('click', () => void this.hide());
      this.#dialog.addEventListener('close', () => {
        host.send({ kind: 'modal', isOpen: false });
        this.dispatchEvent(new Event('hide'));
      });
    }

    get content(): HTMLElement | undefined {
      return [...this.children].find(
        (child): child is HTMLElement => child instanceof HTMLElement && !/^UI-(TITLE|SAVE)-BAR$/.test(child.tagName),
      );
    }
    get variant(): string {
      return this.getAttribute('variant') ?? 'base';
    }
    set variant(variant: string) {
      this.setAttribute('variant', variant);
    }
    get src(): string | null {
      return this.getAttribute('src');
    }
    set src(_src: string | null) {
      refuse('<ui-modal src> is not imitated; give the modal content.');
    }
    get contentWindow(): null {
      return null;
    }

    async show(): Promise<void> {
      if (this.src !== null) refuse('<ui-modal src> is not imitated; give the modal content.');
      if (this.#dialog.open) return;
      this.tell();
      this.#dialog.showModal();
      host.send({ kind: 'modal', isOpen: true });
      this.dispatchEvent(new Event('show'));
    }
    async hide(): Promise<void> {
      if (this.#dialog.open) this.#dialog.close();
    }
    toggle(): Promise<void> {
      return this.#dialog.open ? this.hide() : this.show();
    }

    protected tell(): void {
      const bar = this.querySelector('ui-title-bar');
      this.#dialog.dataset.variant = this.variant;
      drawActions(this.#dialog, bar, bar && describe(bar));
    }
    protected leave(): void {
      void this.hide();
    }
  }
  customElements.define('ui-modal', UIModal);
}

function drawActions(dialog: HTMLDialogElement, bar: Element | null, described: TitleBar | null): void {
  const [title, footer] = [dialog.querySelector('h2'), dialog.querySelector('footer')];
  if (title) title.textContent = described?.title ?? '';
  const { primary = null, secondary = [] } = described ?? {};
  const buttons = [...secondary, ...(primary ? [primary] : [])].map((control) => {
    const button = document.createElement('button');
    button.textContent = control.label;
    button.disabled = control.isDisabled || control.isLoading;
    button.className = `${control === primary ? 'primary' : ''} ${control.isCritical ? 'critical' : ''}`;
    button.addEventListener('click', () => press(bar && findControl(bar, control.key)));
    return button;
  });
  footer?.replaceChildren(...buttons);
}
