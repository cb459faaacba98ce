import type { EmailComment } from '@prisma/client';
import { z } from 'zod';
import { findNewest } from '~/delivery/sending/documents.server';
import type { ActivityDeps } from '~/platform/audit/activity.server';
import type { Db } from '~/platform/db/db.server';
import type { SaveOutcome } from '../save-outcome';
import { inShop, pageShop, type PageDeps, type PageShop } from '../shop-context.server';
import { whoWords } from './who';

type Deps = PageDeps & Pick<ActivityDeps, 'ids'>;

interface Said {
  id: string;
  words: string;
  who: string;
  isMine: boolean;
  at: string;
}

/** A comment with what was answered, the oldest first. */
export interface Thread extends Said {
  /** Key of the block or section it is about; null: the whole mail. */
  part: string | null;
  resolved: { who: string; at: string } | null;
  answers: Said[];
}

export interface CommentsPage {
  shop: PageShop;
  threads: Thread[];
  /** Threads that are not settled. */
  open: number;
}

const MOST_WORDS = 2_000;
const MOST_COMMENTS = 1_000;

/** What was said of a mail: what is open first, then the newest. `reader`: Shopify's id of the user. */
export function emailComments(deps: PageDeps, shopDomain: string, key: string, reader: string): Promise<CommentsPage> {
  return inShop(deps, shopDomain, async (db, shop) => {
    const rows = await db.emailComment.findMany({
      where: { shopId: shop.id, emailKey: key },
      orderBy: [{ writtenAt: 'asc' }, { id: 'asc' }],
    });
    const threads = rows.filter(({ answerTo }) => answerTo === null).map((row) => threadOf(row, rows, reader));
    const open = threads.filter(({ resolved }) => resolved === null);
    const settled = threads.filter(({ resolved }) => resolved !== null);
    return {
      shop: pageShop(deps, shop),
      threads: [...open.reverse(), ...settled.reverse()],
      open: open.length,
    };
  });
}

function threadOf(row: EmailComment, rows: readonly EmailComment[], reader: string): Thread {
  const { id, part, resolvedAt, resolvedBy } = row;
  return {
    ...{ ...saidOf(row, reader), part },
    resolved: resolvedAt && { who: whoWords(resolvedBy, reader), at: resolvedAt.toISOString() },
    answers: rows.filter(({ answerTo }) => answerTo === id).map((each) => saidOf(each, reader)),
  };
}

const saidOf = ({ id, words, writtenBy, writtenAt }: EmailComment, reader: string): Said => ({
  ...{ id, words, who: whoWords(writtenBy, reader), at: writtenAt.toISOString() },
  isMine: writtenBy === reader && reader !== 'unknown',
});

const id = z.uuid();
const words = z
  .string()
  .trim()
  .min(1, 'Write something first.')
  .max(MOST_WORDS, `A comment has ${MOST_WORDS.toLocaleString('en')} characters at most.`);
const asked = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('write'), words, part: z.string().max(40).catch('') }),
  z.object({ intent: z.literal('answer'), id, words }),
  z.object({ intent: z.literal('settle'), id }),
  z.object({ intent: z.literal('reopen'), id }),
  z.object({ intent: z.literal('remove'), id }),
]);
type Asked = z.infer<typeof asked>;

const refused = (message: string, field = ''): SaveOutcome => ({ kind: 'refused', problems: [{ field, message }] });
const GONE = 'This comment is gone: somebody removed it meanwhile.';

/** Says something of a mail, answers, settles it, or takes back what one said oneself. `actor`: Shopify's id of the user. */
export function changeComments(
  deps: Deps,
  shopDomain: string,
  { key, actor }: { key: string; actor: string },
  form: unknown,
): Promise<SaveOutcome> {
  const told = asked.safeParse(form);
  if (!told.success) {
    const problems = told.error.issues.map(({ path, message }) => ({ field: path.join('.'), message }));
    return Promise.resolve({ kind: 'refused', problems });
  }
  return inShop(deps, shopDomain, (db, { id: shopId }) => change({ deps, db, shopId, key, actor }, told.data));
}

interface By {
  deps: Deps;
  db: Db;
  shopId: string;
  key: string;
  actor: string;
}

async function change(by: By, told: Asked): Promise<SaveOutcome> {
  const { db, shopId, key, actor, deps } = by;
  switch (told.intent) {
    case 'write':
      return write(by, { words: told.words, part: told.part || null, answerTo: null });
    case 'answer': {
      const thread = await db.emailComment.findFirst({ where: { shopId, emailKey: key, id: told.id, answerTo: null } });
      return thread ? write(by, { words: told.words, part: thread.part, answerTo: thread.id }) : refused(GONE);
    }
    case 'settle':
      return settle(by, told.id, { resolvedBy: actor, resolvedAt: deps.clock.now() });
    case 'reopen':
      return settle(by, told.id, { resolvedBy: null, resolvedAt: null });
    case 'remove':
      return remove(by, told.id);
  }
}

async function write(
  { deps, db, shopId, key, actor }: By,
  said: Pick<EmailComment, 'words' | 'part' | 'answerTo'>,
): Promise<SaveOutcome> {
  if ((await findNewest(db, shopId, key)).document === null) return refused('There is no such mail any more.');
  if ((await db.emailComment.count({ where: { shopId, emailKey: key } })) >= MOST_COMMENTS)
    return refused('A mail holds a thousand comments at most. Remove some that are settled.');
  const data = { shopId, id: deps.ids.next(), emailKey: key, writtenBy: actor, writtenAt: deps.clock.now(), ...said };
  await db.emailComment.create({ data });
  return { kind: 'saved' };
}

async function settle(
  { db, shopId, key }: By,
  id: string,
  data: Pick<EmailComment, 'resolvedBy' | 'resolvedAt'>,
): Promise<SaveOutcome> {
  const { count } = await db.emailComment.updateMany({ where: { shopId, emailKey: key, id, answerTo: null }, data });
  return count === 1 ? { kind: 'saved' } : refused(GONE);
}

async function remove({ db, shopId, key, actor }: By, id: string): Promise<SaveOutcome> {
  const own = { shopId, emailKey: key, id };
  const row = await db.emailComment.findFirst({ where: own });
  if (row && (row.writtenBy !== actor || actor === 'unknown'))
    return refused('This was written by somebody else: only they can remove it.');
  await db.emailComment.deleteMany({ where: own });
  return { kind: 'saved' };
}
