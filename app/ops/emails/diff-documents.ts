import type { Block, EmailDocument, Section } from '~/delivery/documents/document';

/** One thing that is otherwise in a later version of a mail. */
export type Change =
  | { kind: 'added' | 'removed' | 'moved'; part: PartName }
  /** A field of a part, of the mail itself where there is none, or what is said in another language. */
  | { kind: 'changed'; part: PartName | null; field: string; before: FieldValue; after: FieldValue }
  | { kind: 'translated'; language: string; place: string; before: string; after: string };

/** What is no plain value, such as a condition, is its JSON. */
export type FieldValue = string | number | boolean | null;

export interface PartName {
  key: string;
  /** Of a block; `section`. */
  kind: string;
}

interface Placed {
  part: PartName;
  /** Key of the section or columns it stands in, with the column. */
  within: string;
  fields: Record<string, unknown>;
}

/** What was changed from one version of a mail to another, from top to bottom of the later one. What is the same in both says nothing. */
export const diffDocuments = (before: EmailDocument, after: EmailDocument): Change[] => [
  ...changedFields(null, ofMail(before), ofMail(after)),
  ...diffParts(placedOf(before), placedOf(after)),
  ...diffTranslations(before.translations ?? {}, after.translations ?? {}),
];

const ofMail = ({ subject, preheader, language }: EmailDocument): Record<string, unknown> => ({
  subject,
  preheader,
  language,
});

const placedOf = ({ sections }: EmailDocument): Placed[] =>
  sections.flatMap((section) => [
    placedSection(section),
    ...section.blocks.flatMap((block) => [placedBlock(block, section.key), ...placedInColumns(block)]),
  ]);

const placedSection = ({ key, blocks: _blocks, ...fields }: Section): Placed => ({
  part: { key, kind: 'section' },
  within: '',
  fields,
});

function placedBlock({ key, ...block }: Block, within: string): Placed {
  if (block.kind !== 'columns') return { part: { key, kind: block.kind }, within, fields: block };
  const { columns: _columns, ...fields } = block;
  return { part: { key, kind: block.kind }, within, fields };
}

const placedInColumns = (block: Block): Placed[] =>
  block.kind === 'columns'
    ? block.columns.flatMap((column, at) => column.map((each) => placedBlock(each, `${block.key} ${at}`)))
    : [];

function diffParts(before: readonly Placed[], after: readonly Placed[]): Change[] {
  const old = new Map(before.map((each) => [each.part.key, each]));
  const kept = new Set(after.map(({ part }) => part.key));
  const stayed = commonOrder(
    before.map(({ part }) => part.key).filter((key) => kept.has(key)),
    after.map(({ part }) => part.key).filter((key) => old.has(key)),
  );
  const removed = before.filter(({ part }) => !kept.has(part.key));
  return [
    ...removed.map(({ part }): Change => ({ kind: 'removed', part })),
    ...after.flatMap((each): Change[] => {
      const { part } = each;
      const was = old.get(part.key);
      if (!was) return [{ kind: 'added', part }];
      const isMoved = was.within !== each.within || !stayed.has(part.key);
      return [...(isMoved ? [{ kind: 'moved' as const, part }] : []), ...changedFields(part, was.fields, each.fields)];
    }),
  ];
}

type Fields = Record<string, unknown>;

const changedFields = (part: PartName | null, before: Fields, after: Fields): Change[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((field): Change[] =>
    isSame(before[field], after[field])
      ? []
      : [{ kind: 'changed', part, field, before: plainOf(before[field]), after: plainOf(after[field]) }],
  );

const plainOf = (value: unknown): FieldValue => {
  if (value === undefined || value === null) return null;
  return typeof value === 'object' ? written(value) : (value as FieldValue);
};

/** Whatever the order in which their fields were written. */
const isSame = (one: unknown, other: unknown): boolean => written(one) === written(other);

const written = (value: unknown): string =>
  JSON.stringify(value ?? null, (_key, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([one], [other]) => (one < other ? -1 : 1)))
      : each,
  );

type Translations = Record<string, Record<string, string>>;

function diffTranslations(before: Translations, after: Translations): Change[] {
  const languages = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return languages.flatMap((language) => {
    const [old, now] = [before[language] ?? {}, after[language] ?? {}];
    const places = [...new Set([...Object.keys(old), ...Object.keys(now)])];
    return places.flatMap((place): Change[] =>
      (old[place] ?? '') === (now[place] ?? '')
        ? []
        : [{ kind: 'translated', language, place, before: old[place] ?? '', after: now[place] ?? '' }],
    );
  });
}

/** Those that stand in the same order in both, as many as there can be: the others were moved. */
const commonOrder = (before: readonly string[], after: readonly string[]): Set<string> =>
  new Set(longestCommon(before, after).map(([at]) => before[at] as string));

/** The longest common subsequence of two lists, as pairs of places. Its table is as large as both lists multiplied. */
export function longestCommon(one: readonly string[], other: readonly string[]): [number, number][] {
  const width = other.length + 1;
  const lengths = new Uint16Array((one.length + 1) * width);
  const at = (row: number, column: number): number => lengths[row * width + column] ?? 0;
  for (let row = one.length - 1; row >= 0; row -= 1)
    for (let column = other.length - 1; column >= 0; column -= 1)
      lengths[row * width + column] =
        one[row] === other[column] ? at(row + 1, column + 1) + 1 : Math.max(at(row + 1, column), at(row, column + 1));
  const pairs: [number, number][] = [];
  let [row, column] = [0, 0];
  while (row < one.length && column < other.length) {
    if (one[row] === other[column]) pairs.push([row++, column++]);
    else if (at(row + 1, column) >= at(row, column + 1)) row += 1;
    else column += 1;
  }
  return pairs;
}
