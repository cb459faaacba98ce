import { findNewest, readDocument } from '~/delivery/sending/documents.server';
import { inShop, type PageDeps } from '../shop-context.server';
import { toEmailFile } from './email-file';
import { nameOf } from './email-name.server';

/** What was saved last of a mail, as a file. Null for a mail nobody knows. */
export function emailFile(deps: PageDeps, shopDomain: string, key: string): Promise<string | null> {
  return inShop(deps, shopDomain, async (db, { id: shopId }) => {
    const { document } = await findNewest(db, shopId, key);
    return document === null ? null : toEmailFile(await nameOf(db, shopId, key), readDocument(document, key));
  });
}
