import { JSDOM } from 'jsdom';

/** Which mail program reads: Outlook's Word engine sees what stands in its conditional comments, all others skip it. */
export type Reader = 'browser' | 'outlook';

const VOID = new Set(['area', 'base', 'br', 'col', 'hr', 'img', 'input', 'link', 'meta', 'v:fill', 'o:allowoverlap']);
const RAW_TEXT = /<(style|xml|title|noscript)\b[\s\S]*?<\/\1>/gi;

/** The markup as one kind of reader gets it. */
export function seenBy(reader: Reader, html: string): string {
  const notForOutlook = /<!--\[if !mso\]><!(?:--)?>([\s\S]*?)<!(?:--)?<!\[endif\]-->/g;
  const onlyForOutlook = /<!--\[if [^\]]*mso[^\]]*\]>([\s\S]*?)<!\[endif\]-->/g;
  const [kept, dropped] = reader === 'outlook' ? ['', '$1'] : ['$1', ''];
  return html
    .replace(notForOutlook, kept)
    .replace(onlyForOutlook, dropped)
    .replace(/<!--(?!\[if)[\s\S]*?-->/g, '');
}

/** Tags that do not nest as written, in order; a parser that repairs them would hide these. Empty when the markup is whole. */
export function nestingProblems(html: string): string[] {
  const problems: string[] = [];
  const open: string[] = [];
  const plain = html.replace(RAW_TEXT, '').replace(/<!doctype[^>]*>/gi, '');
  for (const [, slash, name = '', rest = ''] of plain.matchAll(
    /<(\/?)([a-z][a-z0-9:]*)((?:"[^"]*"|'[^']*'|[^"'>])*)>/gi,
  )) {
    const tag = name.toLowerCase();
    if (VOID.has(tag) || rest.endsWith('/')) continue;
    if (!slash) {
      open.push(tag);
      continue;
    }
    const expected = open.pop();
    if (expected !== tag) problems.push(`</${tag}> closes <${expected ?? 'nothing'}>`);
  }
  return [...problems, ...open.map((tag) => `<${tag}> is never closed`)];
}

/** Cells, rows and tables that a parser had to move to where they may stand. */
export function displacedTableParts(html: string): string[] {
  const { document } = new JSDOM(html).window;
  const mayStandIn: Record<string, string[]> = { TD: ['TR'], TR: ['TBODY', 'THEAD', 'TFOOT'], TBODY: ['TABLE'] };
  const displaced = [...document.querySelectorAll('td, tr, tbody')]
    .filter((part) => !mayStandIn[part.tagName]?.includes(part.parentElement?.tagName ?? ''))
    .map((part) => part.outerHTML.slice(0, 80));
  const written = html.match(/<td[\s>]/gi)?.length ?? 0;
  const parsed = document.querySelectorAll('td').length;
  return written === parsed ? displaced : [...displaced, `${written} cells were written, ${parsed} were read`];
}

/** Conditional comments for Outlook that open or close nothing. */
export function conditionalComments(html: string): { opened: number; closed: number } {
  return {
    opened: html.match(/<!--\[if [^\]]*\]>/g)?.length ?? 0,
    closed: html.match(/<!\[endif\]-->/g)?.length ?? 0,
  };
}

/** The mail as a person sees it in a mail program other than Outlook. */
export function textOf(html: string): string {
  const { document } = new JSDOM(seenBy('browser', html)).window;
  for (const hidden of document.querySelectorAll('style, title')) hidden.remove();
  return (document.body.textContent ?? '').replace(/\s+/g, ' ').trim();
}

export const domOf = (html: string): Document => new JSDOM(html).window.document;
