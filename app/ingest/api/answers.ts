import { z } from 'zod';

/** The shapes of what the API answers: the same ones that its document describes. */

const index = z.number().int().min(0).describe('Place in the batch, from 0; 0 for a single event');

export const takenAnswer = z.object({
  success: z.literal(true),
  accepted: z
    .number()
    .int()
    .min(0)
    .describe('Events that are kept now, or were before: telling one again changes nothing'),
  rejected: z
    .array(
      z.object({
        index,
        messageId: z.string().nullable(),
        field: z.string().describe('Path of what is wrong; empty: the event as a whole'),
        problem: z.string(),
      }),
    )
    .describe('Events of which nothing is kept'),
  ignored: z
    .array(z.object({ index, field: z.string().describe('Empty: the event as a whole'), reason: z.string() }))
    .describe('What was passed over in events that are right; the first 100'),
});

export type TakenAnswer = z.infer<typeof takenAnswer>;

export const refusedAnswer = z.object({
  success: z.literal(false),
  error: z.object({
    code: z.enum([
      'invalid',
      'unauthorised',
      'forbidden',
      'not-found',
      'too-large',
      'unsupported',
      'too-many-requests',
      'unavailable',
    ]),
    message: z.string(),
    field: z.string().nullable().describe('Path of what is wrong in the request, where it is one field'),
  }),
});

export type RefusedAnswer = z.infer<typeof refusedAnswer>;
export type ErrorCode = RefusedAnswer['error']['code'];

export const refusedBody = (code: ErrorCode, message: string, field: string | null = null): RefusedAnswer => ({
  success: false,
  error: { code, message, field },
});

const consentState = z.enum(['granted', 'pending', 'withdrawn', 'never-given']);

export const consentAnswer = z.object({
  success: z.literal(true),
  state: consentState.describe('What the address’s consent to marketing mail is now'),
  isAsked: z.boolean().describe('Whether the person was asked by mail to confirm, now or within the last day'),
});

export const profileAnswer = z.object({
  id: z.uuid(),
  customerIds: z.array(z.string()).describe('Global ids of Shopify’s customers'),
  externalIds: z
    .array(z.string())
    .describe('Ids by which programs call this person; those told as userId begin with user:'),
  locale: z.string().nullable(),
  countryCode: z.string().nullable(),
  regionCode: z.string().nullable(),
  city: z.string().nullable(),
  birthday: z.string().nullable(),
  firstSeenAt: z.iso.datetime(),
  lastSeenAt: z.iso.datetime(),
  properties: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  consent: z.object({ marketing: consentState, since: z.iso.datetime().nullable() }),
  refusesDataSale: z
    .boolean()
    .describe('They do not want what is known of them sold or shared: hand it to nobody else'),
  numbers: z
    .object({
      currency: z.string(),
      orderCount: z.number().int(),
      itemCount: z.number().int(),
      grossMinor: z.number(),
      refundedMinor: z.number(),
      netMinor: z.number(),
      averageMinor: z.number(),
      firstOrderAt: z.iso.datetime().nullable(),
      lastOrderAt: z.iso.datetime().nullable(),
    })
    .describe('Amounts in the currency’s smallest unit; without test and cancelled orders'),
});

export type ProfileAnswer = z.infer<typeof profileAnswer>;

export const recommendationsAnswer = z.object({
  model: z
    .object({ version: z.number().int(), trainedAt: z.iso.datetime() })
    .nullable()
    .describe('What chose them; null: nothing is learned of this shop yet'),
  emptyBecause: z
    .enum(['not-trained', 'nothing-fits'])
    .nullable()
    .describe(
      'Why there is no product; null where there are some. nothing-fits: none that is sold, in stock and not theirs',
    ),
  products: z
    .array(
      z.object({
        id: z.string().describe('Global id in Shopify'),
        title: z.string(),
        handle: z.string(),
        url: z.string().describe('Of its page in the storefront'),
        imageUrl: z.string().nullable(),
        price: z.object({
          minor: z.number().describe('In the currency’s smallest unit, of the cheapest variant that can be bought'),
          currency: z.string(),
          words: z.string().describe('As it is shown, in the shop’s language'),
        }),
        reason: z.object({
          kind: z.string(),
          words: z
            .string()
            .nullable()
            .describe('To shoppers, in English; null where it would speak of a product that the question did not name'),
          productTitle: z.string().nullable().describe('The product that the words speak of'),
        }),
        strategy: z.string().describe('What spoke for it above all'),
      }),
    )
    .describe('Best first; sold, in stock, with a picture, and none of product_ids'),
});

export type RecommendationsAnswer = z.infer<typeof recommendationsAnswer>;
