import type { MessageCopy } from '../messages/render-copy';
import { listUnsubscribeTargets } from '../unsubscribe/custom-warnings';

/** What RFC 8058 has a mail program do: one POST without cookies, and no redirect is followed. */
export async function oneClick({ headers }: MessageCopy): Promise<{ status: number; url: string }> {
  const url = listUnsubscribeTargets(headers).find((target) => /^https?:/i.test(target));
  const hasConsent = headers.some(
    ({ Name, Value }) =>
      Name.toLowerCase() === 'list-unsubscribe-post' && Value.trim() === 'List-Unsubscribe=One-Click',
  );
  if (!url || !hasConsent)
    throw new Error(
      'inbox.unsubscribe: the mail has no one-click button; it needs List-Unsubscribe with a web address and List-Unsubscribe-Post.',
    );
  const response = await fetch(url, {
    method: 'POST',
    body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }),
    redirect: 'manual',
  });
  await response.arrayBuffer();
  return { status: response.status, url };
}
