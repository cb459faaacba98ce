import type { Shop } from '@prisma/client';
import { loadConsentSettings } from '~/customers/consent/consent-settings.server';
import { findWording, keepWording } from '~/customers/consent/wordings.server';
import { backInStockWords, usualWording } from '~/delivery/rendering/usual-wording';
import type { AdminClient } from '~/integrations/shopify/admin-client.server';
import { tellThemeSettings } from '~/integrations/shopify/theme-settings.server';
import type { SystemClock } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import type { Logger } from '~/platform/logger.server';
import { inShop, type PageDeps } from '../shop-context.server';
import { formSettings, type FormSettings } from './form-settings';
import { themeSettings, type Sentences, type ThemeSettings } from './theme-settings';
import { LANGUAGES, languageOfShop, type Language } from './words';

export type TellThemeDeps = PageDeps & { admin: AdminClient; systemClock: SystemClock; logger: Logger };

/**
 * Tells the shop's theme what its forms say, where anything was set. What Shopify does not take stays to be told: the page says so, and the next
 * saving tries again.
 */
export function tellTheme(deps: TellThemeDeps, shopDomain: string): Promise<void> {
  return inShop(deps, shopDomain, async (db, shop) => {
    const where = { shopId: shop.id };
    const row = await db.storefrontForms.findUnique({ where });
    if (!row) return;
    const settings = formSettings.parse(row.settings);
    const told = await deps.db.transaction((tx) => settingsForTheme(deps, tx, shop, settings));
    const problem = await tellThemeSettings(deps.admin, shopDomain, told).catch((error: unknown) => {
      deps.logger.warn({ err: error, shopId: shop.id }, 'the theme was not told what its forms say');
      return 'Shopify did not answer';
    });
    const data = problem === null ? { toldAt: deps.clock.now(), problem: null } : { toldAt: null, problem };
    // What was saved meanwhile has its own telling.
    await db.storefrontForms.updateMany({ where: { ...where, changedAt: row.changedAt }, data });
  });
}

/** What the theme is told; each sentence that people will agree to is kept first. */
export async function settingsForTheme(
  deps: { systemClock: SystemClock },
  tx: Db,
  shop: Shop,
  settings: FormSettings,
): Promise<ThemeSettings> {
  const { doubleOptIn: confirm, topics } = await loadConsentSettings(tx, shop.id);
  const sentences = new Map<Language, Sentences>();
  for (const language of LANGUAGES.filter((each) => settings.texts[each]))
    sentences.set(
      language,
      await sentencesIn(deps, tx, shop, { language, own: settings.texts[language]?.consent ?? '' }),
    );
  return themeSettings({ settings, fallback: languageOfShop(shop.locale), sentences, topics, confirm });
}

async function sentencesIn(
  deps: { systemClock: SystemClock },
  tx: Db,
  shop: Shop,
  { language, own }: { language: Language; own: string },
): Promise<Sentences> {
  const name = shop.name || shop.domain;
  const ofShop = own ? null : await sentenceOfShop(tx, shop, language);
  return {
    marketing: said(await keepWording(deps, tx, shop.id, ofShop ?? wordingIn(language, own, name))),
    backInStock: said(await keepWording(deps, tx, shop.id, backInStockWords(name, language))),
  };
}

/** What the merchant wrote in the settings for all forms, in the language it was written in. */
async function sentenceOfShop(tx: Db, shop: Shop, language: Language) {
  const { wordingVersion } = await loadConsentSettings(tx, shop.id);
  const known = wordingVersion ? await findWording(tx, shop.id, wordingVersion) : null;
  return known?.locale.slice(0, 2).toLowerCase() === language ? { locale: known.locale, text: known.text } : null;
}

const wordingIn = (language: Language, own: string, name: string) =>
  own ? { locale: language, text: own } : usualWording(name, language);

const said = ({ version, text }: { version: number; text: string }) => ({ version, text });
