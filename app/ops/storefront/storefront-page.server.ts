import type { Db } from '~/platform/db/db.server';
import { recordActivity, type ActivityDeps } from '~/platform/audit/activity.server';
import { backInStockWords, usualWording } from '~/delivery/rendering/usual-wording';
import { jsonOf } from '~/platform/json-of';
import type { SaveOutcome } from '../save-outcome';
import { inShop, pageShop, type PageDeps, type PageShop } from '../shop-context.server';
import { formNumbers, type FormNumbers } from './form-numbers.server';
import { formSettings, usualSettings, type FormSettings } from './form-settings';
import { isOwed, oweTelling, tellTheme, type TellThemeDeps } from './tell-theme.server';
import { LANGUAGES, languageOfShop, type Language } from './words';

export interface StorefrontPage {
  shop: PageShop;
  settings: FormSettings;
  /** The shop's own language, which a page in any other falls back to. */
  language: Language;
  /** The sentences that stand where the merchant wrote none. */
  usual: Record<Language, { consent: string; backInStock: string }>;
  /** Whether the theme knows the newest: `unset` until something was saved. */
  theme:
    | { kind: 'unset' }
    | { kind: 'told'; at: string }
    | { kind: 'not-told'; problem: string | null; isTriedAgain: boolean };
  numbers: FormNumbers;
}

/** What the forms on the storefront say and do, and what comes of them. */
export const storefrontPage = (deps: PageDeps, shopDomain: string): Promise<StorefrontPage> =>
  inShop(deps, shopDomain, async (db, shop) => {
    const row = await db.storefrontForms.findUnique({ where: { shopId: shop.id } });
    const language = languageOfShop(shop.locale);
    const name = shop.name || shop.domain;
    return {
      ...{ shop: pageShop(deps, shop), language, theme: themeState(row) },
      settings: row ? formSettings.parse(row.settings) : usualSettings(language),
      usual: Object.fromEntries(
        LANGUAGES.map((each) => [
          each,
          { consent: usualWording(name, each).text, backInStock: backInStockWords(name, each).text },
        ]),
      ) as StorefrontPage['usual'],
      numbers: await formNumbers(deps, db, shop),
    };
  });

function themeState(row: Awaited<ReturnType<Db['storefrontForms']['findUnique']>>): StorefrontPage['theme'] {
  if (!row) return { kind: 'unset' };
  if (row.toldAt) return { kind: 'told', at: row.toldAt.toISOString() };
  return { kind: 'not-told', problem: row.problem, isTriedAgain: isOwed(row) };
}

/** @param form `{ settings }`, as JSON. `actor` is the user's id, where it is known. */
export async function saveStorefront(
  deps: TellThemeDeps & ActivityDeps,
  shopDomain: string,
  form: Record<string, unknown>,
  actor?: string,
): Promise<SaveOutcome> {
  const read = readSettings(form['settings']);
  if (read.kind === 'refused') return read;
  await inShop(deps, shopDomain, (_db, { id: shopId }) =>
    deps.db.transaction(async (tx) => {
      const data = { settings: read.settings as object, changedAt: deps.clock.now() };
      await tx.storefrontForms.upsert({ where: { shopId }, create: { shopId, ...data }, update: data });
      await oweTelling(deps, tx, shopId);
      await recordActivity(deps, tx, shopId, { kind: 'storefront-changed', actor });
    }),
  );
  await tellTheme(deps, shopDomain);
  return { kind: 'saved' };
}

type Read = { kind: 'read'; settings: FormSettings } | Extract<SaveOutcome, { kind: 'refused' }>;

/** What is wrong stands by the field it is about: `texts.en.heading`. */
export function readSettings(text: unknown): Read {
  const parsed = formSettings.safeParse(jsonOf(text));
  if (parsed.success) return { kind: 'read', settings: parsed.data };
  const problems = parsed.error.issues.map(({ path, message }) => ({ field: path.join('.'), message }));
  return { kind: 'refused', problems };
}
