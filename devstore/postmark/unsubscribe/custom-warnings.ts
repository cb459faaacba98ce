import type { Draft, Header } from '../messages/message';
import { findHtmlLinks } from '../tracking/html-links';
import { findTextLinks } from '../tracking/text-links';
import { hasPlaceholder } from './apply-unsubscribe';

/**
 * What is missing from a message on a broadcast stream that manages its own unsubscribes. Postmark would deliver it; Gmail, Yahoo and the
 * law ask for more (RFC 8058, CAN-SPAM). Empty when all is well.
 */
export function customUnsubscribeWarnings(draft: Pick<Draft, 'headers' | 'html' | 'text'>): string[] {
  const warnings: string[] = [];
  const targets = listUnsubscribeTargets(draft.headers);
  if (targets.length === 0) warnings.push('no List-Unsubscribe header');
  else if (!targets.some(isOneClickTarget)) warnings.push('List-Unsubscribe names no https address');
  if (headerValue(draft.headers, 'list-unsubscribe-post')?.trim() !== 'List-Unsubscribe=One-Click')
    warnings.push('no List-Unsubscribe-Post: List-Unsubscribe=One-Click header');
  const bodies = [draft.html, draft.text].filter((body) => body !== null);
  if (bodies.some(hasPlaceholder))
    warnings.push('a pm:unsubscribe placeholder stays in the body: Postmark does not fill it in on this stream');
  if (!linksOf(draft).some(looksLikeUnsubscribe)) warnings.push('no unsubscribe link in the body');
  return warnings;
}

/** The addresses of a List-Unsubscribe header: what stands in angle brackets, in order. */
export function listUnsubscribeTargets(headers: readonly Header[]): string[] {
  return [...(headerValue(headers, 'list-unsubscribe') ?? '').matchAll(/<([^>]*)>/g)].map((match) =>
    (match[1] ?? '').trim(),
  );
}

function headerValue(headers: readonly Header[], name: string): string | undefined {
  return headers.find((header) => header.Name.toLowerCase() === name)?.Value;
}

/** RFC 8058 asks for https; on this machine plain http to loopback stands for it. */
function isOneClickTarget(target: string): boolean {
  if (!URL.canParse(target)) return false;
  const { protocol, hostname } = new URL(target);
  return protocol === 'https:' || (protocol === 'http:' && (hostname === 'localhost' || hostname === '127.0.0.1'));
}

function linksOf({ html, text }: Pick<Draft, 'html' | 'text'>): { url: string; text: string }[] {
  return html === null ? findTextLinks(text ?? '').map((url) => ({ url, text: '' })) : findHtmlLinks(html);
}

/** Looks at the address first, because the words may be in any language. */
export function looksLikeUnsubscribe(link: { url: string; text: string }): boolean {
  return /unsub|opt-?out|preferences|subscription/i.test(link.url) || /unsubscribe|opt out/i.test(link.text);
}
