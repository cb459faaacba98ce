import { de } from './de';
import { en } from './en';
import { es } from './es';
import { fr } from './fr';
import { he } from './he';
import { it } from './it';
import { nl } from './nl';
import type { FormWords } from './form-words';

/** The languages a form can be written in: those in which Kindred says the rest of it. */
export const LANGUAGES = ['en', 'de', 'fr', 'es', 'it', 'nl', 'he'] as const;
export type Language = (typeof LANGUAGES)[number];

export const FORM_WORDS: Readonly<Record<Language, FormWords>> = { en, de, fr, es, it, nl, he };

export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  ...{ en: 'English', de: 'German', fr: 'French', es: 'Spanish', it: 'Italian', nl: 'Dutch', he: 'Hebrew' },
};

/** A shop's language where a form can be written in it, else English. */
export const languageOfShop = (locale: string): Language =>
  LANGUAGES.find((each) => each === locale.slice(0, 2).toLowerCase()) ?? 'en';
