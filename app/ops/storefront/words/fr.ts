import type { FormWords } from './form-words';

export const fr: FormWords = {
  usual: {
    heading: 'Les lettres de la boutique',
    intro: 'Les nouveautés d’abord, et une offre de temps en temps.',
    promise: 'Environ deux lettres par mois. Chacune contient un lien pour se désabonner.',
    button: 'S’inscrire',
    teaser: 'Les lettres de la boutique',
  },
  email: 'E-mail',
  firstName: 'Prénom',
  birthday: 'Date de naissance',
  optional: 'facultatif',
  topics: 'De quoi souhaitez-vous entendre parler ? Sans choix, de tout.',
  close: 'Fermer',
  noEmail: 'Veuillez saisir une adresse e-mail, par exemple ana@example.com.',
  noConsent: 'Veuillez cocher la case : sans votre accord, rien n’est envoyé.',
  tooOften: 'C’était trop fréquent. Veuillez réessayer dans une minute.',
  failed: 'Cela n’a pas fonctionné et rien n’a été enregistré. Veuillez réessayer.',
  doneAsked: 'Presque terminé : suivez le lien dans l’e-mail qui arrive. Rien n’est envoyé avant cela.',
  doneAtOnce:
    'Vous êtes sur la liste. Si vous vous étiez désabonné, nous vous demandons une fois par e-mail de confirmer ; regardez votre boîte.',
  stock: {
    button: 'Me prévenir du retour en stock',
    send: 'Me prévenir',
    done: 'Nous vous écrivons une fois lorsque l’article est de nouveau disponible. Si cette adresse nous est nouvelle, regardez votre boîte : il faut peut-être la confirmer d’abord.',
    asked: 'Vous avez demandé à être prévenu du retour de cet article.',
    cancel: 'Annuler la demande',
  },
};
