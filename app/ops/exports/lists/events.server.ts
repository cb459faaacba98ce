import type { Event, Prisma } from '@prisma/client';
import { z } from 'zod';
import { csvLine } from '~/platform/csv';
import {
  asPage,
  EXPORT_PAGE,
  periodOf,
  readPlace,
  within,
  type ExportOf,
  type ListExport,
} from '../list-export.server';

/**
 * What happened in a period, or to one person (`profile`), in the order in which it was recorded. Names nobody by itself: people are random ids. Of one
 * person it is that person’s history all the same, and who took it stands beside who looked at them.
 */
export const events: ListExport = {
  headings: ['id', 'customer', 'type', 'occurred_at', 'recorded_at', 'source', 'properties'],
  look: (search) => {
    const profileId = profileIn(search);
    return profileId
      ? { what: 'customer-history-exported', subject: profileId }
      : { what: 'list-exported', subject: 'events' };
  },
  count: (of) => of.db.event.count({ where: whereOf(of) }),
  page: async (of, after) => {
    const place = readPlace(after);
    const found = await of.db.event.findMany({
      where: { ...whereOf(of), ...(place ? { id: { gt: place.id } } : {}) },
      orderBy: { id: 'asc' },
      take: EXPORT_PAGE,
    });
    return asPage(
      found,
      ({ id, occurredAt: at }) => ({ at, id }),
      (rows) => rows.map(lineOf).join(''),
    );
  },
};

const profileIn = (search: URLSearchParams): string | undefined => z.uuid().safeParse(search.get('profile')).data;

function whereOf({ shop, search }: ExportOf): Prisma.EventWhereInput {
  const profileId = profileIn(search);
  return { shopId: shop.id, occurredAt: within(periodOf(search)), ...(profileId ? { profileId } : {}) };
}

const lineOf = ({ id, profileId, type, occurredAt, recordedAt, source, properties }: Event): string =>
  csvLine([
    ...[id, profileId, type, occurredAt.toISOString(), recordedAt.toISOString(), source],
    JSON.stringify(properties),
  ]);
