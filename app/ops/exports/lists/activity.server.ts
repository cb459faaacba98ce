import type { ActivityEntry } from '@prisma/client';
import { csvLine } from '~/platform/csv';
import { findDone, wordsOf } from '../../activity.server';
import { asPage, EXPORT_PAGE, readPlace, type ListExport } from '../list-export.server';
import { olderThan } from './looks.server';

/** What Kindred did and what was done in the admin, newest first. Names nobody: people are random ids. */
export const activity: ListExport = {
  headings: ['at', 'what', 'by', 'kind', 'subject', 'details'],
  look: () => null,
  count: ({ db, shop }) => db.activityEntry.count({ where: { shopId: shop.id } }),
  page: async ({ db, shop }, after) => {
    const found = await findDone(db, shop.id, olderThan(readPlace(after)), EXPORT_PAGE);
    return asPage(
      found,
      ({ at, id }) => ({ at, id }),
      (rows) => rows.map(lineOf).join(''),
    );
  },
};

const lineOf = (entry: ActivityEntry): string =>
  csvLine([
    ...[entry.at.toISOString(), wordsOf(entry), entry.actor ?? 'Kindred', entry.kind, entry.subject],
    JSON.stringify(entry.details),
  ]);
