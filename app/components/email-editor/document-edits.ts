import type { Block } from '~/delivery/documents/blocks';
import { sayingsOf, type EmailDocument, type Section } from '~/delivery/documents/document';
import { freeKey } from '~/platform/free-key';
import { blockOf, columnContainer, containersOf, fits, keysOf, placeOf, type Place } from './document-parts';

const MOST_LETTERS = 40;

/** A key that no part has: that of its kind, or with a number behind it. */
export const newKey = (taken: readonly string[], kind: string): string =>
  freeKey(kind, (key) => taken.includes(key), MOST_LETTERS);

type Rows = (container: string, blocks: readonly Block[]) => readonly Block[];

/** A document with each of its rows of blocks made anew. */
function withRows(document: EmailDocument, rows: Rows): EmailDocument {
  const inColumns = (each: Block): Block =>
    each.kind === 'columns'
      ? {
          ...each,
          columns: each.columns.map((own, at) => rows(columnContainer(each.key, at), own)) as typeof each.columns,
        }
      : each;
  return {
    ...document,
    sections: document.sections.map((section) => ({
      ...section,
      blocks: rows(section.key, section.blocks).map(inColumns),
    })),
  };
}

/** A block at a place; unchanged where it cannot stand there. */
export const putBlock = (document: EmailDocument, { container, at }: Place, block: Block): EmailDocument =>
  fits(block, container)
    ? withRows(document, (key, blocks) =>
        key === container ? [...blocks.slice(0, at), block, ...blocks.slice(at)] : blocks,
      )
    : document;

const taken = (document: EmailDocument, key: string): EmailDocument =>
  withRows(document, (_container, blocks) => blocks.filter((each) => each.key !== key));

/** Without a block; a section that it leaves empty goes with it, unless it is the last. */
export const removeBlock = (document: EmailDocument, key: string): EmailDocument =>
  tidied(withoutEmpty(taken(document, key)));

/** @param to its place once it was taken from where it stands */
export function moveBlock(document: EmailDocument, key: string, to: Place): EmailDocument {
  const block = blockOf(document, key);
  const isInItself = block?.kind === 'columns' && to.container.startsWith(`${key}/`);
  if (!block || isInItself || !fits(block, to.container)) return document;
  const without = taken(document, key);
  if (!containersOf(without).some(([container]) => container === to.container)) return document;
  return withoutEmpty(putBlock(without, to, block));
}

/** One step up or down: within its row, or over into the neighbouring one that can hold it. */
export function stepBlock(document: EmailDocument, key: string, by: 1 | -1): EmailDocument {
  const place = placeOf(document, key);
  const block = blockOf(document, key);
  if (!place || !block) return document;
  const rows = containersOf(document);
  const own = rows.findIndex(([container]) => container === place.container);
  const last = (rows[own]?.[1].length ?? 0) - 1;
  const next = place.at + by;
  if (next >= 0 && next <= last) return moveBlock(document, key, { container: place.container, at: next });
  const beyond = by === 1 ? rows.slice(own + 1) : rows.slice(0, own).reverse();
  const into = beyond.find(([container]) => fits(block, container) && !container.startsWith(`${key}/`));
  return into ? moveBlock(document, key, { container: into[0], at: by === 1 ? 0 : into[1].length }) : document;
}

export const changeBlock = (document: EmailDocument, key: string, by: (block: Block) => Block): EmailDocument =>
  withRows(document, (_container, blocks) => blocks.map((each) => (each.key === key ? by(each) : each)));

/** A block once more, behind itself, with what it says in other languages. */
export function copyBlock(document: EmailDocument, key: string): { document: EmailDocument; key: string } {
  const block = blockOf(document, key);
  const place = placeOf(document, key);
  if (!block || !place) return { document, key };
  const { copy, renamed } = copied(block, keysOf(document));
  const more = putBlock(document, { ...place, at: place.at + 1 }, copy);
  return { document: withTranslationsOf(more, renamed), key: copy.key };
}

export function copySection(document: EmailDocument, key: string): { document: EmailDocument; key: string } {
  const at = document.sections.findIndex((each) => each.key === key);
  const section = document.sections[at];
  if (!section) return { document, key };
  const known = [...keysOf(document)];
  const renamed = new Map<string, string>();
  const own = newKey(known, 'section');
  known.push(own);
  const blocks = section.blocks.map((each) => {
    const made = copied(each, known);
    known.push(...made.renamed.values());
    for (const [from, to] of made.renamed) renamed.set(from, to);
    return made.copy;
  });
  const more = addSection(document, at + 1, { ...section, key: own, blocks });
  return { document: withTranslationsOf(more, renamed), key: own };
}

/** A block with keys of its own, and how they were called before. */
function copied(block: Block, known: readonly string[]): { copy: Block; renamed: Map<string, string> } {
  const renamed = new Map<string, string>();
  const anew = <B extends Block>(each: B): B => {
    const key = newKey([...known, ...renamed.values()], each.kind);
    renamed.set(each.key, key);
    return { ...each, key };
  };
  const copy = anew(block);
  if (copy.kind !== 'columns') return { copy, renamed };
  return { copy: { ...copy, columns: copy.columns.map((own) => own.map(anew)) }, renamed };
}

/** A block that was made elsewhere, with keys that are free here. */
export const adopted = (document: EmailDocument, block: Block): Block => copied(block, keysOf(document)).copy;

export const addSection = (document: EmailDocument, at: number, section: Section): EmailDocument => ({
  ...document,
  sections: [...document.sections.slice(0, at), section, ...document.sections.slice(at)],
});

export const changeSection = (document: EmailDocument, key: string, part: Partial<Section>): EmailDocument => ({
  ...document,
  sections: document.sections.map((each) => (each.key === key ? { ...each, ...part } : each)),
});

/** A mail has one section at least. */
export const removeSection = (document: EmailDocument, key: string): EmailDocument =>
  document.sections.length === 1
    ? document
    : tidied({ ...document, sections: document.sections.filter((each) => each.key !== key) });

/** @param at its place among the sections once it was taken from where it stands; one that is none leaves all as it is */
export function moveSection(document: EmailDocument, key: string, at: number): EmailDocument {
  const section = document.sections.find((each) => each.key === key);
  if (!section || !document.sections[at]) return document;
  const without = { ...document, sections: document.sections.filter((each) => each.key !== key) };
  return addSection(without, at, section);
}

export const stepSection = (document: EmailDocument, key: string, by: 1 | -1): EmailDocument =>
  moveSection(document, key, document.sections.findIndex((each) => each.key === key) + by);

function withoutEmpty(document: EmailDocument): EmailDocument {
  const full = document.sections.filter(({ blocks }) => blocks.length > 0);
  return full.length > 0 ? { ...document, sections: full } : { ...document, sections: document.sections.slice(0, 1) };
}

/** Translations of what is gone go, too. */
function tidied(document: EmailDocument): EmailDocument {
  const { translations } = document;
  if (!translations) return document;
  const places = new Set(sayingsOf(document).map(({ place }) => place));
  const kept = Object.entries(translations).map(([language, said]) => [
    language,
    Object.fromEntries(Object.entries(said).filter(([place]) => places.has(place))),
  ]);
  return { ...document, translations: Object.fromEntries(kept) as typeof translations };
}

function withTranslationsOf(document: EmailDocument, renamed: ReadonlyMap<string, string>): EmailDocument {
  const { translations } = document;
  if (!translations) return document;
  const more = Object.entries(translations).map(([language, said]) => {
    const again = Object.entries(said).flatMap(([place, text]) => {
      const [key = '', field = ''] = place.split('.');
      const to = renamed.get(key);
      return to ? [[`${to}.${field}`, text] as const] : [];
    });
    return [language, { ...said, ...Object.fromEntries(again) }] as const;
  });
  return { ...document, translations: Object.fromEntries(more) };
}
