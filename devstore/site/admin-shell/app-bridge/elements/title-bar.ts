import type { TitleBar } from '../../protocol';
import type { Host } from '../host';
import { controlOf, press } from './controls';
import { ObservedElement } from './observed-element';

/** `<ui-title-bar>`: title, breadcrumb and actions of the page. One inside a modal is that modal's. */
export function defineTitleBar(host: Host): void {
  customElements.define(
    'ui-title-bar',
    class extends ObservedElement {
      protected tell(): void {
        if (!this.closest('ui-modal')) host.send({ kind: 'title-bar', bar: describe(this) });
      }
      protected leave(): void {
        host.send({ kind: 'title-bar', bar: null });
      }
    },
  );
  host.listen((message) => {
    if (message.kind !== 'press') return;
    const bars = [...document.querySelectorAll('ui-title-bar')].filter((bar) => !bar.closest('ui-modal'));
    press(bars.map((bar) => findControl(bar, message.key)).find(Boolean));
  });
}

const ACTIONS = ':scope > button, :scope > a';

/** A title bar as the admin draws it. Keys are the places of the controls in it. */
export function describe(bar: Element): TitleBar {
  const actions = [...bar.querySelectorAll(ACTIONS)].map((element, index) => ({
    element,
    control: controlOf(element, `title-bar/${index}`),
  }));
  const of = (variant: string | null) =>
    actions.filter(({ element }) => element.getAttribute('variant') === variant).map(({ control }) => control);
  return {
    title: bar.getAttribute('title'),
    breadcrumb: of('breadcrumb')[0] ?? null,
    primary: of('primary')[0] ?? null,
    secondary: of(null),
    menus: [...bar.querySelectorAll(':scope > section')].map((section, menu) => ({
      label: section.getAttribute('label') ?? '',
      items: [...section.querySelectorAll('button, a')].map((element, index) =>
        controlOf(element, `title-bar/${menu}/${index}`),
      ),
    })),
  };
}

export function findControl(bar: Element, key: string): Element | undefined {
  const places = key.split('/').slice(1).map(Number);
  if (!key.startsWith('title-bar/')) return undefined;
  const [first = 0, second] = places;
  if (second === undefined) return bar.querySelectorAll(ACTIONS)[first];
  return bar.querySelectorAll(':scope > section')[first]?.querySelectorAll('button, a')[second];
}
