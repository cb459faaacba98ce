import type { PickerQuestion } from '../../protocol';
import { findElement, make } from '../find-element';
import { drawRows } from './draw-rows';
import { Selection, type Pickable } from './selection';

const TYPING_MS = 150;

/** Shopify's resource picker: a dialog with a search and a list. Resolves to what was chosen, null when nothing was. */
export async function pickResources(question: PickerQuestion): Promise<unknown[] | null> {
  const selection = new Selection(question);
  const ids = question.selected.map(({ id }) => id);
  if (ids.length > 0) selection.begin(await fetchResources(question, { ids: ids.join() }));
  const dialog = drawDialog(question);
  const list = findElement('.picker-list', dialog);
  const count = findElement('.picker-count', dialog);
  const done = findElement<HTMLButtonElement>('button[value="done"]', dialog);
  let items: Pickable[] = [];

  const draw = () => {
    list.replaceChildren(...drawRows(items, selection, question, draw));
    if (items.length === 0) list.replaceChildren(make('p', { text: 'Nothing matches.', className: 'nothing' }));
    count.textContent = `${selection.size}${Number.isFinite(question.limit) ? ` of ${question.limit}` : ''} selected`;
    done.disabled = selection.size === 0 && ids.length === 0;
  };
  const search = async (text: string) => {
    items = await fetchResources(question, { search: text });
    draw();
  };
  searchWhileTyping(findElement<HTMLInputElement>('input[type="search"]', dialog), search);
  document.body.append(dialog);
  dialog.showModal();
  await search(question.query);
  return closed(dialog, selection);
}

function closed(dialog: HTMLDialogElement, selection: Selection): Promise<unknown[] | null> {
  return new Promise((resolve) =>
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(dialog.returnValue === 'done' ? selection.payload() : null);
    }),
  );
}

function searchWhileTyping(input: HTMLInputElement, search: (text: string) => Promise<void>): void {
  let waiting: ReturnType<typeof setTimeout> | undefined;
  input.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => void search(input.value), TYPING_MS);
  });
}

async function fetchResources(
  { type, filter }: PickerQuestion,
  asked: { search?: string; ids?: string },
): Promise<Pickable[]> {
  const flags = (['hidden', 'draft', 'archived'] as const).filter((name) => filter[name]);
  const parameters = {
    type,
    filter: filter.query,
    ...asked,
    ...Object.fromEntries(flags.map((name) => [name, 'true'])),
  };
  const response = await fetch(`/admin/-/resources?${new URLSearchParams(parameters).toString()}`);
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as Pickable[];
}

const NOUNS = { product: 'product', variant: 'variant', collection: 'collection' };

function drawDialog({ type, action, limit, query }: PickerQuestion): HTMLDialogElement {
  const verb = action === 'add' ? 'Add' : 'Select';
  const heading = `${verb} ${NOUNS[type]}${limit === 1 ? '' : 's'}`;
  const search = make('input', {
    attributes: {
      type: 'search',
      placeholder: `Search ${NOUNS[type]}s`,
      'aria-label': `Search ${NOUNS[type]}s`,
      value: query,
    },
  });
  const button = (text: string, value: string, className: string) =>
    make('button', { text, className: `button ${className}`, attributes: { type: 'button', value } });
  const dialog = make(
    'dialog',
    { className: 'dialog picker', attributes: { 'aria-label': heading } },
    make('header', {}, make('h2', { text: heading })),
    make('div', { className: 'picker-search' }, search),
    make('div', { className: 'picker-list' }),
    make(
      'footer',
      {},
      make('span', { className: 'picker-count', attributes: { role: 'status' } }),
      button('Cancel', 'cancel', ''),
      button(verb, 'done', 'button-primary'),
    ),
  );
  for (const each of dialog.querySelectorAll('footer button'))
    each.addEventListener('click', () => dialog.close((each as HTMLButtonElement).value));
  return dialog;
}
