import { findAll } from './find';

const SAID_MS = 1_500;

/** Buttons that copy what their `data-copy` says, and say so for a moment. */
export function startCopying(): void {
  for (const button of findAll<HTMLButtonElement>('[data-copy]')) {
    const label = button.textContent;
    button.addEventListener('click', () => {
      void navigator.clipboard.writeText(button.dataset.copy ?? '').then(() => {
        button.textContent = 'Copied';
        window.setTimeout(() => (button.textContent = label), SAID_MS);
      });
    });
  }
}
