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

/**
 * Puts another address into each link for which `replace` gives one, and says of it that Postmark is not to count it as well. A link that already
 * says so is nobody's to count: it stays.
 */
export function replaceHtmlLinks(html: string, replace: (target: string) => string | null): string {
  return html.replace(TAGS, (tag, attributes: string) => {
    const written = HREF.exec(attributes)?.[2];
    if (written === undefined || IS_UNTRACKED.test(attributes)) return tag;
    const replacement = replace(readAttribute(written.replace(/^(["'])(.*)\1$/s, '$2').trim()));
    if (replacement === null) return tag;
    return tag.replace(HREF, (_whole, name: string) => `${name}"${writeAttribute(replacement)}" ${UNTRACKED}`);
  });
}
