import type { Control } from '../../protocol';
import { navigateInApp } from '../navigation';

/** A button or link of the app's as the admin draws it. */
export function controlOf(element: Element, key: string): Control {
  return {
    key,
    label: element.textContent?.trim() ?? '',
    isDisabled: element.hasAttribute('disabled'),
    isLoading: isOn(element.getAttribute('loading')),
    isCritical: element.getAttribute('tone') === 'critical',
  };
}

/** React writes `loading=""`, `loading="true"`; `false` is off. */
const isOn = (value: string | null): boolean => value !== null && value !== 'false';

/** Does what a click on it would do; a link is the app's router's. */
export function press(element: Element | null | undefined): void {
  if (!(element instanceof HTMLElement) || element.hasAttribute('disabled')) return;
  if (element instanceof HTMLAnchorElement && element.target === '') return navigateInApp(element.href, element);
  element.click();
}
