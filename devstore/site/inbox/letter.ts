import { isWebAddress, replaceHtmlLinks } from '../../postmark/tracking/html-links';

export interface LetterOptions {
  messageId: string;
  isDark: boolean;
  /** Where the link at a position of the mail leads. */
  linkAddress: (index: number) => string;
}

/**
 * The mail's HTML as the inbox shows it: links lead through the inbox and into a new tab, the open pixel is left out (looking is not
 * opening), and the media query for dark mode is answered by the view that was chosen, whatever this machine prefers.
 */
export function prepareLetter(written: string, { messageId, isDark, linkAddress }: LetterOptions): string {
  const linked = replaceHtmlLinks(written, ({ url }, index) => (isWebAddress(url) ? linkAddress(index) : '#'));
  return openInNewTab(answerColourScheme(withoutPixel(linked, messageId), isDark));
}

function withoutPixel(html: string, messageId: string): string {
  const pixel = new RegExp(`<img\\b[^>]*/open/${messageId.replace(/[^\w-]/g, '')}/\\d+"[^>]*>`, 'gi');
  return html.replace(pixel, '');
}

/** A condition that always holds stands where the query agrees with the view, one that never does where it does not. */
function answerColourScheme(html: string, isDark: boolean): string {
  const scheme = isDark ? 'dark' : 'light';
  return html
    .replace(/\(\s*prefers-color-scheme\s*:\s*(dark|light)\s*\)/gi, (_query, asked: string) =>
      asked.toLowerCase() === scheme ? '(min-width: 0px)' : '(max-width: 0px)',
    )
    .replace(/(<meta\b[^>]*\bname="(?:supported-)?color-schemes?"[^>]*\bcontent=")[^"]*"/gi, `$1${scheme}"`)
    .replace(/(\bcolor-scheme\s*:\s*)(?:light\s+dark|dark\s+light)\b/gi, `$1${scheme}`);
}

/** A `base` as early in the head as can be, so that the mail's own comes too late; what stands before it keeps its place. */
function openInNewTab(html: string): string {
  const base = '<base target="_blank">';
  const head = /<head\b[^>]*>/i.exec(html) ?? /<html\b[^>]*>/i.exec(html) ?? /<!doctype[^>]*>/i.exec(html);
  if (!head) return base + html;
  const end = head.index + head[0].length;
  return html.slice(0, end) + base + html.slice(end);
}

/**
 * What a mail may do in the browser: show itself, its own styles and pictures of the shop or of the web by https. No script, no form, no
 * other origin's style; and as no other address on this machine may be asked, the open pixel cannot be loaded by any trick.
 */
export function letterPolicy(shopOrigin: string): string {
  return [
    "default-src 'none'",
    "style-src 'unsafe-inline'",
    `img-src ${shopOrigin} https: data:`,
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'self'",
    `sandbox ${letterSandbox}`,
  ].join('; ');
}

/** What a link opens is a page like any other; the mail itself stays without scripts and without an origin. */
export const letterSandbox = 'allow-popups allow-popups-to-escape-sandbox';
