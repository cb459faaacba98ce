const WORDINGS: Record<string, (shopName: string) => string> = {
  en: (name) => `Yes, I want news and offers from ${name} by email. I can unsubscribe at any time, in every mail.`,
  de: (name) =>
    `Ja, ich möchte Neuigkeiten und Angebote von ${name} per E-Mail bekommen. Ich kann mich jederzeit abmelden, in jeder E-Mail.`,
  fr: (name) =>
    `Oui, je souhaite recevoir par e-mail les nouvelles et les offres de ${name}. Je peux me désabonner à tout moment, dans chaque e-mail.`,
};

/** The sentence somebody agrees to while a shop has no words of its own, in its language or else in English. */
export function usualWording(shopName: string, locale: string): { locale: string; text: string } {
  const language = locale.slice(0, 2).toLowerCase();
  const known = WORDINGS[language] ? language : 'en';
  return { locale: known, text: WORDINGS[known]?.(shopName) ?? '' };
}
