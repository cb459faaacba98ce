import type { FormWords } from './form-words';

export const de: FormWords = {
  usual: {
    heading: 'Post aus dem Shop',
    intro: 'Neues zuerst, und ab und zu ein Angebot.',
    promise: 'Etwa zwei E-Mails im Monat. In jeder steht ein Link zum Abmelden.',
    button: 'Anmelden',
    teaser: 'Post aus dem Shop',
  },
  email: 'E-Mail',
  firstName: 'Vorname',
  birthday: 'Geburtstag',
  optional: 'freiwillig',
  topics: 'Wovon möchten Sie hören? Ohne Auswahl von allem.',
  close: 'Schließen',
  noEmail: 'Bitte geben Sie eine E-Mail-Adresse ein, etwa ana@example.com.',
  noConsent: 'Bitte kreuzen Sie das Feld an: Ohne Ihr Ja wird nichts geschickt.',
  tooOften: 'Das war oft. Bitte versuchen Sie es in einer Minute noch einmal.',
  failed: 'Das hat nicht geklappt, und nichts wurde gespeichert. Bitte versuchen Sie es noch einmal.',
  doneAsked: 'Fast fertig: Bitte folgen Sie dem Link in der E-Mail, die gerade kommt. Vorher wird nichts geschickt.',
  doneAtOnce:
    'Sie stehen auf der Liste. Falls Sie sich früher abgemeldet haben, fragen wir einmal per E-Mail nach; bitte sehen Sie in Ihr Postfach.',
  stock: {
    button: 'Sagen Sie mir, wenn es das wieder gibt',
    send: 'Sagen Sie es mir',
    done: 'Wir schreiben Ihnen einmal, wenn es das wieder gibt. Ist uns die Adresse neu, sehen Sie bitte in Ihr Postfach: Vielleicht muss sie erst bestätigt werden.',
    asked: 'Sie haben darum gebeten, es zu erfahren, wenn es das wieder gibt.',
    cancel: 'Zurücknehmen',
  },
};
