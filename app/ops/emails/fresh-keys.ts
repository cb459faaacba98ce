import { freeKey } from '~/platform/free-key';
import { blocksOf, type Block, type EmailDocument, type Section } from '~/delivery/documents/document';

/** A part of a mail that can stand in others. */
export type Part = { kind: 'section'; section: Section } | { kind: 'block'; block: Block };

const MOST_LETTERS = 40;

/** Every key of a document: of sections and blocks. */
export const keysOf = (document: Pick<EmailDocument, 'sections'>): Set<string> =>
  new Set([...document.sections, ...blocksOf(document)].map(({ key }) => key));

/** A copy whose keys are none of those taken, so that nothing said of another part is taken to be about it. */
export function withFreshKeys<P extends Part>(part: P, taken: ReadonlySet<string>): P {
  const used = new Set(taken);
  const fresh = (key: string): string => {
    const free = freeKey(key, (each) => used.has(each), MOST_LETTERS);
    used.add(free);
    return free;
  };
  const blockOf = (block: Block): Block =>
    block.kind === 'columns'
      ? {
          ...block,
          key: fresh(block.key),
          columns: block.columns.map((column) => column.map((each) => ({ ...each, key: fresh(each.key) }))),
        }
      : { ...block, key: fresh(block.key) };
  if (part.kind === 'block') return { ...part, block: blockOf(part.block) };
  const { section } = part;
  return { ...part, section: { ...section, key: fresh(section.key), blocks: section.blocks.map(blockOf) } };
}
