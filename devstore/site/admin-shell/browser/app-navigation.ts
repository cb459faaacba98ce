import type { NavItem } from '../protocol';
import type { AppFrame } from './app-frame';
import { findElement, make } from './find-element';

const KEPT_AS = 'app-navigation';

/** The app's entries in the navigation, and the page's address in the browser's. */
export function showAppNavigation(frame: AppFrame, setup: { appHandle: string }): void {
  const prefix = `/admin/apps/${setup.appHandle}`;
  const list = findElement('.app-nav');
  const appLink = findElement<HTMLAnchorElement>('.app-link');
  let items = kept();
  let home: string | null = null;
  let path = location.pathname.slice(prefix.length);

  const go = (event: MouseEvent, href: string) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    frame.send({ kind: 'navigate', href });
  };
  const draw = () => {
    const current = currentOf(items, path);
    appLink.toggleAttribute('data-at-home', current === null);
    list.replaceChildren(...items.map((item) => drawItem(item, prefix, item === current, go)));
  };
  appLink.addEventListener('click', (event) => home !== null && go(event, home));
  frame.listen((message) => {
    if (message.kind === 'nav' && message.items.length > 0) {
      ({ items, home } = message);
      sessionStorage.setItem(KEPT_AS, JSON.stringify(items));
    } else if (message.kind === 'moved') {
      path = message.path;
      // The frame's own entry in the history is enough: one of ours besides would need two steps back.
      history.replaceState(null, '', prefix + path);
    } else return;
    draw();
  });
  draw();
}

/** The entry whose path the page's begins with; of several the longest. */
export function currentOf(items: NavItem[], path: string): NavItem | null {
  const at = path.replace(/[?#].*$/, '');
  const fitting = items.filter(({ href }) => at === href || at.startsWith(`${href.replace(/\/$/, '')}/`));
  return fitting.sort((a, b) => b.href.length - a.href.length)[0] ?? null;
}

function drawItem(
  item: NavItem,
  prefix: string,
  isCurrent: boolean,
  go: (event: MouseEvent, href: string) => void,
): HTMLElement {
  const link = make('a', { text: item.label, attributes: { href: prefix + item.href } });
  if (isCurrent) link.setAttribute('aria-current', 'page');
  link.addEventListener('click', (event) => go(event, item.href));
  return make('li', {}, link);
}

/** The entries of last time, so that nothing moves while the app's page loads. */
const kept = (): NavItem[] => JSON.parse(sessionStorage.getItem(KEPT_AS) ?? '[]') as NavItem[];
