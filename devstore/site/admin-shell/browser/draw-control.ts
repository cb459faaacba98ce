import type { Control } from '../protocol';
import { make } from './find-element';

/** A button of the admin's for one in the app's frame. */
export function drawControl(control: Control, className: string, press: (key: string) => void): HTMLButtonElement {
  const button = make('button', {
    text: control.label,
    className: `button ${className}`,
    attributes: { type: 'button' },
  });
  button.disabled = control.isDisabled || control.isLoading;
  button.toggleAttribute('data-loading', control.isLoading);
  if (control.isCritical) button.classList.add('button-critical');
  button.addEventListener('click', () => press(control.key));
  return button;
}
