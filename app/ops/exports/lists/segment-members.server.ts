import { z } from 'zod';
import { csvLine } from '~/platform/csv';
import { countMembers, findMembers, memberFilter, type MembersWanted } from '../../segments/members.server';
import { whoIsWanted } from '../../whom-to-find.server';
import { asPage, EXPORT_PAGE, readPlace, type ExportOf, type ListExport } from '../list-export.server';
import { CUSTOMER_HEADINGS, customerCells } from './customers.server';

/**
 * Who is in a segment (`segment=ID` in the address), with the filters of its page. They stand in the order they came in; whoever comes in after the file was
 * asked for is not in it, so that nobody is in it twice.
 */
export const segmentMembers: ListExport = {
  headings: [...CUSTOMER_HEADINGS, 'in_segment_since'],
  look: (search) => ({ what: 'segment-members-exported', subject: segmentIn(search) }),
  count: async (of) => countMembers(of.db, await wantedOf(of)),
  page: async (of, after) => {
    const paging = { kind: 'after', place: readPlace(after) } as const;
    const found = await findMembers(of.db, await wantedOf(of), { paging, limit: EXPORT_PAGE });
    return asPage(
      found,
      ({ since: at, id }) => ({ at, id }),
      async (rows) => {
        const cells = await customerCells(of, rows);
        return rows.map(({ since }, index) => csvLine([...(cells[index] ?? []), since.toISOString()])).join('');
      },
    );
  },
};

/** Stands for a segment that nobody has. */
const NONE = '00000000-0000-0000-0000-000000000000';

const segmentIn = (search: URLSearchParams): string => z.uuid().catch(NONE).parse(search.get('segment'));

async function wantedOf({ db, vault, shop, now, search }: ExportOf): Promise<MembersWanted> {
  const { who, mailable } = memberFilter.parse(Object.fromEntries(search));
  const wanted = await whoIsWanted(vault, db, shop.id, who);
  return { shopId: shop.id, segmentId: segmentIn(search), wanted, isMailable: mailable === 'yes', until: now };
}
