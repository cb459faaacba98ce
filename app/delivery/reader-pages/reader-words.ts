/** Languages of the pages that readers of our mail see. */
export const READER_LANGUAGES = { en: 'English', de: 'Deutsch', fr: 'Français' } as const;
export type ReaderLanguage = keyof typeof READER_LANGUAGES;

/** The first of some locales that there are words for; else English. */
export function readerLanguage(...locales: (string | null)[]): ReaderLanguage {
  const languages = locales.map((locale) => locale?.slice(0, 2).toLowerCase());
  const known = languages.find((language) => language !== undefined && language in READER_LANGUAGES);
  return (known as ReaderLanguage | undefined) ?? 'en';
}

const en = {
  title: 'Choose what you get',
  comes: 'You get news and offers by email.',
  asked: 'We have sent you a mail. News and offers come once you confirm there that you want them.',
  stopped: 'You get no news and offers by email.',
  pausedUntil: (day: string) => `Paused until ${day}: nothing comes before then.`,
  topics: 'What about?',
  frequency: 'How often?',
  any: 'As often as it makes sense',
  weekly: 'At most once a week',
  monthly: 'At most once a month',
  language: 'In which language?',
  shopLanguage: 'As the shop writes',
  save: 'Save',
  pauseTitle: 'Take a break',
  pauseWords: 'No news and offers for a while. They come back by themselves.',
  days: (days: number) => `${days} days`,
  resume: 'End the break now',
  wishesTitle: 'What you wait to be told of',
  wishesWords: 'One mail comes for each when it can be bought again.',
  unsubscribeTitle: 'Stop altogether',
  unsubscribeWords: 'No more news and offers. Mails about your orders still come.',
  unsubscribe: 'Unsubscribe from all',
  subscribeTitle: 'Get mail again',
  subscribe: 'Subscribe again',
  dataTitle: 'Your data',
  dataWords: 'To be sure that it is you, we first send a mail with a link to confirm. The answer comes within 30 days.',
  download: 'Get a copy of my data',
  delete: 'Delete my data',
  done: {
    saved: 'Your choice is saved.',
    paused: 'Your break has begun.',
    resumed: 'Your break is over.',
    takenBack: 'You will not be told of it.',
    unsubscribed: 'You are unsubscribed. It took effect at once.',
    subscribed: 'You are subscribed again.',
    mailed:
      'Look into your mailbox: please confirm with the link in the mail we send you. If you asked before today, the mail from then is still good.',
    expired: 'This page had been open for long, so nothing was changed. Please press the button once more.',
  },
  cancel: {
    heading: 'Shall we no longer tell you?',
    words: 'You asked to be told when something can be bought again.',
    button: 'Take it back',
    doneHeading: 'Taken back',
    done: 'You will not be told of it. You can close this page.',
  },
  confirm: {
    subscribe: {
      heading: 'Do you want news and offers?',
      words: 'They will come by email. You can unsubscribe at any time, in every mail.',
      button: 'Yes, send me news',
      done: 'Thank you. You will get news and offers.',
    },
    'back-in-stock': {
      heading: 'Shall we tell you when it is back?',
      words: 'You will get one mail when what you asked for can be bought again, and nothing else for it.',
      button: 'Yes, tell me',
      done: 'Thank you. You will hear once it is back.',
    },
    download: {
      heading: 'Do you want a copy of your data?',
      words: 'You will get it within 30 days, at the address this link was sent to.',
      button: 'Yes, send me a copy',
      done: 'Thank you. The copy comes within 30 days.',
    },
    delete: {
      heading: 'Shall your data be deleted?',
      words: 'It is done within 30 days and cannot be undone.',
      button: 'Yes, delete my data',
      done: 'Thank you. Your data will be deleted within 30 days.',
    },
    closedHeading: 'This link is used up',
    closed: 'It was used before, or is too old. If you still want what it was for, please ask once more.',
    doneHeading: 'Confirmed',
  },
};

export type ReaderWords = typeof en;

const de: ReaderWords = {
  title: 'Wählen Sie, was Sie bekommen',
  comes: 'Sie bekommen Neuigkeiten und Angebote per E-Mail.',
  asked:
    'Wir haben Ihnen eine E-Mail geschickt. Neuigkeiten und Angebote kommen, sobald Sie dort bestätigen, dass Sie sie möchten.',
  stopped: 'Sie bekommen keine Neuigkeiten und Angebote per E-Mail.',
  pausedUntil: (day) => `Pause bis ${day}: Bis dahin kommt nichts.`,
  topics: 'Worüber?',
  frequency: 'Wie oft?',
  any: 'So oft es sinnvoll ist',
  weekly: 'Höchstens einmal in der Woche',
  monthly: 'Höchstens einmal im Monat',
  language: 'In welcher Sprache?',
  shopLanguage: 'Wie der Shop schreibt',
  save: 'Speichern',
  pauseTitle: 'Eine Pause machen',
  pauseWords: 'Eine Zeit lang keine Neuigkeiten und Angebote. Danach kommen sie von selbst wieder.',
  days: (days) => `${days} Tage`,
  resume: 'Die Pause jetzt beenden',
  wishesTitle: 'Worüber wir Ihnen Bescheid geben',
  wishesWords: 'Für jeden dieser Artikel kommt eine Mail, sobald es ihn wieder gibt.',
  unsubscribeTitle: 'Ganz aufhören',
  unsubscribeWords: 'Keine Neuigkeiten und Angebote mehr. E-Mails zu Ihren Bestellungen kommen weiterhin.',
  unsubscribe: 'Von allem abmelden',
  subscribeTitle: 'Wieder E-Mails bekommen',
  subscribe: 'Wieder anmelden',
  dataTitle: 'Ihre Daten',
  dataWords:
    'Um sicher zu sein, dass Sie es sind, schicken wir zuerst eine E-Mail mit einem Link zum Bestätigen. Die Antwort kommt innerhalb von 30 Tagen.',
  download: 'Eine Kopie meiner Daten',
  delete: 'Meine Daten löschen',
  done: {
    saved: 'Ihre Auswahl ist gespeichert.',
    paused: 'Ihre Pause hat begonnen.',
    resumed: 'Ihre Pause ist zu Ende.',
    takenBack: 'Wir sagen Ihnen nichts davon.',
    unsubscribed: 'Sie sind abgemeldet. Das gilt sofort.',
    subscribed: 'Sie sind wieder angemeldet.',
    mailed:
      'Sehen Sie in Ihr Postfach: Bitte bestätigen Sie mit dem Link in der E-Mail, die wir Ihnen schicken. Haben Sie schon vorher gefragt, gilt die E-Mail von damals noch.',
    expired: 'Diese Seite war lange offen, darum wurde nichts geändert. Bitte drücken Sie den Knopf noch einmal.',
  },
  cancel: {
    heading: 'Sollen wir es Ihnen nicht mehr sagen?',
    words: 'Sie wollten wissen, wann es etwas wieder gibt.',
    button: 'Zurücknehmen',
    doneHeading: 'Zurückgenommen',
    done: 'Wir sagen Ihnen nichts davon. Sie können diese Seite schließen.',
  },
  confirm: {
    subscribe: {
      heading: 'Möchten Sie Neuigkeiten und Angebote?',
      words: 'Sie kommen per E-Mail. Sie können sich jederzeit abmelden, in jeder E-Mail.',
      button: 'Ja, ich möchte Neuigkeiten',
      done: 'Danke. Sie bekommen Neuigkeiten und Angebote.',
    },
    'back-in-stock': {
      heading: 'Sollen wir Ihnen sagen, wenn es das wieder gibt?',
      words: 'Sie bekommen eine E-Mail, wenn es wieder gibt, wonach Sie gefragt haben, und sonst nichts.',
      button: 'Ja, sagen Sie es mir',
      done: 'Danke. Sie hören von uns, sobald es das wieder gibt.',
    },
    download: {
      heading: 'Möchten Sie eine Kopie Ihrer Daten?',
      words: 'Sie bekommen sie innerhalb von 30 Tagen, an die Adresse, an die dieser Link ging.',
      button: 'Ja, eine Kopie schicken',
      done: 'Danke. Die Kopie kommt innerhalb von 30 Tagen.',
    },
    delete: {
      heading: 'Sollen Ihre Daten gelöscht werden?',
      words: 'Das geschieht innerhalb von 30 Tagen und lässt sich nicht rückgängig machen.',
      button: 'Ja, meine Daten löschen',
      done: 'Danke. Ihre Daten werden innerhalb von 30 Tagen gelöscht.',
    },
    closedHeading: 'Dieser Link ist verbraucht',
    closed:
      'Er wurde schon benutzt oder ist zu alt. Wenn Sie noch möchten, wofür er war, fragen Sie bitte noch einmal.',
    doneHeading: 'Bestätigt',
  },
};

const fr: ReaderWords = {
  title: 'Choisissez ce que vous recevez',
  comes: 'Vous recevez les nouvelles et les offres par e-mail.',
  asked: 'Nous vous avons envoyé un e-mail. Les nouvelles et les offres viendront une fois que vous y aurez confirmé.',
  stopped: 'Vous ne recevez ni nouvelles ni offres par e-mail.',
  pausedUntil: (day) => `En pause jusqu’au ${day} : rien ne vient avant.`,
  topics: 'À quel sujet ?',
  frequency: 'À quelle fréquence ?',
  any: 'Aussi souvent qu’il est utile',
  weekly: 'Au plus une fois par semaine',
  monthly: 'Au plus une fois par mois',
  language: 'Dans quelle langue ?',
  shopLanguage: 'Celle de la boutique',
  save: 'Enregistrer',
  pauseTitle: 'Faire une pause',
  pauseWords: 'Ni nouvelles ni offres pendant un temps. Elles reviennent d’elles-mêmes.',
  days: (days) => `${days} jours`,
  resume: 'Terminer la pause',
  wishesTitle: 'Ce dont nous vous préviendrons',
  wishesWords: 'Vous recevrez un e-mail pour chacun, à son retour.',
  unsubscribeTitle: 'Tout arrêter',
  unsubscribeWords: 'Plus de nouvelles ni d’offres. Les e-mails concernant vos commandes viennent toujours.',
  unsubscribe: 'Me désabonner de tout',
  subscribeTitle: 'Recevoir de nouveau des e-mails',
  subscribe: 'Me réabonner',
  dataTitle: 'Vos données',
  dataWords:
    'Pour être sûrs que c’est bien vous, nous envoyons d’abord un e-mail avec un lien à confirmer. La réponse vient sous 30 jours.',
  download: 'Obtenir une copie de mes données',
  delete: 'Supprimer mes données',
  done: {
    saved: 'Votre choix est enregistré.',
    paused: 'Votre pause a commencé.',
    resumed: 'Votre pause est terminée.',
    takenBack: 'Vous ne serez pas prévenu.',
    unsubscribed: 'Vous êtes désabonné, dès maintenant.',
    subscribed: 'Vous êtes de nouveau abonné.',
    mailed:
      'Regardez votre boîte de réception : merci de confirmer par le lien de l’e-mail que nous vous envoyons. Si vous l’aviez déjà demandé, l’e-mail reçu alors reste valable.',
    expired:
      'Cette page était ouverte depuis longtemps, rien n’a donc été changé. Merci d’appuyer encore une fois sur le bouton.',
  },
  cancel: {
    heading: 'Ne plus vous prévenir ?',
    words: 'Vous avez demandé à être prévenu du retour d’un article.',
    button: 'Retirer ma demande',
    doneHeading: 'Demande retirée',
    done: 'Vous ne serez pas prévenu. Vous pouvez fermer cette page.',
  },
  confirm: {
    subscribe: {
      heading: 'Voulez-vous les nouvelles et les offres ?',
      words: 'Elles viendront par e-mail. Vous pouvez vous désabonner à tout moment, dans chaque e-mail.',
      button: 'Oui, je le souhaite',
      done: 'Merci. Vous recevrez les nouvelles et les offres.',
    },
    'back-in-stock': {
      heading: 'Devons-nous vous prévenir de son retour ?',
      words: 'Vous recevrez un seul e-mail quand l’article demandé sera de nouveau disponible, et rien d’autre.',
      button: 'Oui, prévenez-moi',
      done: 'Merci. Vous serez prévenu de son retour.',
    },
    download: {
      heading: 'Voulez-vous une copie de vos données ?',
      words: 'Vous la recevrez sous 30 jours, à l’adresse à laquelle ce lien a été envoyé.',
      button: 'Oui, envoyez-moi une copie',
      done: 'Merci. La copie vient sous 30 jours.',
    },
    delete: {
      heading: 'Faut-il supprimer vos données ?',
      words: 'Ce sera fait sous 30 jours, définitivement.',
      button: 'Oui, supprimer mes données',
      done: 'Merci. Vos données seront supprimées sous 30 jours.',
    },
    closedHeading: 'Ce lien ne sert plus',
    closed: 'Il a déjà servi, ou il est trop ancien. Si vous le souhaitez toujours, merci de refaire la demande.',
    doneHeading: 'Confirmé',
  },
};

export const READER_WORDS: Record<ReaderLanguage, ReaderWords> = { en, de, fr };
