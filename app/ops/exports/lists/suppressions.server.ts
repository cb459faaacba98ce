import { csvLine } from '~/platform/csv';
import { countSuppressed, findSuppressed, rowsOf, whyOf } from '../../deliverability/suppressions.server';
import { asPage, EXPORT_PAGE, listLook, readPlace, type ListExport } from '../list-export.server';
import { olderThan } from './looks.server';

/** Who is not written to, and why, newest first. */
export const suppressions: ListExport = {
  headings: ['email', 'name', 'why', 'known_from', 'since'],
  look: listLook('suppressions'),
  count: ({ db, shop, search }) => countSuppressed(db, shop.id, whyOf(search)),
  page: async ({ db, vault, shop, search }, after) => {
    const query = { why: whyOf(search), paging: olderThan(readPlace(after)), limit: EXPORT_PAGE };
    const found = await findSuppressed(db, shop.id, query);
    return asPage(
      found,
      ({ since, addressId }) => ({ at: since, id: addressId }),
      async (rows) =>
        (await rowsOf(vault, db, shop.id, rows))
          .map(({ email, name, why, from, since }) => csvLine([email, name, why, from, since]))
          .join(''),
    );
  },
};
