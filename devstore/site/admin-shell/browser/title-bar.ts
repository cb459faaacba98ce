import type { TitleBar } from '../protocol';
import type { AppFrame } from './app-frame';
import { drawControl } from './draw-control';
import { findElement, make } from './find-element';

/** Title, breadcrumb and actions above the app's frame: the page's own, else its document's title, else the app's name. */
export function showTitleBar(frame: AppFrame, setup: { appName: string; shopName: string }): void {
  const heading = findElement('.title-bar h1');
  const breadcrumb = findElement('.title-bar-breadcrumb');
  const actions = findElement('.title-bar-actions');
  const press = (key: string) => frame.send({ kind: 'press', key });
  let bar: TitleBar | null = null;
  let documentTitle = '';

  const draw = () => {
    const title = bar?.title ?? documentTitle;
    heading.textContent = title || setup.appName;
    const names = [setup.shopName, setup.appName, title].filter(Boolean);
    document.title = [...new Set(names)].join(' · ');
    breadcrumb.replaceChildren(...(bar?.breadcrumb ? [drawBreadcrumb(bar, press)] : []));
    actions.replaceChildren(...(bar ? drawActions(bar, press) : []));
  };
  frame.listen((message) => {
    if (message.kind === 'title-bar') bar = message.bar;
    else if (message.kind === 'titled') documentTitle = message.title;
    else if (message.kind === 'began') bar = null;
    else return;
    draw();
  });
}

function drawBreadcrumb({ breadcrumb }: TitleBar, press: (key: string) => void): HTMLElement {
  const { key = '', label = '' } = breadcrumb ?? {};
  const button = make('button', {
    text: '‹',
    className: 'back',
    attributes: { 'aria-label': `Back to ${label}`, title: label },
  });
  button.addEventListener('click', () => press(key));
  return button;
}

function drawActions({ menus, secondary, primary }: TitleBar, press: (key: string) => void): HTMLElement[] {
  return [
    ...menus.map(({ label, items }) =>
      make(
        'details',
        { className: 'menu' },
        make('summary', { text: label, className: 'button' }),
        make('div', { className: 'menu-items' }, ...items.map((item) => drawControl(item, 'menu-item', press))),
      ),
    ),
    ...secondary.map((control) => drawControl(control, '', press)),
    ...(primary ? [drawControl(primary, 'button-primary', press)] : []),
  ];
}
