import type { MailWords } from './mail-words';

const product = (title: string): string => (title ? `«${title}»` : 'questo articolo');

export const it: MailWords = {
  direction: 'ltr',
  total: 'Totale',
  soldOutSince: 'Nel frattempo esaurito',
  soldOutNow: 'Appena esaurito',
  struckOut: 'Barrato: il prezzo più basso dei 30 giorni precedenti',
  lowestBefore: (price) => `il più basso dei 30 giorni precedenti: ${price}`,
  insteadOf: (price) => `invece di ${price}`,
  onlyLeft: (count) => (count === 1 ? 'Ne resta solo 1:' : `Ne restano solo ${count}:`),
  until: (moment) => `Fino a ${moment}`,
  openTime: { over: 'È terminato', available: 'Disponibile:', soldOut: 'Esaurito:' },
  unsubscribe: 'Annulla l’iscrizione',
  preferences: 'Scegli che cosa ricevere',
  consentLine: (shop) => `Ricevi questa e-mail perché hai chiesto a ${shop} novità e offerte.`,
  askedLine: 'Ricevi questa e-mail una sola volta, perché hai chiesto di sapere quando sarebbe tornato disponibile.',
  coupon: {
    use: 'Acquista con questo codice',
    until: (day) => `Valido fino al ${day} compreso, una sola volta.`,
    minimum: (amount) => `Per ordini da ${amount} in su.`,
    example: 'Un esempio: chi riceve questa e-mail ha qui un codice tutto suo, se il passo indica un’offerta.',
  },
  reasons: {
    boughtTogether: (title) => `Spesso acquistato con ${product(title)}`,
    boughtBySame: (title) => `Scelto anche da chi ha scelto ${product(title)}`,
    chosenAlong: (title) => `Altri l’hanno scelto insieme a ${product(title)}`,
    becauseViewed: (title) => `Perché hai guardato ${product(title)}`,
    similar: (title) => `Simile a ${product(title)}`,
    seenInVisit: 'L’hai guardato',
    boughtBefore: 'L’hai già scelto',
    buyersAlike: 'Scelto da chi ha gusti simili ai tuoi',
    popular: 'Molto richiesto in questo momento',
    firstChoice: 'Da dove cominciano in molti',
    newArrival: 'Nuovo in negozio',
    sameCollection: 'Della stessa collezione',
    pinned: 'La scelta del negozio',
  },
};
