import type { FormWords } from './form-words';

export const it: FormWords = {
  usual: {
    heading: 'Lettere dal negozio',
    intro: 'Prima le novità e, ogni tanto, un’offerta.',
    promise: 'Circa due lettere al mese. In ognuna c’è un link per disiscriversi.',
    button: 'Iscrivimi',
    teaser: 'Lettere dal negozio',
  },
  email: 'E-mail',
  firstName: 'Nome',
  birthday: 'Data di nascita',
  optional: 'facoltativo',
  topics: 'Di che cosa vuole sentir parlare? Senza una scelta, di tutto.',
  close: 'Chiudi',
  noEmail: 'Inserisca un indirizzo e-mail, ad esempio ana@example.com.',
  noConsent: 'Spunti la casella: senza il suo sì non si invia nulla.',
  tooOften: 'Troppi tentativi. Riprovi tra un minuto.',
  failed: 'Non ha funzionato e nulla è stato salvato. Riprovi.',
  doneAsked: 'Quasi fatto: segua il link nell’e-mail in arrivo. Prima di allora non si invia nulla.',
  doneAtOnce:
    'È nella lista. Se si era disiscritto, le chiediamo una volta per e-mail se lo vuole davvero; guardi nella sua casella.',
  stock: {
    button: 'Avvisami quando torna',
    send: 'Avvisami',
    done: 'Le scriviamo una volta quando si potrà acquistare di nuovo. Se l’indirizzo ci è nuovo, guardi nella sua casella: forse va prima confermato.',
    asked: 'Ha chiesto di essere avvisato quando torna.',
    cancel: 'Ritira la richiesta',
  },
};
