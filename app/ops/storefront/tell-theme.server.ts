import type { Shop, StorefrontForms } from '@prisma/client';
import { loadConsentSettings } from '~/customers/consent/consent-settings.server';
import { findWording, keepWording } from '~/customers/consent/wordings.server';
import { backInStockWords, usualWording } from '~/delivery/rendering/usual-wording';
import type { AdminClient } from '~/integrations/shopify/admin-client.server';
import { tellThemeSettings } from '~/integrations/shopify/theme-settings.server';
import { addMs, minutes, type SystemClock } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import type { Logger } from '~/platform/logger.server';
import { wake } from '~/platform/queue/wakeups.server';
import { inShop, type PageDeps } from '../shop-context.server';
import { formSettings, type FormSettings } from './form-settings';
import { themeSettings, type Sentences, type ThemeSettings } from './theme-settings';
import { LANGUAGES, languageOfShop, type Language } from './words';

export type TellThemeDeps = PageDeps & { admin: AdminClient; systemClock: SystemClock; logger: Logger };

const NOT_ANSWERED = 'Shopify did not answer';
const FIRST_MINUTES = 1;
const LONGEST_MINUTES = 6 * 60;
const GIVEN_UP_AFTER_MINUTES = 7 * 1_440;

/** Notes that the theme has something new to be told, in the transaction that makes it new: a process that dies before it was told has told nobody. */
export async function oweTelling(deps: Pick<PageDeps, 'clock'>, tx: Db, shopId: string): Promise<void> {
  const now = deps.clock.now();
  await tx.storefrontForms.updateMany({ where: { shopId }, data: { changedAt: now, toldAt: null, problem: null } });
  await wake(tx, shopId, 'tell-theme', addMs(now, minutes(FIRST_MINUTES)));
}

/** Tells it again where it could not be told. Returns when next: after as long as it has been waiting, and at last no more. */
export async function tellThemeAgain(deps: TellThemeDeps, { id: shopId, domain }: Shop): Promise<Date | null> {
  const { prisma } = deps.db;
  if (!isOwed(await prisma.storefrontForms.findUnique({ where: { shopId } }))) return null;
  await tellTheme(deps, domain);
  const row = await prisma.storefrontForms.findUnique({ where: { shopId } });
  if (!row || !isOwed(row)) return null;
  const now = deps.clock.now();
  const waitingMs = now.getTime() - row.changedAt.getTime();
  if (waitingMs > minutes(GIVEN_UP_AFTER_MINUTES)) return null;
  return addMs(now, Math.min(Math.max(waitingMs, minutes(FIRST_MINUTES)), minutes(LONGEST_MINUTES)));
}

/** What Shopify refused, it would refuse again. */
export const isOwed = (row: Pick<StorefrontForms, 'toldAt' | 'problem'> | null): boolean =>
  row !== null && row.toldAt === null && (row.problem === null || row.problem === NOT_ANSWERED);

/** Tells the shop's theme what its forms say, where anything was set. Where Shopify does not answer, the page says so, and it is tried again. */
export function tellTheme(deps: TellThemeDeps, shopDomain: string): Promise<void> {
  return inShop(deps, shopDomain, async (db, shop) => {
    const where = { shopId: shop.id };
    const row = await db.storefrontForms.findUnique({ where });
    if (!row) return;
    const settings = formSettings.parse(row.settings);
    const told = await deps.db.transaction((tx) => settingsForTheme(deps, tx, shop, settings));
    const problem = await tellThemeSettings(deps.admin, shopDomain, told).catch((error: unknown) => {
      deps.logger.warn({ err: error, shopId: shop.id }, 'the theme was not told what its forms say');
      return NOT_ANSWERED;
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
