import type { PickerQuestion } from '../../protocol';
import { make } from '../find-element';
import type { Pickable, PickableVariant, Selection } from './selection';

/** The picker's rows: a resource each, below it its variants where they are asked for. */
export function drawRows(
  items: Pickable[],
  selection: Selection,
  question: PickerQuestion,
  redraw: () => void,
): HTMLElement[] {
  return items.flatMap((item) => {
    const row = drawRow(
      selection.stateOf(item),
      [picture(item), make('span', { text: item.title, className: 'picker-title' }), note(item)],
      () => {
        selection.toggle(item);
        redraw();
      },
    );
    return [row, ...variantsShown(item, question).map((variant) => drawVariant(item, variant, selection, redraw))];
  });
}

function variantsShown(item: Pickable, { filter, type }: PickerQuestion): PickableVariant[] {
  const isAsked = type === 'variant' || (type === 'product' && filter.variants);
  return isAsked && !item.hasOnlyDefaultVariant ? (item.variants ?? []) : [];
}

function drawVariant(item: Pickable, variant: PickableVariant, selection: Selection, redraw: () => void): HTMLElement {
  const state = selection.hasVariant(item, variant.id) ? 'all' : 'none';
  const words = [
    make('span', { text: variant.title, className: 'picker-title' }),
    make('span', { text: variant.price }),
  ];
  const row = drawRow(state, words, () => {
    selection.toggleVariant(item, variant.id);
    redraw();
  });
  row.classList.add('picker-variant');
  return row;
}

function drawRow(state: 'all' | 'some' | 'none', content: HTMLElement[], toggle: () => void): HTMLElement {
  const box = make('input', { attributes: { type: 'checkbox' } });
  box.checked = state === 'all';
  box.indeterminate = state === 'some';
  box.addEventListener('change', toggle);
  return make('label', { className: 'picker-row' }, box, ...content);
}

/** Collections have none; products keep its place free. */
function picture({ images }: Pickable): HTMLElement {
  if (!images) return make('span', { attributes: { hidden: '' } });
  const src = images[0]?.originalSrc;
  return src
    ? make('img', { attributes: { src, alt: '', width: '40', height: '40', loading: 'lazy' } })
    : make('span', { className: 'picker-no-picture' });
}

function note({ status, productsCount }: Pickable): HTMLElement {
  const words =
    productsCount !== undefined ? `${productsCount} products` : status === 'ACTIVE' ? '' : (status ?? '').toLowerCase();
  return make('span', { text: words, className: 'picker-note' });
}
