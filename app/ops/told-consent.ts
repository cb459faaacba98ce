import { z } from 'zod';
import { normaliseEmail } from '~/customers/profiles/email-address';
import { holdsAddress } from '~/integrations/segment-spec/without-addresses';

/** The ledger outlives the person's erasure: what stands in it names nobody. */
const provingText = (longest: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(longest)
    .refine((text) => !holdsAddress(text), 'holds an email address, and the ledger names nobody');

/** A sentence somebody agreed to: the number of one that is kept here, or the sentence. */
export const toldWording = z.union([
  z.number().int().positive(),
  z.object({ text: provingText(2_000), locale: z.string().regex(/^[A-Za-z]{2}(-[A-Za-z]{2})?$/) }),
]);

const told = {
  email: z
    .string()
    .max(254)
    .refine((text) => normaliseEmail(text) !== null, 'is no email address'),
  occurredAt: z.iso.datetime({ offset: true }),
  source: provingText(200).describe('Where it was said, in words: “Till 3, Berlin”'),
  evidence: z
    .record(z.string().regex(/^[A-Za-z][\w.-]{0,39}$/), provingText(200))
    .refine((members) => Object.keys(members).length <= 10, 'has at most 10 members')
    .optional()
    .describe('What else proves it, without anything that names somebody'),
  country: z
    .string()
    .regex(/^[A-Za-z]{2}$/)
    .optional()
    .describe('Two letters; decides where people are asked to confirm by mail'),
  locale: z
    .string()
    .regex(/^[A-Za-z]{2}(-[A-Za-z]{2})?$/)
    .optional(),
};

export const consentSchema = z.discriminatedUnion('state', [
  z.object({
    ...told,
    state: z.literal('granted'),
    wording: toldWording.describe('The sentence that was agreed to: its version here, or its text and language'),
  }),
  z.object({ ...told, state: z.literal('withdrawn') }),
]);

export type ToldConsent = Omit<z.infer<typeof consentSchema>, 'occurredAt'> & { occurredAt: Date; wording?: unknown };
