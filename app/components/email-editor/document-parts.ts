import { partsOf, type Block } from '~/delivery/documents/blocks';
import type { EmailDocument, Section } from '~/delivery/documents/document';

/** What can be chosen and changed: the mail itself, a section or a block. */
export type Part = { kind: 'mail' } | { kind: 'section' | 'block'; key: string };

/** Where a block stands: which one in a row of blocks, that of a section or of a column. */
export interface Place {
  container: string;
  at: number;
}

/** Rows of blocks are called by their section's key, and those of columns by the block's key and the column's place. */
export const columnContainer = (key: string, column: number): string => `${key}/${column}`;
export const isColumn = (container: string): boolean => container.includes('/');

/** All rows of blocks, from top to bottom; those of columns come after the row that they stand in. */
export const containersOf = ({ sections }: EmailDocument): [container: string, blocks: readonly Block[]][] =>
  sections.flatMap(({ key, blocks }): [string, readonly Block[]][] => [
    [key, blocks],
    ...blocks.flatMap((each) =>
      each.kind === 'columns'
        ? each.columns.map((own, at): [string, readonly Block[]] => [columnContainer(each.key, at), own])
        : [],
    ),
  ]);

export const sectionOf = ({ sections }: EmailDocument, key: string): Section | undefined =>
  sections.find((each) => each.key === key);

export const blockOf = (document: EmailDocument, key: string): Block | undefined =>
  containersOf(document)
    .flatMap(([, blocks]) => blocks)
    .find((each) => each.key === key);

export function placeOf(document: EmailDocument, key: string): Place | null {
  for (const [container, blocks] of containersOf(document)) {
    const at = blocks.findIndex((each) => each.key === key);
    if (at >= 0) return { container, at };
  }
  return null;
}

/** The section that a block stands in, be it in a column of it. */
export const sectionAround = ({ sections }: EmailDocument, key: string): Section | undefined =>
  sections.find(({ blocks }) =>
    blocks.some(
      (each) => each.key === key || (each.kind === 'columns' && each.columns.flat().some((small) => small.key === key)),
    ),
  );

/** Whether a block may stand in a row: columns hold only what needs no whole width. */
export const fits = (block: Block, container: string): boolean =>
  !isColumn(container) || partsOf(block).inColumn !== undefined;

export const keysOf = (document: EmailDocument): string[] => [
  ...document.sections.map(({ key }) => key),
  ...containersOf(document).flatMap(([, blocks]) => blocks.map(({ key }) => key)),
];
