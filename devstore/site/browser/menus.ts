import { findAll } from './find';

/** Open menus close when one presses elsewhere, or Escape. */
export function startMenus(): void {
  const open = () => findAll<HTMLDetailsElement>('details.menu[open]');
  document.addEventListener('click', ({ target }) => {
    for (const menu of open()) if (!menu.contains(target as Node)) menu.open = false;
  });
  document.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape') return;
    for (const menu of open()) {
      menu.open = false;
      menu.querySelector('summary')?.focus();
    }
  });
  // A press inside a frame is not heard here, but takes the focus away.
  window.addEventListener('blur', () => {
    for (const menu of open()) menu.open = false;
  });
}
