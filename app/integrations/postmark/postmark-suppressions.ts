import { z } from 'zod';
import type { EmailReport, Report } from '~/capture/events/reports';

/** An address that Postmark's stream does not write to, as its list has it. */
export const suppression = z.object({
  EmailAddress: z.string(),
  SuppressionReason: z.enum(['HardBounce', 'SpamComplaint', 'ManualSuppression']),
  CreatedAt: z.iso.datetime({ offset: true }),
});

export type Suppression = z.infer<typeof suppression>;

/** Under this topic an entry of the list stands in the inbox, beside what Postmark's webhooks tell. */
export const SUPPRESSION_TOPIC = 'suppression';

const WHY = {
  HardBounce: 'hard-bounced',
  SpamComplaint: 'complained',
  ManualSuppression: 'unsubscribed',
} as const satisfies Record<Suppression['SuppressionReason'], Extract<EmailReport, { kind: 'revocation' }>['why']>;

/** An entry of the list as what it means: this address takes consent back, since then. */
export function parseSuppression(body: string): Report {
  const { EmailAddress: email, SuppressionReason, CreatedAt } = suppression.parse(JSON.parse(body));
  const told = { email, why: WHY[SuppressionReason], occurredAt: new Date(CreatedAt) };
  return { kind: 'email', email: { kind: 'revocation', messageId: null, event: null, ...told } };
}
