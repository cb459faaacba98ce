import { html, type Html } from '../../html';

export interface Column<Item> {
  heading: string;
  cell: (item: Item) => Html | string;
  /** Figures are set to the right. */
  isFigure?: boolean;
}

export interface List<Item> {
  title: string;
  /** Such as `/admin/orders`; search and pages are its parameters. */
  href: string;
  columns: Column<Item>[];
  /** In the order they are shown. */
  items: readonly Item[];
  /** What a search looks into. */
  textOf: (item: Item) => string;
}

/** What was asked of a list. */
export interface ListQuery {
  search: string;
  page: number;
}

const PAGE_SIZE = 50;

/** A plain list of the store's data, read-only, with a search and pages. */
export function listPage<Item>(list: List<Item>, { search, page }: ListQuery): Html {
  const wanted = search.toLowerCase();
  const found = wanted ? list.items.filter((item) => list.textOf(item).toLowerCase().includes(wanted)) : list.items;
  const last = Math.max(1, Math.ceil(found.length / PAGE_SIZE));
  const at = Math.min(Math.max(1, page), last);
  const shown = found.slice((at - 1) * PAGE_SIZE, at * PAGE_SIZE);
  return html`<div class="page">
    <header class="page-head">
      <h1>${list.title}</h1>
      <form role="search">
        <input type="search" name="q" value="${search}" placeholder="Search" aria-label="Search ${list.title}" />
      </form>
    </header>
    <section class="card" aria-label="${list.title}">
      ${shown.length === 0 ? nothing(list.title, search) : table(list, shown)}
    </section>
    ${found.length > 0 && pager(list.href, search, at, last, found.length)}
  </div>`;
}

const nothing = (title: string, search: string): Html =>
  html`<p class="nothing">
    ${search ? `Nothing in ${title.toLowerCase()} matches “${search}”.` : 'Nothing here yet.'}
  </p>`;

const table = <Item>({ columns }: List<Item>, items: readonly Item[]): Html => html`
  <div class="table-scroll" tabindex="0" role="region" aria-label="Table">
    <table>
      <thead>
        <tr>
          ${columns.map(({ heading, isFigure }) => html`<th scope="col" ${isFigure && FIGURE}>${heading}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${items.map(
          (item) =>
            html`<tr>
              ${columns.map(({ cell, isFigure }) => html`<td ${isFigure && FIGURE}>${cell(item)}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>
`;

const FIGURE = html`class="figure"`;

function pager(href: string, search: string, at: number, last: number, total: number): Html {
  const to = (page: number) =>
    `${href}?${new URLSearchParams({ ...(search ? { q: search } : {}), page: String(page) }).toString()}`;
  const link = (page: number, label: string) =>
    page >= 1 && page <= last
      ? html`<a class="button" href="${to(page)}">${label}</a>`
      : html`<span class="button" aria-disabled="true">${label}</span>`;
  return html`<nav class="pager" aria-label="Pages">
    ${link(at - 1, 'Previous')}
    <span>Page ${at} of ${last}, ${total.toLocaleString('en')} in all</span>
    ${link(at + 1, 'Next')}
  </nav>`;
}
