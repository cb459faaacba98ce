import { z } from 'zod';

const WALL_DAY = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'is needed');

/** When the first mail may go. */
export const scheduleSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('now') }),
  z.object({ kind: z.literal('at'), at: z.iso.datetime() }),
  /** When it is this time on this day where a person lives. */
  z.object({
    kind: z.literal('local'),
    day: WALL_DAY,
    minuteOfDay: z.int().min(0).max(1_439),
    /** Of those for whom it is later already. */
    missed: z.enum(['next-day', 'at-once']),
  }),
]);
export type Schedule = z.infer<typeof scheduleSchema>;

/** How fast it goes. */
export const rampSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('all') }),
  z.object({
    kind: z.literal('hourly'),
    perHour: z.int('must be whole mails').min(1, 'must be at least 1 mail').max(1_000_000, 'must be at most a million'),
    /** So much more in each hour than in the one before. */
    growthPercent: z.int('must be whole percents').min(0, 'must not be below 0').max(100, 'must be at most 100'),
  }),
  z.object({
    kind: z.literal('parts'),
    parts: z.int('must be whole parts').min(2, 'must be at least 2 parts').max(48, 'must be at most 48 parts'),
    /** From the first part to the last. */
    overHours: z.int('must be whole hours').min(1, 'must be at least 1 hour').max(168, 'must be at most a week'),
  }),
]);
export type Ramp = z.infer<typeof rampSchema>;

const oneLine = z
  .string()
  .trim()
  .max(200, 'must be at most 200 characters')
  .regex(/^[^\r\n]*$/, 'must be one line');

/** Once more, to those who neither opened the mail nor clicked in it. */
const resendSchema = z.object({
  afterDays: z.int('must be whole days').min(1, 'must be at least 1 day').max(30, 'must be at most 30 days'),
  subjectLine: oneLine.min(1).nullable(),
});

/** A mail to many at once. What is still missing from a draft `campaignProblems` says. */
export const campaignSchema = z.object({
  name: z.string().trim().min(1, 'is needed').max(80, 'must be at most 80 characters'),
  /** The document's key; empty: not chosen yet. */
  templateKey: z.string().max(60),
  /** In place of the document's own. */
  subjectLine: oneLine.min(1).nullable(),
  /** Whoever is in one of the segments and in none of those left out. */
  audience: z.object({
    segmentIds: z.array(z.uuid()).max(20, 'must be at most 20 segments'),
    excludedSegmentIds: z.array(z.uuid()).max(20, 'must be at most 20 segments'),
  }),
  /** What it is about, as people choose it; null: nothing in particular. */
  topicKey: z.string().max(40).nullable(),
  /** The offer of which each of its people gets a code; null: none. */
  offerId: z.uuid().nullable().default(null),
  schedule: scheduleSchema,
  ramp: rampSchema,
  /** Hours from a person's own time on after which it is not sent any more. */
  worthHours: z.int('must be whole hours').min(1, 'must be at least 1 hour').max(720, 'must be at most 30 days'),
  /** 0 to 100: of two mails for one person the higher goes first. */
  priority: z.int('must be a whole number').min(0, 'must not be below 0').max(100, 'must be at most 100'),
  resend: resendSchema.nullable(),
});
export type Campaign = z.infer<typeof campaignSchema>;

/** Below flows, which answer what somebody just did. */
const USUAL_PRIORITY = 40;

/** What a new campaign is before anything is said of it but its name. */
export const newCampaign = (name: string): Campaign => ({
  ...{ name, templateKey: '', subjectLine: null, topicKey: null, offerId: null },
  audience: { segmentIds: [], excludedSegmentIds: [] },
  schedule: { kind: 'now' },
  ramp: { kind: 'all' },
  ...{ worthHours: 72, priority: USUAL_PRIORITY, resend: null },
});

/** The first mail, and the one to those who did not read it. */
export const CAMPAIGN_STEPS = ['mail', 'resend'] as const;
export type CampaignStep = (typeof CAMPAIGN_STEPS)[number];
