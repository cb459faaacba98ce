import { z } from 'zod';
import type { ActivityKind } from '~/platform/audit/activity-kinds';
import { recordActivity } from '~/platform/audit/activity.server';
import type { Db } from '~/platform/db/db.server';
import { inShop } from '../shop-context.server';
import { refused, type By, type EmailsDeps, type EmailsOutcome } from './change-context.server';
import { emailUses, emailUsesWords } from './email-uses.server';
import { nameOf } from './email-name.server';
import { findNewest } from '~/delivery/sending/documents.server';
import { isStarter } from './email-name';
import { makeEmail } from './make-email.server';

const key = z.string().min(1).max(120);
const emailName = z
  .string()
  .trim()
  .min(1, 'Give it a name; only you see it.')
  .max(80, 'A name has 80 characters at most.');
const asked = z.discriminatedUnion('intent', [
  z.object({
    ...{ intent: z.literal('make'), name: emailName, from: z.enum(['blank', 'copy', 'file']) },
    /** Key of the mail it is a copy of, or a file's text. */
    of: z.string().max(1_000_000).catch(''),
  }),
  z.object({ intent: z.literal('rename'), key, name: emailName }),
  z.object({
    intent: z.literal('archive'),
    keys: z
      .string()
      .transform((text) => text.split(','))
      .pipe(z.array(key).min(1).max(500)),
  }),
  z.object({ intent: z.literal('take-back'), key }),
  z.object({ intent: z.literal('require-approval'), isOn: z.stringbool() }),
]);
type Asked = z.infer<typeof asked>;

/** Makes a mail, calls it otherwise, takes some out of use or one back, or says whether somebody must approve. `actor`: Shopify's id of the user. */
export function changeEmails(
  deps: EmailsDeps,
  shopDomain: string,
  actor: string | undefined,
  form: unknown,
): Promise<EmailsOutcome> {
  const told = asked.safeParse(form);
  if (!told.success) {
    const problems = told.error.issues.map(({ path, message }) => ({ field: path.join('.'), message }));
    return Promise.resolve({ kind: 'refused', problems });
  }
  return inShop(deps, shopDomain, (_db, shop) =>
    deps.db.transaction(async (tx) => {
      await holdEmails(tx, shop.id);
      return change({ deps, tx, shop, actor }, told.data);
    }),
  );
}

/** One at a time makes mails of a shop or takes them out of use: of two with one name each gets its own key. */
async function holdEmails(tx: Db, shopId: string): Promise<void> {
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`emails:${shopId}`}, 0))::text`;
}

function change(by: By, told: Asked): Promise<EmailsOutcome> {
  switch (told.intent) {
    case 'make':
      return makeEmail(by, told);
    case 'rename':
      return rename(by, told.key, told.name);
    case 'archive':
      return archive(by, told.keys);
    case 'take-back':
      return takeBack(by, told.key);
    case 'require-approval':
      return requireApproval(by, told.isOn);
  }
}

const GONE = refused('There is no such mail any more. Load the page again.');

const exists = async ({ tx, shop }: By, of: string): Promise<boolean> =>
  isStarter(of) || (await findNewest(tx, shop.id, of)).version > 0;

async function note({ deps, tx, shop, actor }: By, kind: ActivityKind, subject: string): Promise<void> {
  const details = { name: await nameOf(tx, shop.id, subject) };
  await recordActivity(deps, tx, shop.id, { kind, subject, actor, details });
}

/** Writes down what is said of a mail; of one that every shop begins with for the first time, perhaps. */
async function say(by: By, of: string, data: { name?: string; archivedAt?: Date | null }): Promise<void> {
  const { tx, shop, deps } = by;
  const own = { shopId: shop.id, key: of };
  const first = { ...own, name: await nameOf(tx, shop.id, of), madeAt: deps.clock.now() };
  await tx.email.upsert({ where: { shopId_key: own }, create: { ...first, ...data }, update: data });
}

async function rename(by: By, of: string, name: string): Promise<EmailsOutcome> {
  if (!(await exists(by, of))) return GONE;
  await say(by, of, { name });
  await note(by, 'email-renamed', of);
  return { kind: 'saved' };
}

/** What may be sent any moment stays: all are taken out of use, or none. */
async function archive(by: By, keys: readonly string[]): Promise<EmailsOutcome> {
  const uses = await emailUses(by.tx, by.shop.id);
  for (const of of keys) {
    if (!(await exists(by, of))) return GONE;
    const on = (uses.get(of) ?? []).filter(({ isOn }) => isOn);
    if (on.length > 0)
      return refused(
        `“${await nameOf(by.tx, by.shop.id, of)}” is sent by ${emailUsesWords(on)}. Turn that off, or let it send another mail, first.`,
      );
  }
  for (const of of keys) {
    await say(by, of, { archivedAt: by.deps.clock.now() });
    await note(by, 'email-archived', of);
  }
  return { kind: 'saved' };
}

async function takeBack(by: By, of: string): Promise<EmailsOutcome> {
  if (!(await exists(by, of))) return GONE;
  await say(by, of, { archivedAt: null });
  await note(by, 'email-taken-back', of);
  return { kind: 'saved' };
}

/** Of what was saved before nothing changes: what goes out goes out, and drafts stay drafts. */
async function requireApproval({ deps, tx, shop, actor }: By, isOn: boolean): Promise<EmailsOutcome> {
  const shopId = shop.id;
  const data = { mustApproveMails: isOn };
  await tx.sendPolicy.upsert({ where: { shopId }, create: { shopId, ...data }, update: data });
  await recordActivity(deps, tx, shopId, { kind: 'email-approval-switched', actor, details: { isOn } });
  return { kind: 'saved' };
}
