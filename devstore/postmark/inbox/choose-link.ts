import type { CopyLink, MessageCopy } from '../messages/render-copy';
import { looksLikeUnsubscribe } from '../unsubscribe/custom-warnings';

/** A link of a mail by its target, its written address or its position. */
export function chooseLink({ links }: MessageCopy, wanted: string | number): CopyLink {
  const link =
    typeof wanted === 'number' ? links[wanted] : links.find(({ url, href }) => url === wanted || href === wanted);
  if (!link)
    throw new Error(
      `inbox.click: no link ${JSON.stringify(wanted)}; the mail has ${links.map(({ url }, index) => `${index}: ${url}`).join(', ') || 'none'}.`,
    );
  return link;
}

export function unsubscribeLink({ links }: MessageCopy): CopyLink {
  const link = links.find(looksLikeUnsubscribe);
  if (!link)
    throw new Error(
      `inbox.unsubscribe: the mail has no unsubscribe link; its links are ${links.map(({ url }) => url).join(', ') || 'none'}.`,
    );
  return link;
}
