import { encodeAttribute } from '../tracking/html-links';

const placeholder = /\{\{\{\s*pm:unsubscribe(_url)?(?:\s+label\s*=\s*\\?"([^"]*?)\\?")?\s*\}\}\}/gi;

export const hasPlaceholder = (body: string) => body.search(placeholder) !== -1;

/** The footer Postmark adds to a broadcast that has no unsubscribe link of its own. */
const htmlFooter = (url: string) =>
  `<div style="text-align:center;font-family:sans-serif;font-size:12px;color:#888"><a href="${encodeAttribute(url)}">Unsubscribe</a></div>`;

/**
 * Puts the recipient's unsubscribe address where the placeholder stands: as a link with words when it stands alone, as the bare address
 * when it is `pm:unsubscribe_url` or stands inside an attribute. `withFooter` adds Postmark's own link to a body that has none.
 */
export function unsubscribeInHtml(html: string, url: string, withFooter: boolean): string {
  if (!hasPlaceholder(html)) return withFooter ? insertBeforeBodyEnd(html, htmlFooter(url)) : html;
  return html.replace(placeholder, (_whole, isUrl: string | undefined, label: string | undefined, offset: number) => {
    if (isUrl || isInsideTag(html, offset)) return encodeAttribute(url);
    return `<a href="${encodeAttribute(url)}">${label ?? 'Unsubscribe'}</a>`;
  });
}

export function unsubscribeInText(text: string, url: string, withFooter: boolean): string {
  if (!hasPlaceholder(text)) return withFooter ? `${text}\n\nUnsubscribe: ${url}\n` : text;
  return text.replace(placeholder, (_whole, isUrl: string | undefined, label: string | undefined) =>
    isUrl || !label ? url : `${label}: ${url}`,
  );
}

export function insertBeforeBodyEnd(html: string, addition: string): string {
  const end = html.search(/<\/body\s*>(?![\s\S]*<\/body\s*>)/i);
  return end === -1 ? html + addition : html.slice(0, end) + addition + html.slice(end);
}

/** The last angle bracket before the place opens a tag. */
function isInsideTag(html: string, offset: number): boolean {
  return html.lastIndexOf('<', offset) > html.lastIndexOf('>', offset);
}
