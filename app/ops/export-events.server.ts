import type { Event } from '@prisma/client';
import { z } from 'zod';
import { csvLine } from '~/platform/csv';
import { walk } from '~/platform/walk';
import { EXPORT_PAGE, periodOf, within, type ListExport } from './export-parts.server';

const HEADINGS = ['id', 'customer', 'type', 'occurred_at', 'recorded_at', 'source', 'properties'];

/** What happened in a period, or to one person (`profile`), in the order in which it was recorded. Names nobody: people are random ids. */
export const exportEvents: ListExport = async function* ({ shop, inside }, search) {
  yield csvLine(HEADINGS);
  const profileId = z.uuid().safeParse(search.get('profile')).data;
  const where = { shopId: shop.id, occurredAt: within(periodOf(search)), ...(profileId ? { profileId } : {}) };
  const pageAfter = (id: string | null) =>
    inside((db) =>
      db.event.findMany({
        where: { ...where, ...(id ? { id: { gt: id } } : {}) },
        orderBy: { id: 'asc' },
        take: EXPORT_PAGE,
      }),
    );
  for await (const page of walk(EXPORT_PAGE, pageAfter, ({ id }: Event) => id)) yield page.map(lineOf).join('');
};

const lineOf = ({ id, profileId, type, occurredAt, recordedAt, source, properties }: Event): string =>
  csvLine([
    id,
    profileId,
    type,
    occurredAt.toISOString(),
    recordedAt.toISOString(),
    source,
    JSON.stringify(properties),
  ]);
