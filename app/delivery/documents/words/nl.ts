import type { MailWords } from './mail-words';

const product = (title: string): string => (title ? `‘${title}’` : 'dit artikel');

export const nl: MailWords = {
  direction: 'ltr',
  total: 'Totaal',
  soldOutSince: 'Inmiddels uitverkocht',
  soldOutNow: 'Net uitverkocht',
  struckOut: 'Doorgestreept: de laagste prijs van de 30 dagen ervoor',
  lowestBefore: (price) => `de laagste van de 30 dagen ervoor: ${price}`,
  insteadOf: (price) => `in plaats van ${price}`,
  onlyLeft: (count) => (count === 1 ? 'Nog maar 1 over:' : `Nog maar ${count} over:`),
  until: (moment) => `Tot ${moment}`,
  openTime: { over: 'Dit is voorbij', available: 'Op voorraad:', soldOut: 'Uitverkocht:' },
  unsubscribe: 'Afmelden',
  preferences: 'Kiezen wat je krijgt',
  consentLine: (shop) => `Je krijgt deze e-mail omdat je ${shop} om nieuws en aanbiedingen hebt gevraagd.`,
  askedLine: 'Je krijgt deze e-mail eenmalig, omdat je wilde weten wanneer dit weer te koop is.',
  coupon: {
    use: 'Winkel met deze code',
    until: (day) => `Geldig tot en met ${day}, één keer.`,
    minimum: (amount) => `Voor bestellingen vanaf ${amount}.`,
    example: 'Een voorbeeld: wie deze e-mail krijgt, heeft hier een eigen code, als de stap een aanbieding noemt.',
  },
  reasons: {
    boughtTogether: (title) => `Vaak gekocht met ${product(title)}`,
    boughtBySame: (title) => `Ook gekozen door kopers van ${product(title)}`,
    chosenAlong: (title) => `Anderen kozen het samen met ${product(title)}`,
    becauseViewed: (title) => `Omdat je ${product(title)} hebt bekeken`,
    similar: (title) => `Lijkt op ${product(title)}`,
    seenInVisit: 'Dit heb je bekeken',
    boughtBefore: 'Dit heb je al eens gekozen',
    buyersAlike: 'Gekozen door mensen met jouw smaak',
    popular: 'Nu populair',
    firstChoice: 'Waar velen mee beginnen',
    newArrival: 'Nieuw in de winkel',
    sameCollection: 'Uit dezelfde collectie',
    pinned: 'De keuze van de winkel',
  },
};
