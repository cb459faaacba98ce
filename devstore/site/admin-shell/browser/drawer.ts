import { findElement } from './find-element';

/** On narrow screens the navigation lies in a drawer behind the menu button. */
export function openDrawerByButton(): void {
  const button = findElement<HTMLButtonElement>('.menu-button');
  const nav = findElement('#nav');
  const scrim = findElement('.drawer-scrim');
  const set = (isOpen: boolean) => {
    document.body.classList.toggle('has-drawer', isOpen);
    button.setAttribute('aria-expanded', String(isOpen));
    scrim.hidden = !isOpen;
    if (isOpen) nav.querySelector('a')?.focus();
  };
  button.addEventListener('click', () => set(button.getAttribute('aria-expanded') !== 'true'));
  scrim.addEventListener('click', () => set(false));
  nav.addEventListener('click', (event) => {
    if (event.target instanceof Element && event.target.closest('a')) set(false);
  });
  addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || button.getAttribute('aria-expanded') !== 'true') return;
    set(false);
    button.focus();
  });
}
