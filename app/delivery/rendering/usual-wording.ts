const WORDINGS: Record<string, (shopName: string) => string> = {
  en: (name) => `Yes, I want news and offers from ${name} by email. I can unsubscribe at any time, in every mail.`,
  de: (name) =>
    `Ja, ich möchte Neuigkeiten und Angebote von ${name} per E-Mail bekommen. Ich kann mich jederzeit abmelden, in jeder E-Mail.`,
  fr: (name) =>
    `Oui, je souhaite recevoir par e-mail les nouvelles et les offres de ${name}. Je peux me désabonner à tout moment, dans chaque e-mail.`,
};

const BACK_IN_STOCK: Record<string, (shopName: string) => string> = {
  en: (name) => `${name} may tell me once by email when this can be bought again, and of nothing else.`,
  de: (name) => `${name} darf mir einmal per E-Mail sagen, wenn es dies wieder gibt, und sonst nichts.`,
  fr: (name) =>
    `${name} peut m’écrire une fois par e-mail quand cet article sera de nouveau disponible, et pour rien d’autre.`,
};

/** The sentence of a form that asks to be told when something is back, in the shop's language or else in English. */
export const backInStockWords = (shopName: string, locale: string): { locale: string; text: string } =>
  inLanguage(BACK_IN_STOCK, shopName, locale);

/** The sentence somebody agrees to while a shop has no words of its own, in its language or else in English. */
export const usualWording = (shopName: string, locale: string): { locale: string; text: string } =>
  inLanguage(WORDINGS, shopName, locale);

function inLanguage(
  wordings: Record<string, (shopName: string) => string>,
  shopName: string,
  locale: string,
): { locale: string; text: string } {
  const language = locale.slice(0, 2).toLowerCase();
  const known = wordings[language] ? language : 'en';
  return { locale: known, text: wordings[known]?.(shopName) ?? '' };
}
