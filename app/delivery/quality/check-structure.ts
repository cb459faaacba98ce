import type { Block } from '../documents/blocks';
import { blocksOf, sayingsOf, type EmailDocument } from '../documents/document';
import { linksIn } from '../documents/inline-text';
import type { Finding } from './finding';

/** Whether a mail can be followed by those who hear it: by its headings, from link to link, and past the tables that only place things. */
export const checkStructure = (document: EmailDocument): Finding[] => [
  ...headingOrder(blocksOf(document)),
  ...blocksOf(document).flatMap(tablesOfCode),
];

/** The first heading names the mail; one that is a part of nothing is told as one of the second rank. */
function headingOrder(blocks: readonly Block[]): Finding[] {
  const first = blocks.find(({ kind }) => kind === 'heading' || kind === 'hero');
  if (first?.kind !== 'heading' || first.size !== 'small') return [];
  return [
    {
      ...{ kind: 'heading-order', weight: 'advisory', place: first.key },
      message: 'The first heading is a small one: who hears the mail is told that it is part of something else.',
      remedy: 'Make it large, or put the mail’s own heading before it.',
    },
  ];
}

function tablesOfCode(block: Block): Finding[] {
  if (block.kind !== 'code') return [];
  const isOfPlaces = (tag: string) => !/\srole\s*=/i.test(tag);
  const holdsData = /<th\b|<caption\b/i.test(block.html);
  if (holdsData || !(block.html.match(/<table\b[^>]*>/gi) ?? []).some(isOfPlaces)) return [];
  return [
    {
      ...{ kind: 'table-role', weight: 'advisory', place: block.key },
      message: 'A table in the code only places things, and is read out cell by cell, with rows and columns.',
      remedy: 'Give it role="presentation".',
    },
  ];
}

/** Words that say nothing of where a link leads, in the languages mails are made in. */
const EMPTY_WORDS = new Set([
  ...['here', 'click here', 'click', 'this link', 'link', 'tap here', 'more', 'read more'],
  ...['hier', 'klick hier', 'klicke hier', 'klicken sie hier', 'hier klicken', 'mehr', 'dieser link'],
  ...[
    'ici',
    'cliquez ici',
    'clique ici',
    'plus',
    'ce lien',
    'aquí',
    'haz clic aquí',
    'clic aquí',
    'más',
    'este enlace',
  ],
  ...['qui', 'clicca qui', 'questo link', 'klik hier', 'meer', 'deze link', 'כאן', 'לחצו כאן', 'לחץ כאן', 'קישור'],
]);

/** Who goes from link to link hears the links’ words alone. */
export const checkLinkWords = (document: EmailDocument): Finding[] =>
  [
    ...sayingsOf(document).flatMap(({ place, text }) => linksIn(text).map(({ words }) => ({ place, words }))),
    ...blocksOf(document).flatMap((block) =>
      block.kind === 'button' || block.kind === 'hero' ? [{ place: `${block.key}.label`, words: block.label }] : [],
    ),
  ].flatMap(({ place, words }): Finding[] =>
    EMPTY_WORDS.has(bare(words))
      ? [
          {
            ...{ kind: 'link-words', weight: 'advisory', place },
            message: `“${words.trim()}” does not say where it leads: who goes from link to link hears these words alone.`,
            remedy: 'Say what one finds there: “See the new lamps”.',
          },
        ]
      : [],
  );

const bare = (words: string): string =>
  words
    .toLowerCase()
    .replace(/[*_~.!…→›»:]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
