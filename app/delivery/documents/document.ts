import { z } from 'zod';

/** Text with Liquid in it: `Hello {{ person.firstName | default: "there" }}`. */
const liquid = z.string().max(5_000);

const block = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('header') }),
  z.object({ kind: z.literal('heading'), text: liquid }),
  z.object({ kind: z.literal('text'), text: liquid }),
  z.object({ kind: z.literal('cart') }),
  /** What the mail is about beside a cart: the product it tells of, or those of an order. */
  z.object({ kind: z.literal('about') }),
  z.object({ kind: z.literal('button'), label: liquid, to: z.enum(['cart', 'shop', 'confirm', 'product']) }),
  z.object({ kind: z.literal('recommendations'), heading: liquid }),
  /** The reader's own code of the offer that the mail carries, and until when it is good. Nothing at all where it carries none. */
  z.object({ kind: z.literal('coupon'), text: liquid }),
  z.object({ kind: z.literal('footer') }),
  /** For mails without advertising, which nobody can unsubscribe from: they come only where somebody asks. */
  z.object({ kind: z.literal('service-footer') }),
]);

export type Block = z.infer<typeof block>;

/** Where a button leads, as Liquid; to the shop where the product is known no more. */
export const TARGETS: Readonly<Record<Extract<Block, { kind: 'button' }>['to'], string>> = {
  cart: 'cart.url',
  shop: 'shop.url',
  confirm: 'confirm.url',
  product: 'about[0].url | default: shop.url',
};

/** A mail as a list of blocks: what an editor edits, and exactly what is compiled and sent. */
export const documentSchema = z
  .object({
    key: z.string(),
    subject: liquid.min(1),
    preheader: liquid,
    blocks: z.array(block).min(1).max(50),
  })
  .refine((document) => document.blocks.some(({ kind }) => kind === 'footer' || kind === 'service-footer'), {
    path: ['blocks'],
    message: 'there is no footer; every mail needs one, with the postal address and the way to unsubscribe',
  });

export type EmailDocument = z.infer<typeof documentSchema>;
