import { sayingsOf, type EmailDocument } from '../documents/document';
import type { Finding } from './finding';

/** Gmail and Apple Mail show about so many letters on a telephone and on a wide screen (Litmus, 2024: 33 to 43, and about 60). */
const SUBJECT_LONG = 60;
const MOST_EMOJI = 1;
const PREHEADER_SHORT = 30;

/** What readers see of a mail before they open it. */
export function checkInbox({ subject, preheader }: Pick<EmailDocument, 'subject' | 'preheader'>): Finding[] {
  const seen = withoutLiquid(subject);
  const letters = seen.replace(/[^\p{L}]/gu, '');
  const emoji = seen.match(/\p{Extended_Pictographic}/gu)?.length ?? 0;
  return [
    ...some(seen.length > SUBJECT_LONG, {
      ...{ kind: 'subject-long', weight: 'advisory', place: 'subject' },
      message: `The subject has ${seen.length} letters; on most screens the end of it is cut off.`,
      remedy: `Say the same in ${SUBJECT_LONG} letters or fewer, the most important first.`,
    }),
    ...some(letters.length >= 8 && letters === letters.toUpperCase() && letters !== letters.toLowerCase(), {
      ...{ kind: 'subject-shouts', weight: 'advisory', place: 'subject' },
      message: 'The subject is all capital letters: it reads as shouting, and filters take it for spam.',
      remedy: 'Write it as you would say it.',
    }),
    ...some(emoji > MOST_EMOJI, {
      ...{ kind: 'subject-emoji', weight: 'advisory', place: 'subject' },
      message: `There are ${emoji} pictures in the subject.`,
      remedy: 'Keep one, or none: screen readers read each of them out.',
    }),
    ...some(withoutLiquid(preheader).trim().length < PREHEADER_SHORT, {
      ...{ kind: 'preheader-missing', weight: 'advisory', place: 'preheader' },
      message: 'Beside the subject stands little or nothing: mail programs fill the room with whatever comes first.',
      remedy: 'Say in one sentence what the reader finds in the mail.',
    }),
  ];
}

/** Words filters and readers take for advertising of the worse kind; from the lists that SpamAssassin and mailbox providers publish. */
const SPAM: readonly RegExp[] = [
  ...[/100\s?% free/i, /act now/i, /risk.?free/i, /no obligation/i, /winner!/i, /click here/i, /cash bonus/i],
  ...[/limited time only/i, /\$\$\$/, /!{3,}/, /once in a lifetime/i, /guaranteed!/i, /earn extra/i],
  ...[
    /jetzt zugreifen/i,
    /nur heute!/i,
    /garantiert kostenlos/i,
    /hier klicken/i,
    /cliquez ici/i,
    /offre exceptionnelle !/i,
  ],
];

/** What stands in the way of a mail's welcome: words of spam, and words the shop does not want to use. Each is told with its sentence. */
export const checkVoice = (document: EmailDocument, forbidden: readonly string[]): Finding[] =>
  sayingsOf(document).flatMap(({ place, text }) =>
    sentencesOf(text).flatMap((sentence) => [...spamIn(place, sentence), ...forbiddenIn(place, sentence, forbidden)]),
  );

const spamIn = (place: string, sentence: string): Finding[] =>
  SPAM.flatMap((pattern) => {
    const [found] = sentence.match(pattern) ?? [];
    if (found === undefined) return [];
    return [
      {
        ...{ kind: 'spam-words', weight: 'advisory', place },
        message: `“${found}” in “${shortened(sentence)}” is what filters take for spam.`,
        remedy: 'Say what it is instead: filters and readers both like that better.',
      },
    ];
  });

const forbiddenIn = (place: string, sentence: string, forbidden: readonly string[]): Finding[] =>
  forbidden
    .filter((word) => wholeWord(word).test(sentence))
    .map((word) => ({
      ...{ kind: 'word-forbidden', weight: 'blocking', place },
      message: `“${word}” stands in “${shortened(sentence)}”, and your brand kit says it is not to be used.`,
      remedy: 'Say it otherwise, or take the word off the list in the brand kit.',
    }));

/** As a word of its own, whatever its capitals. */
const wholeWord = (word: string): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{N}])${word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\p{L}\\p{N}])`, 'iu');

const withoutLiquid = (text: string): string =>
  text.replace(/\{\{[\s\S]*?\}\}/g, '····').replace(/\{%[\s\S]*?%\}/g, '');

const sentencesOf = (text: string): string[] =>
  withoutLiquid(text)
    .split(/(?<=[.!?…])\s+|\n+/)
    .filter(Boolean);

const shortened = (sentence: string): string => (sentence.length > 80 ? `${sentence.slice(0, 77)}…` : sentence);

const some = (isSo: boolean, finding: Finding): Finding[] => (isSo ? [finding] : []);
