import { isLoopback, isOutside } from '~/platform/net/web-host';

const LONGEST_URL = 2_000;

/** Also `http://127.0.0.1:PORT`, where the whole world is on this machine and it was said so. */
export interface UrlRules {
  mayBeLoopback: boolean;
}

/** What is wrong with where a webhook is to go, in words with the remedy; null: nothing that can be seen by its letters. */
export function wrongUrl(text: string, { mayBeLoopback }: UrlRules): string | null {
  if (text.length > LONGEST_URL) return `The address has more than ${LONGEST_URL} characters. Use a shorter one.`;
  if (!URL.canParse(text)) return 'This is no address. It begins with https:// and the name of a server.';
  const url = new URL(text);
  if (url.username || url.password)
    return 'Leave name and password out of the address: each webhook is signed instead.';
  if (url.hash) return 'Leave out what follows the #: it is never sent.';
  if (mayBeLoopback && isLoopback(url)) return null;
  if (url.protocol !== 'https:') return 'Use https, so that nobody reads or changes it on the way.';
  if (!isOutside(url)) return 'This server cannot be reached from the internet. Use a public name.';
  return null;
}
