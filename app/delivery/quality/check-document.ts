import type { BrandKit } from '../documents/brand-kit';
import { blocksOf, sayingsOf, type EmailDocument } from '../documents/document';
import { inLanguage } from '../documents/in-language';
import { checkLiquid } from './check-liquid';
import { checkLooks } from './check-looks';
import { checkLinkWords, checkStructure } from './check-structure';
import { checkInbox, checkVoice } from './check-words';
import type { Finding } from './finding';

/** All that can be said of a document before it is made into a mail, in each of its languages. */
export const checkDocument = (document: EmailDocument, kit: BrandKit): Finding[] => [
  ...checkWorded(document, kit),
  ...Object.keys(document.translations ?? {}).flatMap((language) => [
    ...missingIn(document, language),
    ...checkWorded(inLanguage(document, language), kit).map((finding) => inWords(finding, language)),
  ]),
  ...checkLooks(document, kit),
  ...checkStructure(document),
  ...blocksOf(document).flatMap(({ kind, key }): Finding[] =>
    kind === 'service-footer'
      ? [
          {
            ...{ kind: 'footer-of-service', weight: 'blocking', place: key },
            message: 'This footer has no way to unsubscribe: it is for mails that ask to confirm something.',
            remedy: 'Put the usual footer in its place.',
          },
        ]
      : [],
  ),
];

const checkWorded = (document: EmailDocument, kit: BrandKit): Finding[] => [
  ...checkLiquid(document),
  ...checkInbox(document),
  ...checkVoice(document, kit.forbidden),
  ...checkLinkWords(document),
];

const inWords = (finding: Finding, language: string): Finding => ({
  ...finding,
  message: `In ${nameOf(language)}: ${finding.message}`,
});

/** What is not translated is said as in the document itself; somebody should know. */
function missingIn(document: EmailDocument, language: string): Finding[] {
  const said = document.translations?.[language] ?? {};
  const missing = sayingsOf(document).filter(({ place, text }) => text.trim() !== '' && !said[place]?.trim());
  if (missing.length === 0) return [];
  const [first] = missing;
  return [
    {
      ...{ kind: 'translation-missing', weight: 'advisory', ...(first ? { place: first.place } : {}) },
      message: `In ${nameOf(language)} ${missing.length === 1 ? 'one text is' : `${missing.length} texts are`} not translated yet.`,
      remedy: 'Translate it, or take the language out: readers would get two in one mail.',
    },
  ];
}

const NAMES = new Intl.DisplayNames('en', { type: 'language' });
const nameOf = (language: string): string => NAMES.of(language) ?? language;
