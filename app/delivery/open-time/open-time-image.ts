import { z } from 'zod';
import { addMs, minutes } from '~/platform/clock/clock';

/** What of a block is drawn when its mail is opened. Shopify's ids stand without what all of their kind begin with, so that addresses stay short. */
const subjectSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('countdown'), endsAt: z.int() }),
  z.object({ kind: z.literal('low-stock'), variant: z.string().max(40), atMost: z.int().min(1).max(20) }),
  /** The one at `place` among those of them that can be bought: where one sold out, the next takes its place in picture and link alike. */
  z.object({
    kind: z.literal('recommendation'),
    products: z.array(z.string().max(40)).min(1).max(10),
    place: z.int().min(0).max(9),
  }),
]);
export type ImageSubject = z.infer<typeof subjectSchema>;

const imageSchema = z
  .tuple([z.uuid(), z.uuid().nullable(), z.int(), z.string().max(35), subjectSchema])
  .transform(([shopId, messageId, expiresAt, locale, subject]) => ({
    ...{ shopId, messageId, locale, subject },
    expiresAt: new Date(expiresAt * 1_000),
  }));

export interface OpenTimeImage {
  shopId: string;
  /** Whose mail it stands in; null: a preview, which nobody gets. */
  messageId: string | null;
  expiresAt: Date;
  /** Of the reader: words and figures are said in it. */
  locale: string;
  subject: ImageSubject;
}

interface Sealing {
  sealBytes(plain: Uint8Array, context: string): Buffer;
  openBytes(sealed: Uint8Array, context: string): Buffer;
}

const PURPOSE = 'open-time image';
/** Ten products and their surroundings are below this. */
const LONGEST_TOKEN = 1_000;

/** A mail is read within days; what is asked for later was kept, forwarded or found. */
const GOOD_FOR_MINUTES = 30 * 1_440;
/** A preview is looked at while a mail is being changed. */
const PREVIEW_MINUTES = 60;

/** Until when images of a mail that is made now are drawn. */
export const goodUntil = (now: Date, messageId: string | null): Date =>
  addMs(now, minutes(messageId ? GOOD_FOR_MINUTES : PREVIEW_MINUTES));

/** The address of an image. Sealed, not only signed: which product somebody left in a cart is nobody's to read off an address in a proxy's log. */
export function imageUrl(appUrl: string, sealing: Sealing, image: OpenTimeImage): string {
  const { shopId, messageId, expiresAt, locale, subject } = image;
  const told = JSON.stringify([shopId, messageId, Math.floor(expiresAt.getTime() / 1_000), locale, subject]);
  return `${appUrl}/i/${sealing.sealBytes(Buffer.from(told), PURPOSE).toString('base64url')}`;
}

/** Where a reader is led who follows what an image shows. */
export const imageLink = (url: string): string => `${url}/go`;

/** Which image a token is, or null where it is not one of ours, unchanged. Whether its time is over is the caller's to ask. */
export function readImageToken(sealing: Sealing, token: string): OpenTimeImage | null {
  if (token.length > LONGEST_TOKEN || !/^[\w-]+$/.test(token)) return null;
  try {
    return imageSchema.parse(JSON.parse(sealing.openBytes(Buffer.from(token, 'base64url'), PURPOSE).toString('utf8')));
  } catch {
    return null;
  }
}

/** A Shopify id without its kind, and with it again. */
export const shortId = (gid: string): string => gid.replace(/^gid:\/\/shopify\/[A-Za-z]+\//, '');
export const productGid = (short: string): string => `gid://shopify/Product/${short}`;
export const variantGid = (short: string): string => `gid://shopify/ProductVariant/${short}`;
