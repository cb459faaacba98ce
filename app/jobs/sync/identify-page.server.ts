import type { Identified } from '~/customers/profiles/identified';
import { identifyMany, type ToldPerson } from '~/customers/profiles/identify-many.server';
import type { Clock } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import type { Services } from '~/services.server';
import { takeOver } from '../reports/report-context.server';

export type SyncServices = Pick<Services, 'db' | 'source' | 'vault' | 'ids' | 'systemClock' | 'logger'> & {
  clock: Clock;
};

/** Who a page tells of, in its order; profiles that turn out to be one person's are joined, with all they hold. */
export async function identifyPage(
  services: SyncServices,
  tx: Db,
  shopId: string,
  persons: ToldPerson[],
): Promise<Identified[]> {
  const identified = await identifyMany(services, tx, shopId, persons, 'first-sync');
  for (const each of identified) await takeOver(tx, shopId, each);
  return identified;
}
