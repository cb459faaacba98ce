import { csvLine } from '~/platform/csv';
import { actorWords, keyIdOf, saidOf } from '../../access-words';
import { findLooks, keyNames, looksWanted } from '../../audit.server';
import type { Paging } from '../../list-pages';
import { asPage, EXPORT_PAGE, readPlace, type ExportOf, type ListExport, type Place } from '../list-export.server';

/** Who looked at personal data, newest first. That somebody took it is a look, too. */
export const looks: ListExport = {
  headings: ['at', 'who', 'user', 'what', 'kind', 'subject'],
  look: () => ({ what: 'access-log-exported', subject: 'access-log' }),
  count: (of) => of.db.accessLogEntry.count({ where: whereOf(of) }),
  page: async (of, after) => {
    const found = await findLooks(of.db, whereOf(of), olderThan(readPlace(after)), EXPORT_PAGE);
    const names = await keyNames(of.db, of.shop.id);
    return asPage(
      found,
      ({ at, id }) => ({ at, id }),
      (rows) =>
        rows
          .map(({ at, actor, what, subject }) =>
            csvLine([
              ...[at.toISOString(), actorWords(actor, names), keyIdOf(actor) ? null : actor],
              ...[saidOf(what, subject).did, what, subject],
            ]),
          )
          .join(''),
    );
  },
};

const whereOf = ({ shop, search, machineNow }: ExportOf) => looksWanted(shop.id, search, machineNow);

export const olderThan = (place: Place | null): Paging => (place ? { kind: 'older', than: place } : { kind: 'newest' });
