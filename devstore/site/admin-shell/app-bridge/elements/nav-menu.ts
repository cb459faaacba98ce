import type { Host } from '../host';
import { complain } from '../refuse';
import { ObservedElement } from './observed-element';

const NAMES = ['ui-nav-menu', 's-app-nav'];

/** `<ui-nav-menu>` and its successor `<s-app-nav>`: the app's entries in the admin's navigation. The one with `rel="home"` is not listed. */
export function defineNavMenu(host: Host): void {
  for (const name of NAMES)
    customElements.define(
      name,
      class extends ObservedElement {
        protected tell(): void {
          const links = [...this.querySelectorAll(':scope > a')].filter(isWithinApp);
          const isHome = (link: Element) => link.getAttribute('rel') === 'home';
          const items = links
            .filter((link) => !isHome(link))
            .map((link) => ({ href: hrefOf(link), label: link.textContent?.trim() ?? '' }));
          const home = links.find(isHome);
          host.send({ kind: 'nav', items, home: home ? hrefOf(home) : null });
        }
        protected leave(): void {
          host.send({ kind: 'nav', items: [], home: null });
        }
      },
    );
}

function isWithinApp(link: Element): boolean {
  const href = link.getAttribute('href');
  if (href?.startsWith('/')) return true;
  complain(`a navigation link must lead to a path of the app's; ${JSON.stringify(href)} does not.`);
  return false;
}

const hrefOf = (link: Element): string => link.getAttribute('href') ?? '';

/** The link of the app's navigation that leads there, if there is one. */
export const navLink = (href: string): Element | undefined =>
  [...document.querySelectorAll(NAMES.map((name) => `${name} > a`).join())].find(
    (link) => link.getAttribute('href') === href,
  );
