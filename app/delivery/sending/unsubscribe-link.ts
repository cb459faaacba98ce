/** Whom and what an unsubscribe link is about. Random ids only: nothing personal stands in a link. */
export interface UnsubscribeTarget {
  shopId: string;
  addressId: string;
  purpose: 'marketing';
  messageId: string;
}

interface Signing {
  sign(text: string, purpose: string): string;
  verify(token: string, purpose: string): string | null;
}

const PURPOSE = 'unsubscribe';

/** A link that works for ever and can only ever opt out. */
export function unsubscribeUrl(appUrl: string, signing: Signing, target: UnsubscribeTarget): string {
  const text = [target.shopId, target.addressId, target.purpose, target.messageId].join(' ');
  return `${appUrl}/u/${signing.sign(text, PURPOSE)}`;
}

/** The target of a token, or null where it is not one of ours, unchanged. */
export function readUnsubscribeToken(signing: Signing, token: string): UnsubscribeTarget | null {
  const [shopId, addressId, purpose, messageId] = signing.verify(token, PURPOSE)?.split(' ') ?? [];
  if (!shopId || !addressId || purpose !== 'marketing' || !messageId) return null;
  return { shopId, addressId, purpose, messageId };
}

/** In a Postmark-managed stream Postmark puts its own link here, and sets the headers itself. */
export const POSTMARK_UNSUBSCRIBE = '{{{ pm:unsubscribe }}}';

/** RFC 8058: the link in the header, and that a POST to it is enough. */
export function oneClickHeaders(url: string): { name: string; value: string }[] {
  return [
    { name: 'List-Unsubscribe', value: `<${url}>` },
    { name: 'List-Unsubscribe-Post', value: 'List-Unsubscribe=One-Click' },
  ];
}
