import type { MailWords } from './mail-words';

const product = (title: string): string => (title ? `„${title}“` : 'diesem Artikel');

export const de: MailWords = {
  direction: 'ltr',
  total: 'Summe',
  soldOutSince: 'Inzwischen ausverkauft',
  soldOutNow: 'Gerade ausverkauft',
  struckOut: 'Durchgestrichen: der niedrigste Preis der 30 Tage davor',
  lowestBefore: (price) => `der niedrigste Preis der 30 Tage davor: ${price}`,
  insteadOf: (price) => `statt ${price}`,
  onlyLeft: (count) => (count === 1 ? 'Nur noch 1 Stück:' : `Nur noch ${count} Stück:`),
  until: (moment) => `Bis ${moment}`,
  openTime: { over: 'Das ist vorbei', available: 'Vorrätig:', soldOut: 'Ausverkauft:' },
  unsubscribe: 'Abmelden',
  preferences: 'Wählen, was Sie bekommen',
  consentLine: (shop) => `Sie bekommen diese E-Mail, weil Sie ${shop} um Neuigkeiten und Angebote gebeten haben.`,
  askedLine: 'Sie bekommen diese E-Mail einmalig, weil Sie erfahren wollten, wann es dies wieder gibt.',
  coupon: {
    use: 'Mit diesem Code einkaufen',
    until: (day) => `Gültig bis Ende des ${day}, einmal.`,
    minimum: (amount) => `Für Bestellungen ab ${amount}.`,
    example: 'Ein Beispiel: Wer diese E-Mail bekommt, hat hier einen eigenen Code, wenn ihr Schritt ein Angebot nennt.',
  },
  reasons: {
    boughtTogether: (title) => `Oft gekauft mit ${product(title)}`,
    boughtBySame: (title) => `Auch gewählt von Käufern von ${product(title)}`,
    chosenAlong: (title) => `Andere wählten es zusammen mit ${product(title)}`,
    becauseViewed: (title) =>
      title ? `Weil Sie sich „${title}“ angesehen haben` : 'Weil Sie sich Ähnliches angesehen haben',
    similar: (title) => (title ? `Ähnlich wie „${title}“` : 'Ähnlich wie dieser Artikel'),
    seenInVisit: 'Das haben Sie sich angesehen',
    boughtBefore: 'Das haben Sie schon einmal gewählt',
    buyersAlike: 'Gewählt von Menschen mit ähnlichem Geschmack',
    popular: 'Gerade beliebt',
    firstChoice: 'Womit viele anfangen',
    newArrival: 'Neu im Laden',
    sameCollection: 'Aus derselben Kollektion',
    pinned: 'Vom Laden ausgewählt',
  },
};
