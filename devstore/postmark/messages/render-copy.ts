import { findHtmlLinks, isWebAddress, replaceHtmlLinks } from '../tracking/html-links';
import { publicPaths } from '../tracking/public-paths';
import { findTextLinks, replaceTextLinks } from '../tracking/text-links';
import { insertBeforeBodyEnd, unsubscribeInHtml, unsubscribeInText } from '../unsubscribe/apply-unsubscribe';
import type { Header, OutboundMessage } from './message';

/** A link as the recipient sees it: `url` is where it leads, `href` what stands in the mail (the tracked address, or the same). */
export interface CopyLink {
  url: string;
  href: string;
  text: string;
  location: 'HTML' | 'Text';
}

/** What one recipient gets. */
export interface MessageCopy {
  html: string | null;
  text: string | null;
  /** The message's own headers and those Postmark adds; not From, To, Subject and the like. */
  headers: Header[];
  links: CopyLink[];
}

/** Makes one recipient's copy: tracked links, unsubscribe link and headers, open pixel. Pure; `publicUrl` is the base of such links. */
export function renderCopy(message: OutboundMessage, recipient: number, publicUrl: string): MessageCopy {
  const unsubscribeUrl = publicUrl + publicPaths.unsubscribe(message.id, recipient);
  const html = message.html === null ? null : renderHtml(message, recipient, publicUrl, unsubscribeUrl);
  const text = message.text === null ? null : renderText(message, recipient, publicUrl, unsubscribeUrl);
  return {
    html,
    text,
    headers: renderHeaders(message, unsubscribeUrl),
    links: listLinks(message, { html, text }, recipient, publicUrl),
  };
}

/** The target of a tracked link, or null when the message has no such link. */
export function trackedTarget(message: OutboundMessage, location: 'HTML' | 'Text', index: number): string | null {
  return trackedTargets(message, location)[index] ?? null;
}

/** Where each tracked link of a part leads, by its position among the part's links; null for a link that is not tracked. */
function trackedTargets(message: OutboundMessage, location: 'HTML' | 'Text'): (string | null)[] {
  if (!isTracked(message, location)) return [];
  const links =
    location === 'HTML'
      ? findHtmlLinks(message.html ?? '')
      : findTextLinks(message.text ?? '').map((url) => ({ url, mayTrack: true }));
  return links.map(({ url, mayTrack }) => (mayTrack && isWebAddress(url) ? url : null));
}

function isTracked(message: OutboundMessage, location: 'HTML' | 'Text'): boolean {
  return message.trackLinks === 'HtmlAndText' || message.trackLinks === (location === 'HTML' ? 'HtmlOnly' : 'TextOnly');
}

function renderHtml(message: OutboundMessage, recipient: number, publicUrl: string, unsubscribeUrl: string): string {
  const submitted = message.html ?? '';
  const tracked = isTracked(message, 'HTML')
    ? replaceHtmlLinks(submitted, ({ url, mayTrack }, index) =>
        mayTrack && isWebAddress(url) ? publicUrl + publicPaths.click(message.id, recipient, 'HTML', index) : null,
      )
    : submitted;
  const html =
    message.unsubscribeHandling === 'Custom' ? tracked : unsubscribeInHtml(tracked, unsubscribeUrl, isManaged(message));
  if (!message.trackOpens) return html;
  return insertBeforeBodyEnd(
    html,
    `<img src="${publicUrl}${publicPaths.open(message.id, recipient)}" width="1" height="1" border="0" alt="" />`,
  );
}

function renderText(message: OutboundMessage, recipient: number, publicUrl: string, unsubscribeUrl: string): string {
  const submitted = message.text ?? '';
  const tracked = isTracked(message, 'Text')
    ? replaceTextLinks(submitted, (url, index) =>
        isWebAddress(url) ? publicUrl + publicPaths.click(message.id, recipient, 'Text', index) : null,
      )
    : submitted;
  return message.unsubscribeHandling === 'Custom'
    ? tracked
    : unsubscribeInText(tracked, unsubscribeUrl, isManaged(message));
}

/** Postmark runs the unsubscribes of this message's stream. */
const isManaged = (message: OutboundMessage) => message.unsubscribeHandling === 'Postmark';

function renderHeaders(message: OutboundMessage, unsubscribeUrl: string): Header[] {
  if (!isManaged(message)) return message.headers;
  return [
    ...message.headers,
    { Name: 'List-Unsubscribe', Value: `<${unsubscribeUrl}>` },
    { Name: 'List-Unsubscribe-Post', Value: 'List-Unsubscribe=One-Click' },
  ];
}

/** The HTML's links as far as they are shown, or the text's when there is no HTML. */
function listLinks(
  message: OutboundMessage,
  copy: Pick<MessageCopy, 'html' | 'text'>,
  recipient: number,
  publicUrl: string,
): CopyLink[] {
  const location = copy.html === null ? 'Text' : 'HTML';
  const found =
    copy.html === null
      ? findTextLinks(copy.text ?? '').map((url) => ({ url, text: url }))
      : findHtmlLinks(copy.html).filter(({ isHidden }) => !isHidden);
  const trackedPrefix = publicUrl + publicPaths.click(message.id, recipient, location, 0).slice(0, -1);
  const targets = trackedTargets(message, location);
  return found.map(({ url: href, text }) => {
    const target = href.startsWith(trackedPrefix) ? targets[Number(href.slice(trackedPrefix.length))] : null;
    return { url: target ?? href, href, text, location };
  });
}
