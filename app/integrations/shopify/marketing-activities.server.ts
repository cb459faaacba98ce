import type { ActivityTold } from '~/engagement/marketing/activity';
import type { DayFigures, DayTold } from '~/engagement/marketing/day';
import type { MarketingReports, ReportOutcome } from '~/engagement/marketing/marketing-reports';
import { utmOf } from '~/decisions/send-policy/utm';
import { decimalOf } from '~/platform/money';
import { refusedFor, type AdminClient } from './admin-client.server';
import * as operations from './operations';

/** Keeps Shopify's Marketing page through the Admin API. */
export function createMarketingReports(admin: AdminClient): MarketingReports {
  return {
    keep: (shopDomain, remoteId, activity) =>
      outcomeOf(async () => {
        const input = { remoteId, ...activityInput(activity) };
        const { marketingActivityUpsertExternal: answer } = await admin.run(
          shopDomain,
          operations.keepMarketingActivity,
          { input },
        );
        return answer?.userErrors;
      }),
    tellDay: (shopDomain, remoteId, day) =>
      outcomeOf(async () => {
        const { marketingEngagementCreate: answer } = await admin.run(shopDomain, operations.tellMarketingDay, {
          ...{ remoteId, day: dayInput(day) },
        });
        return answer?.userErrors;
      }),
  };
}

/** All of it each time: what is left out Shopify lets go of. */
const activityInput = ({
  title,
  tactic,
  status,
  remoteUrl,
  utmCampaign,
  start,
  end,
  scheduledStart,
}: ActivityTold) => ({
  ...{ title, tactic, status, remoteUrl, marketingChannelType: 'EMAIL' as const, utm: utmOf(utmCampaign) },
  ...{ start, end, scheduledStart },
});

const dayInput = ({ day, utcOffset, figures, currency }: DayTold) => ({
  ...{ occurredOn: day, utcOffset, isCumulative: false },
  ...countsOf(figures),
  orders: String(figures.orders),
  sales: { amount: decimalOf({ minor: figures.salesMinor, currency }), currencyCode: currency as never },
});

/** In Shopify's words: an impression is a mail that arrived, a view one that was opened. */
const countsOf = (figures: DayFigures) => ({
  ...{ sendsCount: figures.sent, impressionsCount: figures.delivered },
  ...{ viewsCount: figures.opens, uniqueViewsCount: figures.openers },
  ...{ clicksCount: figures.clicks, uniqueClicksCount: figures.clickers },
  ...{ failsCount: figures.bounced, complaintsCount: figures.complained, unsubscribesCount: figures.unsubscribed },
});

interface Problem {
  code?: string | null;
  message: string;
}

const MISSING = new Set(['INVALID_REMOTE_ID', 'MARKETING_ACTIVITY_DOES_NOT_EXIST', 'MARKETING_EVENT_DOES_NOT_EXIST']);
const NOT_ALLOWED = 'Shopify does not let the app write marketing events.';

async function outcomeOf(ask: () => Promise<readonly Problem[] | undefined>): Promise<ReportOutcome> {
  const problems = await ask().catch((error: unknown) => {
    if (refusedFor(error, 'ACCESS_DENIED')) return [{ code: 'ACCESS_DENIED', message: NOT_ALLOWED }];
    throw error;
  });
  const [first] = problems ?? [];
  if (!first) return { kind: 'told' };
  const code = first.code ?? '';
  if (MISSING.has(code)) return { kind: 'missing' };
  if (code === 'ACCESS_DENIED') return { kind: 'closed', problem: NOT_ALLOWED };
  const problem = `Shopify says: ${first.message}`;
  return code === 'DELETE_JOB_ENQUEUED' ? { kind: 'closed', problem } : { kind: 'refused', problem };
}
