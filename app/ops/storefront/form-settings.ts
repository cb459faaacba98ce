import { z } from 'zod';
import { countryCodes } from '../country-codes';
import { FORM_WORDS, LANGUAGES, type Language } from './words';

const line = (most: number) => z.string().trim().max(most, `must be at most ${most} characters`);

/** What the merchant writes, in one language. */
export const formTexts = z.object({
  heading: line(80).min(1, 'is needed'),
  intro: line(300),
  /** What somebody gets for it: said, not promised by a code. */
  offer: line(200),
  /** What comes, and how often. */
  promise: line(300).min(10, 'must say what people get, and how often'),
  /** What people agree to; left out: the usual sentence in this language. */
  consent: line(1_000).refine((text) => text === '' || text.length >= 10, 'must say what people agree to'),
  button: line(40).min(1, 'is needed'),
  /** On the small bar that opens the form. */
  teaser: line(60).min(1, 'is needed'),
});
export type FormTexts = z.infer<typeof formTexts>;

/** Kinds of pages on which a pop-up may open; carts, accounts and policies are left alone. */
export const POPUP_PAGES = ['index', 'product', 'collection', 'search', 'blog', 'article', 'page'] as const;
export type PopupPage = (typeof POPUP_PAGES)[number];

const whole = (least: number, most: number) =>
  z.number().int().min(least, `must be ${least} to ${most}`).max(most, `must be ${least} to ${most}`);

export const popupSettings = z
  .object({
    isOn: z.boolean(),
    /** Each of these opens it; null: not that. */
    afterSeconds: whole(5, 600).nullable(),
    afterScrollPercent: whole(10, 100).nullable(),
    onExit: z.boolean(),
    /** Counted within one visit. */
    afterPages: whole(2, 20).nullable(),
    /** Who closes it sees it no more for so long. */
    quietDays: whole(1, 365),
    pages: z.array(z.enum(POPUP_PAGES)).min(1, 'must name at least one kind of page'),
    hasTeaser: z.boolean(),
    /** By the country of the market somebody shops in. */
    where: z.enum(['everywhere', 'in', 'outside']).default('everywhere'),
    countries: countryCodes.default([]),
  })
  .refine(({ where, countries }) => where === 'everywhere' || countries.length > 0, {
    path: ['countries'],
    message: 'must name at least one country',
  })
  .refine((popup) => !popup.isOn || opensAtAll(popup), {
    path: ['isOn'],
    message: 'needs to know when: choose seconds, how far somebody scrolled, pages, or leaving',
  });
export type PopupSettings = z.infer<typeof popupSettings>;

export const opensAtAll = (popup: {
  afterSeconds: number | null;
  afterScrollPercent: number | null;
  onExit: boolean;
  afterPages: number | null;
}): boolean =>
  popup.onExit || [popup.afterSeconds, popup.afterScrollPercent, popup.afterPages].some((each) => each !== null);

/** What a shop's forms on its storefront say, ask and do. */
export const formSettings = z.object({
  texts: z
    .partialRecord(z.enum(LANGUAGES), formTexts)
    .refine((texts) => Object.keys(texts).length > 0, 'must be there in one language at least'),
  fields: z.object({ firstName: z.boolean(), birthday: z.boolean(), topics: z.boolean() }),
  popup: popupSettings,
});
export type FormSettings = z.infer<typeof formSettings>;

export const usualTexts = (language: Language): FormTexts => ({
  ...{ offer: '', consent: '' },
  ...FORM_WORDS[language].usual,
});

/** What a shop begins with: a form with nothing but an address, and no pop-up. */
export const usualSettings = (language: Language): FormSettings => ({
  texts: { [language]: usualTexts(language) },
  fields: { firstName: false, birthday: false, topics: false },
  popup: {
    ...{ isOn: false, afterSeconds: 20, afterScrollPercent: null, onExit: true, afterPages: null },
    ...{ quietDays: 60, pages: ['index', 'product', 'collection'], hasTeaser: true },
    ...{ where: 'everywhere', countries: [] },
  },
});
