import type { FormWords } from './form-words';

export const nl: FormWords = {
  usual: {
    heading: 'Post van de winkel',
    intro: 'Nieuwe dingen het eerst, en af en toe een aanbieding.',
    promise: 'Ongeveer twee mails per maand. In elke mail staat een link om je af te melden.',
    button: 'Aanmelden',
    teaser: 'Post van de winkel',
  },
  email: 'E-mail',
  firstName: 'Voornaam',
  birthday: 'Verjaardag',
  optional: 'optioneel',
  topics: 'Waarover wil je horen? Kies je niets, dan over alles.',
  close: 'Sluiten',
  noEmail: 'Vul een e-mailadres in, bijvoorbeeld ana@example.com.',
  noConsent: 'Vink het vakje aan: zonder jouw ja wordt er niets gestuurd.',
  tooOften: 'Dat was vaak. Probeer het over een minuut opnieuw.',
  failed: 'Dat lukte niet, en er is niets bewaard. Probeer het opnieuw.',
  doneAsked: 'Bijna klaar: volg de link in de mail die nu komt. Daarvoor wordt er niets gestuurd.',
  doneAtOnce:
    'Je staat op de lijst. Als je je eerder had afgemeld, vragen we je één keer per mail of je het meent; kijk in je inbox.',
  stock: {
    button: 'Laat het me weten als het er weer is',
    send: 'Laat het me weten',
    done: 'We schrijven je één keer als het weer te koop is. Is dit adres nieuw voor ons, kijk dan in je inbox: misschien moet het eerst bevestigd worden.',
    asked: 'Je vroeg om bericht als dit er weer is.',
    cancel: 'Intrekken',
  },
};
