const WORDINGS: Record<string, (shopName: string) => string> = {
  en: (name) => `Yes, I want news and offers from ${name} by email. I can unsubscribe at any time, in every mail.`,
  de: (name) =>
    `Ja, ich möchte Neuigkeiten und Angebote von ${name} per E-Mail bekommen. Ich kann mich jederzeit abmelden, in jeder E-Mail.`,
  fr: (name) =>
    `Oui, je souhaite recevoir par e-mail les nouvelles et les offres de ${name}. Je peux me désabonner à tout moment, dans chaque e-mail.`,
  es: (name) =>
    `Sí, quiero recibir por correo electrónico novedades y ofertas de ${name}. Puedo darme de baja en cualquier momento, en cada correo.`,
  it: (name) =>
    `Sì, voglio ricevere per e-mail novità e offerte di ${name}. Posso disiscrivermi in qualsiasi momento, in ogni e-mail.`,
  nl: (name) =>
    `Ja, ik wil per e-mail nieuws en aanbiedingen van ${name} ontvangen. Ik kan me op elk moment afmelden, in elke mail.`,
  he: (name) => `כן, אני רוצה לקבל בדוא״ל חדשות והצעות מאת ${name}. אפשר להסיר את עצמי בכל עת, בכל הודעה.`,
};

const BACK_IN_STOCK: Record<string, (shopName: string) => string> = {
  en: (name) => `${name} may tell me once by email when this can be bought again, and of nothing else.`,
  de: (name) => `${name} darf mir einmal per E-Mail sagen, wenn es dies wieder gibt, und sonst nichts.`,
  fr: (name) =>
    `${name} peut m’écrire une fois par e-mail quand cet article sera de nouveau disponible, et pour rien d’autre.`,
  es: (name) => `${name} puede avisarme una vez por correo cuando esto se pueda comprar de nuevo, y de nada más.`,
  it: (name) =>
    `${name} può avvisarmi una volta per e-mail quando questo si potrà acquistare di nuovo, e di nient’altro.`,
  nl: (name) => `${name} mag me één keer mailen als dit weer te koop is, en over niets anders.`,
  he: (name) => `${name} רשאי לעדכן אותי פעם אחת בדוא״ל כשאפשר יהיה לקנות את זה שוב, ועל שום דבר אחר.`,
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
