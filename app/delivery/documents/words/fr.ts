import type { MailWords } from './mail-words';

const product = (title: string): string => (title ? `« ${title} »` : 'cet article');

export const fr: MailWords = {
  direction: 'ltr',
  total: 'Total',
  soldOutSince: 'Épuisé depuis',
  soldOutNow: 'Épuisé à l’instant',
  struckOut: 'Barré : le prix le plus bas des 30 jours précédents',
  lowestBefore: (price) => `le plus bas des 30 jours précédents : ${price}`,
  insteadOf: (price) => `au lieu de ${price}`,
  onlyLeft: (count) => (count === 1 ? 'Plus qu’un seul :' : `Plus que ${count} :`),
  until: (moment) => `Jusqu’au ${moment}`,
  openTime: { over: 'C’est terminé', available: 'En stock :', soldOut: 'Épuisé :' },
  unsubscribe: 'Se désabonner',
  preferences: 'Choisir ce que vous recevez',
  consentLine: (shop) => `Vous recevez cet e-mail car vous avez demandé à ${shop} ses nouvelles et ses offres.`,
  askedLine:
    'Vous recevez cet e-mail une seule fois, car vous avez demandé à savoir quand cet article serait de retour.',
  coupon: {
    use: 'Acheter avec ce code',
    until: (day) => `Valable jusqu’au ${day} inclus, une seule fois.`,
    minimum: (amount) => `Pour toute commande d’au moins ${amount}.`,
    example: 'Exemple : chaque destinataire de cet e-mail voit ici son propre code, si l’étape indique une offre.',
  },
  reasons: {
    boughtTogether: (title) => `Souvent acheté avec ${product(title)}`,
    boughtBySame: (title) => `Également choisi par les acheteurs de ${product(title)}`,
    chosenAlong: (title) => `D’autres l’ont choisi avec ${product(title)}`,
    becauseViewed: (title) => `Parce que vous avez regardé ${product(title)}`,
    similar: (title) => `Dans l’esprit de ${product(title)}`,
    seenInVisit: 'Vous l’avez regardé',
    boughtBefore: 'Vous l’avez déjà choisi',
    buyersAlike: 'Choisi par des personnes aux goûts proches des vôtres',
    popular: 'Très demandé en ce moment',
    firstChoice: 'Un premier achat fréquent',
    newArrival: 'Nouveau dans la boutique',
    sameCollection: 'De la même collection',
    pinned: 'Le choix de la boutique',
  },
};
