import { de } from './de';
import { en } from './en';
import { es } from './es';
import { fr } from './fr';
import { he } from './he';
import { it } from './it';
import type { MailWords } from './mail-words';
import { nl } from './nl';

const WORDS: Readonly<Record<string, MailWords>> = { en, de, fr, es, it, nl, he };

/** Languages in which Kindred itself speaks in a mail. */
export const SPOKEN = Object.keys(WORDS);

/** `de` of `de-AT`. */
export const languageOf = (locale: string): string => locale.slice(0, 2).toLowerCase();

/** In a language, or else in English. */
export const mailWords = (locale: string): MailWords => WORDS[languageOf(locale)] ?? en;

/** By which figures and days stand among Kindred's own words: the reader's where it is in their language, else English. */
export const spokenLocale = (locale: string): string => (SPOKEN.includes(languageOf(locale)) ? locale : 'en');
