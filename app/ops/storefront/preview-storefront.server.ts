import { z } from 'zod';
import { loadConsentSettings } from '~/customers/consent/consent-settings.server';
import { backInStockWords, usualWording } from '~/delivery/rendering/usual-wording';
import { inShop, type PageDeps } from '../shop-context.server';
import { previewForm, PREVIEWS } from './preview-form';
import { readSettings } from './storefront-page.server';
import { themeSettings, type Sentences } from './theme-settings';
import { LANGUAGES, type Language } from './words';

const asked = z.object({ settings: z.string(), language: z.enum(LANGUAGES), kind: z.enum(PREVIEWS) });

/** `refused`: what is typed cannot be saved as it is, and is not shown. */
export type FormPreview = { kind: 'shown'; html: string } | { kind: 'refused' };

/** A form as it would be, of settings that are not saved yet. Nothing is kept. */
export function previewStorefront(deps: PageDeps, shopDomain: string, query: unknown): Promise<FormPreview> {
  return inShop(deps, shopDomain, async (db, shop) => {
    const read = asked.safeParse(query);
    const told = read.success ? readSettings(read.data.settings) : null;
    if (!read.success || told?.kind !== 'read') return { kind: 'refused' };
    const { language, kind } = read.data;
    const { settings } = told;
    const texts = settings.texts[language];
    if (!texts) return { kind: 'refused' };
    const { doubleOptIn: confirm, topics } = await loadConsentSettings(db, shop.id);
    const name = shop.name || shop.domain;
    const said: Sentences = {
      marketing: { version: 0, text: texts.consent || usualWording(name, language).text },
      backInStock: { version: 0, text: backInStockWords(name, language).text },
    };
    const sentences = new Map<Language, Sentences>([[language, said]]);
    const alone = { ...settings, texts: { [language]: texts } };
    return {
      kind: 'shown',
      html: previewForm(
        themeSettings({ settings: alone, fallback: language, sentences, topics, confirm }),
        language,
        kind,
      ),
    };
  });
}
