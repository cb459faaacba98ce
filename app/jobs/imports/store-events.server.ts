import { appendEvents } from '~/capture/events/event-log.server';
import type { CustomerEvent } from '~/capture/events/event';
import { keepAdditions } from '~/capture/imports/additions.server';
import type { ImportCounts } from '~/capture/imports/import-states';
import { identifyMany } from '~/customers/profiles/identify-many.server';
import { storeAsTold } from '~/customers/profiles/told-of.server';
import type { EventRow } from '~/integrations/csv-files/read-event-row';
import type { Db } from '~/platform/db/db.server';
import { takeOver } from '../reports/report-context.server';
import { evidenceOf, type ImportContext } from './import-context';

/** Adds to people's history what another program wrote down. It is old news: no flow hears of it. */
export async function storeImportedEvents(context: ImportContext, tx: Db, rows: EventRow[]): Promise<ImportCounts> {
  const { services, shopId, importId } = context;
  const persons = rows.map(({ person }) => person);
  const told = await identifyMany(services, tx, shopId, persons, evidenceOf(context));
  for (const each of told) await takeOver(tx, shopId, each);
  const known = rows.map(({ name, properties, occurredAt, fact }, index) => {
    const dedupeKey = `import:${services.vault.hash(`imported event ${fact}`, shopId).toString('base64url')}`;
    const event: CustomerEvent = {
      ...{ type: 'custom_event', properties: { name, properties }, occurredAt },
      ...{ source: 'api', dedupeKey },
    };
    return { profileId: told[index]?.profileId ?? '', event };
  });
  let added = 0;
  await storeAsTold(tx, told, known, async (events) => {
    const fresh = await appendEvents(services, tx, shopId, events);
    await keepAdditions(tx, { shopId, importId }, 'event', fresh.values());
    added += fresh.size;
  });
  return { events: added };
}
