import type { Control } from '../protocol';
import { make } from './find-element';

/** A button of the admin's for one in the app's frame. */
export function drawControl(control: Control, className: string, press: (key: string) => void): HTMLButtonElement {
  const button = make('button', { className: `button ${className}`, attributes: { type: 'button' } });
  updateControl(button, control);
  button.addEventListener('click', () => press(control.key));
  return button;
}

/** The same button looks another way from now on. A new one in its place would swallow a click that has begun. */
export function updateControl(button: HTMLButtonElement, { label, isDisabled, isLoading, isCritical }: Control): void {
  if (button.textContent !== label) button.textContent = label;
  button.disabled = isDisabled || isLoading;
  button.toggleAttribute('data-loading', isLoading);
  button.classList.toggle('button-critical', isCritical);
}
