/** An `<a href>` of a document. `url` is what the reader's mail program would follow: entities decoded. */
export interface HtmlLink {
  url: string;
  text: string;
  /** False when the sender has marked it `data-pm-no-track`. */
  mayTrack: boolean;
  /** Its own style says that no mail program shows it. */
  isHidden: boolean;
}

const anchorTag = /<a(?=[\s>])((?:[^>"']|"[^"]*"|'[^']*')*)>/gi;
const hrefAttribute = /(\shref\s*=\s*)("[^"]*"|'[^']*'|[^\s"'>]+)/i;

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

export function decodeEntities(text: string): string {
  return text.replace(
    /&(?:#(\d+)|#x([0-9a-f]+)|(amp|lt|gt|quot|apos));/gi,
    (whole, decimal?: string, hex?: string, name?: string) => {
      if (name) return entities[name.toLowerCase()] ?? whole;
      const code = decimal ? Number.parseInt(decimal, 10) : Number.parseInt(hex ?? '', 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}

export const encodeAttribute = (text: string) =>
  text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;');

/** All links of a document, in order, of any scheme. */
export function findHtmlLinks(html: string): HtmlLink[] {
  return [...html.matchAll(anchorTag)].flatMap((match) => {
    const attributes = match[1] ?? '';
    const url = hrefOf(attributes);
    return url === null
      ? []
      : [
          {
            url,
            text: textAfter(html, match.index + match[0].length),
            mayTrack: !/\sdata-pm-no-track\b/i.test(attributes),
            isHidden: /\sstyle\s*=\s*["'][^"']*display\s*:\s*none/i.test(attributes),
          },
        ];
  });
}

/** Writes another address into each link for which `replace` gives one; `index` counts the links as `findHtmlLinks` does. */
export function replaceHtmlLinks(
  html: string,
  replace: (link: Pick<HtmlLink, 'url' | 'mayTrack'>, index: number) => string | null,
): string {
  let index = -1;
  return html.replace(anchorTag, (tag, attributes: string) => {
    const url = hrefOf(attributes);
    if (url === null) return tag;
    index += 1;
    const replacement = replace({ url, mayTrack: !/\sdata-pm-no-track\b/i.test(attributes) }, index);
    return replacement === null
      ? tag
      : tag.replace(hrefAttribute, (_whole, name: string) => `${name}"${encodeAttribute(replacement)}"`);
  });
}

function hrefOf(attributes: string): string | null {
  const written = hrefAttribute.exec(attributes)?.[2];
  return written === undefined ? null : decodeEntities(written.replace(/^(["'])(.*)\1$/s, '$2').trim());
}

/** The link's words: everything up to `</a>` without tags; of a picture its alternative text. */
function textAfter(html: string, from: number): string {
  const end = html.slice(from, from + 20_000).search(/<\/a\s*>/i);
  const inside = end === -1 ? '' : html.slice(from, from + end);
  const words = inside.replace(/<img\b[^>]*?\salt="([^"]*)"[^>]*>/gi, ' $1 ').replace(/<[^>]*>/g, ' ');
  return decodeEntities(words).replace(/\s+/g, ' ').trim();
}

/** Whether Postmark would rewrite it: a well-formed http or https address. */
export function isWebAddress(url: string): boolean {
  return /^https?:\/\//i.test(url) && URL.canParse(url);
}
