import { isHeld, readableVersions } from '~/decisions/recommendations/versions.server';
import { foundHidden } from '../recommender-quality';
import { inShop, pageShop, type PageDeps, type PageShop } from '../shop-context.server';
import { numberWords, percentWords } from './number-words';
import { verdictWords } from './verdict-words';

export interface ShownVersion {
  version: number;
  trainedAt: string;
  isActive: boolean;
  isHeldBack: boolean;
  /** Not of an older release, whose versions this one cannot read: such a version cannot serve. */
  isReadable: boolean;
  /** What was done that night. */
  kind: string;
  verdict: string;
  /** How often it found what was hidden, with the number of orders; in words where that is not known. */
  found: string;
}

export interface VersionsPage {
  shop: PageShop;
  /** The newest first. */
  versions: ShownVersion[];
  /** One was chosen by hand: newer ones wait. */
  isHeld: boolean;
}

/** The versions that are kept, what became of each, and which one serves. */
export function versionsPage(deps: PageDeps, shopDomain: string): Promise<VersionsPage> {
  return inShop(deps, shopDomain, async (db, shop) => {
    const [rows, held, readable] = await Promise.all([
      db.recommenderModel.findMany({
        where: { shopId: shop.id },
        orderBy: { version: 'desc' },
        // Without the model itself, which has megabytes.
        select: { version: true, trainedAt: true, isActive: true, kind: true, verdict: true, metrics: true },
      }),
      isHeld(db, shop.id),
      readableVersions(db, shop.id),
    ]);
    const versions = rows.map(({ version, trainedAt, isActive, kind, verdict, metrics }): ShownVersion => {
      const told = verdictWords(verdict, shop.locale);
      return {
        ...{ version, trainedAt: trainedAt.toISOString(), isActive, isHeldBack: told.isHeldBack },
        isReadable: readable.has(version),
        kind: kind === 'refit' ? 'Fitted to what is new' : 'Chosen anew and measured',
        verdict: told.words,
        found: foundWords({ metrics }, shop.locale),
      };
    });
    return { shop: pageShop(deps, shop), versions, isHeld: held };
  });
}

function foundWords(model: Parameters<typeof foundHidden>[0], locale: string): string {
  const found = foundHidden(model);
  if (!found) return 'Not measured: there was no later order to ask about';
  const { cases, hitRate10, popularityHitRate10 } = found;
  return `Among ten in ${percentWords(hitRate10, locale)}, best-sellers in ${percentWords(popularityHitRate10, locale)}, of ${numberWords(cases, locale)} ${cases === 1 ? 'order' : 'orders'}`;
}
