import type { Clock } from '~/platform/clock/clock';
import type { Database } from '~/platform/db/db.server';
import type { Ids } from '~/platform/ids.server';

export interface CampaignDeps {
  db: Database;
  clock: Clock;
  ids: Ids;
}
