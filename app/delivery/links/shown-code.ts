import type { RenderedMail } from '../rendering/mail-data';
import type { ShownCode } from './sign-links';

/** The code whose reader is to find it applied: one that the mail truly shows. `pages`: addresses of the shop, whose hosts take it. */
export function shownCode(
  { html, text }: Pick<RenderedMail, 'html' | 'text'>,
  given: { code: string } | null,
  pages: readonly (string | null)[],
): ShownCode | null {
  if (!given || !(html.includes(given.code) || text.includes(given.code))) return null;
  const hosts = pages.flatMap((page) => (page && URL.canParse(page) ? [new URL(page).host] : []));
  return { code: given.code, hosts: new Set(hosts) };
}
