import type { RecoveryMails } from '~/capture/carts/recovery-mail';
import type { AdminClient } from './admin-client.server';
import * as operations from './operations';

/** Enough to tell: a mail that goes to everybody is seen in the first. */
const MOST_CHECKOUTS = 20;

/** Asks Shopify about the abandonments behind left checkouts: it keeps whether a mail went out about each, its own or a reporting app's. */
export function createRecoveryMails(admin: AdminClient): RecoveryMails {
  return {
    async seen(shopDomain, { from, until }) {
      // Quoted, since an unquoted time would end at its first colon (https://shopify.dev/docs/api/usage/search-syntax).
      const search = `created_at:>='${from.toISOString()}' created_at:<='${until.toISOString()}'`;
      const answer = await admin.run(shopDomain, operations.recentCheckouts, { search, first: MOST_CHECKOUTS });
      const left = answer.abandonedCheckouts.nodes.filter(({ completedAt }) => !completedAt);
      const sentAt: Date[] = [];
      for (const { id: checkoutId } of left) {
        const told = await admin.run(shopDomain, operations.recoveryMail, { checkoutId });
        const abandonment = told.abandonmentByAbandonedCheckoutId;
        if (abandonment?.emailState !== 'SENT') continue;
        sentAt.push(new Date((abandonment.emailSentAt as string | null) ?? until));
      }
      const lastAt = sentAt.sort((a, b) => b.getTime() - a.getTime())[0] ?? null;
      return { examined: left.length, mailed: sentAt.length, lastAt };
    },
  };
}
