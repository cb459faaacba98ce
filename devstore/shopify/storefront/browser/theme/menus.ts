const OPEN = 'details[data-menu][open]';

/** Menus close when something else is pressed, and by the Escape key. */
export function startMenus(): void {
  document.addEventListener('click', ({ target }) => closeMenus((menu) => !menu.contains(target as Node)));
  document.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape') return;
    const inside = document.activeElement?.closest(OPEN)?.querySelector('summary');
    closeMenus(() => true);
    inside?.focus();
  });
}

function closeMenus(isMeant: (menu: HTMLDetailsElement) => boolean): void {
  for (const menu of document.querySelectorAll<HTMLDetailsElement>(OPEN)) if (isMeant(menu)) menu.open = false;
}
