/** An opening tag that leads somewhere: links, areas of pictures, and the buttons that Outlook alone draws. Values may hold `>`. */
const TAGS = /<(?:a|area|v:roundrect|v:rect)(?=[\s/])((?:[^>"']|"[^"]*"|'[^']*')*)>/gi;
const HREF = /(\shref\s*=\s*)("[^"]*"|'[^']*'|[^\s"'>]+)/i;
const UNTRACKED = 'data-pm-no-track';
const IS_UNTRACKED = /\sdata-pm-no-track(?=[\s=/]|$)/i;
const NAMES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** An address as it stands in an attribute, as a mail program reads it. */
export function readAttribute(written: string): string {
  return written.replace(
    /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(amp|lt|gt|quot|apos));/gi,
    (whole, decimal?: string, hex?: string, name?: string) => {
      if (name) return NAMES[name.toLowerCase()] ?? whole;
      const code = decimal ? Number.parseInt(decimal, 10) : Number.parseInt(hex ?? '', 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}

export const writeAttribute = (text: string): string =>
  text.replace(/[&"<>]/g, (character) => `&#${character.charCodeAt(0)};`);

/** A tag that leads somewhere, and where it stands. */
export interface HtmlLink {
  at: number;
  tag: string;
  target: string;
}

/** The links of a mail in their order. One that says that it is nobody's to count is none of ours. */
export function findHtmlLinks(html: string): HtmlLink[] {
  const found: HtmlLink[] = [];
  for (const { index, 0: tag, 1: attributes = '' } of html.matchAll(TAGS)) {
    const written = HREF.exec(attributes)?.[2];
    if (written === undefined || IS_UNTRACKED.test(attributes)) continue;
    found.push({ at: index, tag, target: readAttribute(written.replace(/^(["'])(.*)\1$/s, '$2').trim()) });
  }
  return found;
}

/** Puts another address into some links of a mail, in their order, and says of each that Postmark is not to count it as well. */
export function replaceHtmlLinks(html: string, links: readonly HtmlLink[], urlOf: (target: string) => string): string {
  let [made, from] = ['', 0];
  for (const { at, tag, target } of links) {
    const href = writeAttribute(urlOf(target));
    made += html.slice(from, at) + tag.replace(HREF, (_whole, name: string) => `${name}"${href}" ${UNTRACKED}`);
    from = at + tag.length;
  }
  return made + html.slice(from);
}
