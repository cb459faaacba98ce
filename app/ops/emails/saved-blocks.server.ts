import { z } from 'zod';
import { block } from '~/delivery/documents/blocks';
import { section } from '~/delivery/documents/document';
import type { ActivityDeps } from '~/platform/audit/activity.server';
import { jsonOf } from '~/platform/json-of';
import type { SaveOutcome } from '../save-outcome';
import { inShop, type PageDeps } from '../shop-context.server';
import type { Part } from './fresh-keys';

/** A part of a mail that the shop keeps under a name. */
export interface SavedPart {
  id: string;
  name: string;
  /** What is in it, in words: `Heading, text and button`. */
  holds: string;
  part: Part;
}

/** The parts that a shop keeps, by name. What can be read no more, because a kind of block has changed since, is left out. */
export function savedBlocks(deps: PageDeps, shopDomain: string): Promise<SavedPart[]> {
  return inShop(deps, shopDomain, async (db, { id: shopId }) => {
    const rows = await db.savedBlock.findMany({ where: { shopId }, orderBy: [{ name: 'asc' }, { id: 'asc' }] });
    return rows.flatMap(({ id, name, content }) => {
      const read = partSchema.safeParse(content);
      return read.success ? [{ id, name, holds: holdsWords(read.data), part: read.data }] : [];
    });
  });
}

const partSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('section'), section }),
  z.object({ kind: z.literal('block'), block }),
]);

function holdsWords(part: Part): string {
  const kinds = part.kind === 'block' ? [part.block.kind] : part.section.blocks.map(({ kind }) => kind);
  const words = new Intl.ListFormat('en').format([...new Set(kinds)].map((kind) => kind.replaceAll('-', ' ')));
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const id = z.uuid();
const name = z.string().trim().min(1, 'Give it a name.').max(80, 'A name has 80 characters at most.');
const asked = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('save'), name, part: z.string().max(200_000) }),
  z.object({ intent: z.literal('rename'), id, name }),
  z.object({ intent: z.literal('remove'), id }),
]);

const MOST_SAVED = 200;

const refused = (message: string, field = ''): SaveOutcome => ({ kind: 'refused', problems: [{ field, message }] });
const GONE = refused('This block is gone: somebody removed it meanwhile.');

/** Keeps a part of a mail, calls it otherwise, or lets go of it; mails that hold a copy stay as they are. `actor`: Shopify's id of the user. */
export function changeSavedBlocks(
  deps: PageDeps & Pick<ActivityDeps, 'ids'>,
  shopDomain: string,
  actor: string | undefined,
  form: unknown,
): Promise<SaveOutcome> {
  const told = asked.safeParse(form);
  if (!told.success) {
    const problems = told.error.issues.map(({ path, message }) => ({ field: path.join('.'), message }));
    return Promise.resolve({ kind: 'refused', problems });
  }
  const ask = told.data;
  return inShop(deps, shopDomain, async (db, { id: shopId }) => {
    switch (ask.intent) {
      case 'save': {
        const read = partSchema.safeParse(jsonOf(ask.part));
        if (!read.success) return refused('This part is not whole yet. Mend what is marked in it first.', 'part');
        if ((await db.savedBlock.count({ where: { shopId } })) >= MOST_SAVED)
          return refused(`${MOST_SAVED} saved blocks are the most there can be. Remove some first.`);
        const own = { shopId, id: deps.ids.next(), name: ask.name, kind: read.data.kind };
        const data = { ...own, content: read.data as object, savedBy: actor ?? null, savedAt: deps.clock.now() };
        await db.savedBlock.create({ data });
        return { kind: 'saved' };
      }
      case 'rename': {
        const { count } = await db.savedBlock.updateMany({ where: { shopId, id: ask.id }, data: { name: ask.name } });
        return count === 1 ? { kind: 'saved' } : GONE;
      }
      case 'remove':
        await db.savedBlock.deleteMany({ where: { shopId, id: ask.id } });
        return { kind: 'saved' };
    }
  });
}
