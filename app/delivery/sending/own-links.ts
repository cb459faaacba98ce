interface Signing {
  sign(text: string, purpose: string): string;
  verify(token: string, purpose: string): string | null;
}

/** Whose a link is: random ids only, nothing personal. */
export interface LinkOwner {
  shopId: string;
  addressId: string;
}

const PREFERENCES = 'preferences';
const CONFIRM = 'confirm';
const CANCEL = 'cancel-request';

/**
 * The address of somebody's preference centre. It never expires, as the law wants a way out of a mail of any age; it shows nothing about its owner,
 * and what cannot be undone is asked again by mail. Signed with 192 bits.
 */
export const preferencesUrl = (appUrl: string, signing: Signing, { shopId, addressId }: LinkOwner): string =>
  `${appUrl}/p/${signing.sign(`${shopId} ${addressId}`, PREFERENCES)}`;

/** Whose preference centre a token opens, or null where it is not one of ours, unchanged. */
export function readPreferencesToken(signing: Signing, token: string): LinkOwner | null {
  const [shopId, addressId, more] = signing.verify(token, PREFERENCES)?.split(' ') ?? [];
  return shopId && addressId && more === undefined ? { shopId, addressId } : null;
}

/** The address that answers a question that was mailed; how long it counts stands with the question. */
export const confirmUrl = (appUrl: string, signing: Signing, question: { shopId: string; id: string }): string =>
  `${appUrl}/c/${signing.sign(`${question.shopId} ${question.id}`, CONFIRM)}`;

/** Which question a token answers, or null where it is not one of ours, unchanged. */
export function readConfirmToken(signing: Signing, token: string): { shopId: string; id: string } | null {
  const [shopId, id, more] = signing.verify(token, CONFIRM)?.split(' ') ?? [];
  return shopId && id && more === undefined ? { shopId, id } : null;
}

/** The address that takes back a wish to be told of something. */
export const cancelRequestUrl = (appUrl: string, signing: Signing, request: { shopId: string; id: string }): string =>
  `${appUrl}/b/${signing.sign(`${request.shopId} ${request.id}`, CANCEL)}`;

/** Which wish a token takes back, or null where it is not one of ours, unchanged. */
export function readCancelToken(signing: Signing, token: string): { shopId: string; id: string } | null {
  const [shopId, id, more] = signing.verify(token, CANCEL)?.split(' ') ?? [];
  return shopId && id && more === undefined ? { shopId, id } : null;
}
