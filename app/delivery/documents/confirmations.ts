import { documentSchema, type EmailDocument } from './document';

/** What a mail asks its reader to confirm. */
export const CONFIRMATION_KINDS = ['subscribe', 'back-in-stock', 'download', 'delete'] as const;
export type ConfirmationKind = (typeof CONFIRMATION_KINDS)[number];

interface Words {
  subject: string;
  heading: string;
  text: string;
  button: string;
}

const ignore = {
  en: 'If you did not ask for this, do nothing: without your confirmation nothing happens.',
  de: 'Wenn Sie das nicht wollten, brauchen Sie nichts zu tun: Ohne Ihre Bestätigung geschieht nichts.',
  fr: 'Si vous n’avez rien demandé, ne faites rien : sans votre confirmation, rien ne se passe.',
};

/** In the languages there are; a shop of another language gets English. */
const WORDS: Record<ConfirmationKind, Record<keyof typeof ignore, Words>> = {
  subscribe: {
    en: {
      subject: 'Please confirm: news from {{ shop.name }}',
      heading: 'Is this your address?',
      text: `Somebody, we hope you, asked for news and offers from {{ shop.name }} to be sent here. Please confirm that this is what you want. ${ignore.en}`,
      button: 'Yes, send me news',
    },
    de: {
      subject: 'Bitte bestätigen: Neues von {{ shop.name }}',
      heading: 'Ist das Ihre Adresse?',
      text: `Jemand, hoffentlich Sie, möchte Neuigkeiten und Angebote von {{ shop.name }} an diese Adresse bekommen. Bitte bestätigen Sie, dass Sie das wünschen. ${ignore.de}`,
      button: 'Ja, ich möchte Neuigkeiten',
    },
    fr: {
      subject: 'Merci de confirmer : les nouvelles de {{ shop.name }}',
      heading: 'Est-ce bien votre adresse ?',
      text: `Quelqu’un, vous sans doute, a demandé à recevoir ici les nouvelles et les offres de {{ shop.name }}. Merci de confirmer que c’est bien votre souhait. ${ignore.fr}`,
      button: 'Oui, je le souhaite',
    },
  },
  'back-in-stock': {
    en: {
      subject: 'Please confirm: shall {{ shop.name }} tell you?',
      heading: 'Shall we tell you?',
      text: `Somebody, we hope you, asked {{ shop.name }} to write here once when something that is sold out can be bought again. Please confirm that this is what you want; nothing else is sent for it. ${ignore.en}`,
      button: 'Yes, tell me',
    },
    de: {
      subject: 'Bitte bestätigen: Soll {{ shop.name }} es Ihnen sagen?',
      heading: 'Sollen wir es Ihnen sagen?',
      text: `Jemand, hoffentlich Sie, möchte von {{ shop.name }} einmal hierher geschrieben bekommen, wenn es etwas Ausverkauftes wieder gibt. Bitte bestätigen Sie, dass Sie das wünschen; sonst wird dafür nichts geschickt. ${ignore.de}`,
      button: 'Ja, sagen Sie es mir',
    },
    fr: {
      subject: 'Merci de confirmer : {{ shop.name }} doit-il vous prévenir ?',
      heading: 'Devons-nous vous prévenir ?',
      text: `Quelqu’un, vous sans doute, a demandé à {{ shop.name }} d’écrire ici une fois quand un article épuisé sera de nouveau disponible. Merci de confirmer que c’est bien votre souhait ; rien d’autre ne sera envoyé. ${ignore.fr}`,
      button: 'Oui, prévenez-moi',
    },
  },
  download: {
    en: {
      subject: 'Please confirm: a copy of your data at {{ shop.name }}',
      heading: 'Do you want a copy of your data?',
      text: `Somebody, we hope you, asked {{ shop.name }} for a copy of the data kept about you. Please confirm that it was you; the answer comes within 30 days. ${ignore.en}`,
      button: 'Yes, it was me',
    },
    de: {
      subject: 'Bitte bestätigen: eine Kopie Ihrer Daten bei {{ shop.name }}',
      heading: 'Möchten Sie eine Kopie Ihrer Daten?',
      text: `Jemand, hoffentlich Sie, hat {{ shop.name }} um eine Kopie der über Sie gespeicherten Daten gebeten. Bitte bestätigen Sie, dass Sie es waren; die Antwort kommt innerhalb von 30 Tagen. ${ignore.de}`,
      button: 'Ja, das war ich',
    },
    fr: {
      subject: 'Merci de confirmer : une copie de vos données chez {{ shop.name }}',
      heading: 'Voulez-vous une copie de vos données ?',
      text: `Quelqu’un, vous sans doute, a demandé à {{ shop.name }} une copie des données conservées à votre sujet. Merci de confirmer que c’était vous ; la réponse vient sous 30 jours. ${ignore.fr}`,
      button: 'Oui, c’était moi',
    },
  },
  delete: {
    en: {
      subject: 'Please confirm: deleting your data at {{ shop.name }}',
      heading: 'Shall your data be deleted?',
      text: `Somebody, we hope you, asked {{ shop.name }} to delete the data kept about you for its mails. Please confirm that it was you. It is done within 30 days and cannot be undone. ${ignore.en}`,
      button: 'Yes, delete my data',
    },
    de: {
      subject: 'Bitte bestätigen: Ihre Daten bei {{ shop.name }} löschen',
      heading: 'Sollen Ihre Daten gelöscht werden?',
      text: `Jemand, hoffentlich Sie, hat {{ shop.name }} gebeten, die für E-Mails über Sie gespeicherten Daten zu löschen. Bitte bestätigen Sie, dass Sie es waren. Es geschieht innerhalb von 30 Tagen und lässt sich nicht rückgängig machen. ${ignore.de}`,
      button: 'Ja, meine Daten löschen',
    },
    fr: {
      subject: 'Merci de confirmer : supprimer vos données chez {{ shop.name }}',
      heading: 'Faut-il supprimer vos données ?',
      text: `Quelqu’un, vous sans doute, a demandé à {{ shop.name }} de supprimer les données conservées à votre sujet pour ses e-mails. Merci de confirmer que c’était vous. Ce sera fait sous 30 jours, définitivement. ${ignore.fr}`,
      button: 'Oui, supprimer mes données',
    },
  },
};

function documentOf(key: string, language: string, { subject, heading, text, button }: Words): EmailDocument {
  return documentSchema.parse({
    ...{ key, language },
    subject,
    preheader: heading,
    blocks: [
      { kind: 'header' },
      { kind: 'heading', text: heading },
      { kind: 'text', text },
      { kind: 'button', label: button, to: 'confirm' },
      { kind: 'service-footer' },
    ],
  });
}

/** The key of the mail that asks for a confirmation in a language: `confirm-subscribe`, `confirm-subscribe-de`. */
export function confirmationKey(kind: ConfirmationKind, locale: string): string {
  const language = locale.slice(0, 2).toLowerCase();
  return language !== 'en' && language in ignore ? `confirm-${kind}-${language}` : `confirm-${kind}`;
}

/** Mails that ask their reader to confirm something: not advertising, and without any. */
export const confirmationDocuments: Record<string, EmailDocument> = Object.fromEntries(
  CONFIRMATION_KINDS.flatMap((kind) =>
    Object.entries(WORDS[kind]).map(([language, words]) => {
      const key = confirmationKey(kind, language);
      return [key, documentOf(key, language, words)];
    }),
  ),
);
