import { loadBrandKit } from '~/delivery/sending/brand-kit.server';
import { inShop, type PageDeps } from '../shop-context.server';
import { emailCatalogue } from './email-catalogue.server';
import { plainWords } from './plain-words';
import { sketchOf, type Sketch } from './sketch';

/** A mail that a new one can be a copy of. */
interface Beginning {
  key: string;
  name: string;
  subject: string;
  isOwn: boolean;
  sketch: Sketch;
}

export interface NewEmailPage {
  beginnings: Beginning[];
  /** The one that was asked for in the address, such as by “Copy”; null: none. */
  chosen: Pick<Beginning, 'key' | 'name'> | null;
}

/** What a new mail can begin with: those of every shop and its own, in the shop's own colours. */
export function newEmailPage(deps: PageDeps, shopDomain: string, search: URLSearchParams): Promise<NewEmailPage> {
  return inShop(deps, shopDomain, async (db, { id: shopId, name: shopName }) => {
    const [kit, emails] = await Promise.all([loadBrandKit(db, shopId), emailCatalogue(db, shopId)]);
    const beginnings = emails.flatMap(({ key, name, document, isOwn, isArchived }) =>
      document && !isArchived
        ? [{ key, name, subject: plainWords(document.subject, shopName), isOwn, sketch: sketchOf(document, kit) }]
        : [],
    );
    return { beginnings, chosen: beginnings.find(({ key }) => key === search.get('of')) ?? null };
  });
}
