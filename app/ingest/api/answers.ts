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
