/** Markup that may stand in a page as it is. Only `html` makes it, so that whatever else is put into a page is escaped. */
export class Html {
  constructor(readonly markup: string) {}

  toString(): string {
    return this.markup;
  }
}

type Value = Html | string | number | null | undefined | false | readonly Value[];

/** A piece of a page. Every value is escaped, for text and for quoted attributes; pieces and lists of pieces go in as they are; null, undefined and false are nothing. */
export function html(strings: TemplateStringsArray, ...values: Value[]): Html {
  return new Html(strings.reduce((before, text, index) => before + write(values[index - 1]) + text));
}

function write(value: Value): string {
  if (value === null || value === undefined || value === false) return '';
  if (value instanceof Html) return value.markup;
  if (typeof value === 'string') return escapeText(value);
  return typeof value === 'number' ? String(value) : value.map(write).join('');
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

const escapeText = (text: string): string => text.replace(/[&<>"']/g, (char) => entities[char] ?? char);

/** Data for a script of the page, as the content of a `<script type="application/json">`: nothing in it can end the element. */
export const jsonScript = (id: string, data: unknown): Html =>
  new Html(
    `<script type="application/json" id="${escapeText(id)}">${JSON.stringify(data).replace(/</g, '\\u003c')}</script>`,
  );
