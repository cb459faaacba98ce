import { confirmationDocuments } from '~/delivery/documents/confirmations';
import { documentSchema, type EmailDocument } from '~/delivery/documents/document';
import { starterDocuments } from '~/delivery/documents/starters';
import { findNewest } from '~/delivery/sending/documents.server';
import { saveDocument } from '~/delivery/sending/save-document.server';
import { recordActivity } from '~/platform/audit/activity.server';
import type { Db } from '~/platform/db/db.server';
import { freeKey } from '~/platform/free-key';
import { refused, type By, type EmailsOutcome } from './change-context.server';
import { fromEmailFile } from './email-file';
import { keyOfName } from './email-name';

interface Make {
  name: string;
  from: 'blank' | 'copy' | 'file';
  of: string;
}

const MOST_EMAILS = 1_000;

/** Pages among the emails have these addresses. */
const RESERVED = ['new', 'blocks'];

/** Makes a mail of the shop's own, under a key made of its name. */
export async function makeEmail(by: By, { name, from, of }: Make): Promise<EmailsOutcome> {
  const { deps, tx, shop, actor } = by;
  const shopId = shop.id;
  const taken = await takenKeys(tx, shopId);
  if (taken.size >= MOST_EMAILS) return refused('There are a thousand mails already. Change one of them instead.');
  const key = freeKey(keyOfName(name), (key) => taken.has(key));
  const begun = from === 'file' ? fromEmailFile(of, key) : await begunWith(tx, shopId, from, of, key);
  if (begun.kind === 'refused') return begun;
  const own = { shopId, key, name, madeFrom: from === 'copy' ? of : null, madeBy: actor ?? null };
  await tx.email.create({ data: { ...own, madeAt: deps.clock.now() } });
  const { name: _before, ...document } = begun.document;
  await saveDocument(deps, tx, shopId, { key, document, onVersion: 0, actor });
  await recordActivity(deps, tx, shopId, { kind: 'email-made', subject: key, actor, details: { name } });
  return { kind: 'made', key };
}

async function takenKeys(tx: Db, shopId: string): Promise<Set<string>> {
  const rows = await tx.$queryRaw<{ key: string }[]>`
    SELECT "key" FROM email_templates WHERE "shopId" = ${shopId}::uuid
    UNION SELECT "key" FROM emails WHERE "shopId" = ${shopId}::uuid`;
  const known = [...Object.keys(starterDocuments), ...Object.keys(confirmationDocuments), ...RESERVED];
  return new Set([...known, ...rows.map(({ key }) => key)]);
}

type Begun = { kind: 'read'; document: EmailDocument } | Extract<EmailsOutcome, { kind: 'refused' }>;

async function begunWith(tx: Db, shopId: string, from: 'blank' | 'copy', of: string, key: string): Promise<Begun> {
  if (from === 'blank') return { kind: 'read', document: blank(key) };
  const read = documentSchema.safeParse((await findNewest(tx, shopId, of)).document);
  if (!read.success)
    return {
      kind: 'refused',
      problems: [{ field: 'of', message: 'The mail to copy is gone, or can be read no more. Choose another.' }],
    };
  return { kind: 'read', document: { ...read.data, key } };
}

/** What every mail needs, and nothing more. */
const blank = (key: string): EmailDocument =>
  documentSchema.parse({
    ...{ key, subject: 'News from {{ shop.name }}', preheader: '' },
    blocks: [
      { kind: 'header' },
      { kind: 'heading', text: 'Your heading' },
      { kind: 'text', text: 'Your words.' },
      { kind: 'footer' },
    ],
  });
