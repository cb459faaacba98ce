import { z } from 'zod';

/**
 * Something a shop writes about, which a person may have enough of without unsubscribing. A preference and not a consent: consent is to marketing
 * mail as a whole, and a topic can only mean less of it.
 */
export const topicSchema = z.object({
  key: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'must be made of small letters, digits and hyphens'),
  name: z.string().trim().min(1, 'is needed').max(60, 'must be at most 60 characters'),
  /** Keys of the flows that write about it. */
  flows: z.array(z.string().max(60)).max(20),
  /** Minutes between two mails about it to one person; absent: as between any two. */
  minutesBetween: z.number().int().min(0).max(43_200).optional(),
});

export const topicsSchema = z
  .array(topicSchema)
  .max(12, 'must be at most 12 topics')
  .refine((topics) => new Set(topics.map(({ key }) => key)).size === topics.length, 'must not name a topic twice')
  .refine((topics) => {
    const flows = topics.flatMap((topic) => topic.flows);
    return new Set(flows).size === flows.length;
  }, 'must not put a flow under two topics');

export type Topic = z.infer<typeof topicSchema>;

/** What people can choose among while a shop has no topics of its own. */
export const USUAL_TOPICS: Topic[] = [
  { key: 'cart-reminders', name: 'Reminders of what I left in my cart', flows: ['abandoned-cart'] },
];

/** The topic a flow writes about, or null where it belongs to none: such mail only unsubscribing or a pause stops. */
export const topicOfFlow = (topics: readonly Topic[], flowKey: string | null): Topic | null =>
  topics.find(({ flows }) => flowKey !== null && flows.includes(flowKey)) ?? null;
