import type { Finding } from './finding';
import type { RenderedMail } from '../rendering/mail-data';

/** Where Gmail cuts a mail off, with the way to unsubscribe below; and a tenth before, since the links of a sent mail are longer. */
export const LARGEST_BYTES = 102_400;
const NEAR_BYTES = 90_000;

/** The mail as it is sent, in UTF-8. */
export const sizeOf = ({ html }: Pick<RenderedMail, 'html'>): number => Buffer.byteLength(html);

const kilobytesOf = (bytes: number): number => Math.round(bytes / 1_024);

export const tooLarge = (bytes: number): Finding => ({
  ...{ kind: 'size-over', weight: 'blocking' },
  message: `The mail is ${kilobytesOf(bytes)} KB large: Gmail cuts it off at 102 KB, and with it the way to unsubscribe.`,
  remedy: 'Take out blocks, or show fewer products.',
});

export function checkSize(mail: RenderedMail): Finding[] {
  const bytes = sizeOf(mail);
  if (bytes >= LARGEST_BYTES) return [tooLarge(bytes)];
  if (bytes <= NEAR_BYTES) return [];
  return [
    {
      ...{ kind: 'size-near', weight: 'advisory' },
      message: `The mail is ${kilobytesOf(bytes)} KB large; Gmail cuts off what is above 102 KB.`,
      remedy: 'A longer cart makes it larger: take out a block, or show fewer products.',
    },
  ];
}

/** Signs that a word is missing: nothing between two spaces, or before a comma. */
const HOLE = /(?:^|\s)[,.](?=\s|$)| {2,}(?=\S)|\(\s*\)|“”|""/m;

/** @param bare the mail as somebody gets it of whom nothing is known */
export function checkHoles({ subject, text }: RenderedMail): Finding[] {
  const at = [
    ['subject', subject],
    [undefined, text],
  ] as const;
  return at.flatMap(([place, words]) => {
    const line = words.split('\n').find((each) => HOLE.test(each.trimStart()));
    if (line === undefined) return [];
    return [
      {
        ...({ kind: 'hole', weight: 'advisory', ...(place ? { place } : {}) } as const),
        message: `To somebody of whom little is known it would say “${line.trim().slice(0, 80)}”.`,
        remedy: 'Give what may be missing other words: {{ person.firstName | default: "there" }}.',
      },
    ];
  });
}
