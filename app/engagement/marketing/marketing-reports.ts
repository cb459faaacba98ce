import type { Clock, SystemClock } from '~/platform/clock/clock';
import type { Database } from '~/platform/db/db.server';
import type { ActivityTold } from './activity';
import type { DayTold } from './day';

/** What came of telling Shopify something. */
export type ReportOutcome =
  | { kind: 'told' }
  /** Shopify has no such activity (any more). */
  | { kind: 'missing' }
  /** It does not take this; nothing comes of asking again. */
  | { kind: 'refused'; problem: string }
  /** It takes nothing from us now, or we may not tell it anything. */
  | { kind: 'closed'; problem: string };

/** Shopify's Marketing page. Throws where Shopify cannot be asked. */
export interface MarketingReports {
  keep(shopDomain: string, remoteId: string, activity: ActivityTold): Promise<ReportOutcome>;
  /** The whole of a day: what was told of it before is overwritten. */
  tellDay(shopDomain: string, remoteId: string, day: DayTold): Promise<ReportOutcome>;
}

export interface TellDeps {
  db: Database;
  clock: Clock;
  systemClock: SystemClock;
  marketingReports: MarketingReports;
  settingsUrl(shopDomain: string): string;
}

/** Why Shopify takes nothing; null: it does. */
export const closedBy = (outcome: ReportOutcome): string | null => (outcome.kind === 'closed' ? outcome.problem : null);
