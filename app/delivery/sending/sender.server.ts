import { z } from 'zod';
import type { Vault } from '~/platform/crypto/vault.server';
import type { Db } from '~/platform/db/db.server';
import { normaliseEmail } from '~/customers/profiles/email-address';
import type { EmailAccount } from './email-transport';
import type { BeforeDomain } from './sender-address';
import { smtpAccountSchema, type SmtpAccount } from './smtp-account';

/** Header injection and control characters end here: these strings stand in mail headers. */
const headerText = z
  .string()
  .trim()
  .max(200)
  .regex(
    /^[^\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069<>"\\]*$/u,
    'must not hold line breaks, control characters, quotes, backslashes or angle brackets',
  );

const emailAddress = z.string().transform((raw, context) => {
  const email = normaliseEmail(raw);
  if (!email) context.addIssue({ code: 'custom', message: 'is not an email address' });
  return email ?? '';
});

export const senderSchema = z.object({
  fromName: headerText.min(1, 'is needed: it is the name people see in their inbox'),
  fromEmail: emailAddress,
  replyTo: emailAddress.nullable().default(null),
  postalAddress: z
    .string()
    .trim()
    .min(10, 'is needed: the law asks for a postal address in every marketing mail')
    .max(300),
  postmarkToken: z.string().trim().min(10, "is needed: the token of the shop's own Postmark server"),
  broadcastStream: z.string().trim().min(1).max(100).default('broadcast'),
  unsubscribeMode: z.enum(['postmark', 'custom']).default('postmark'),
  consentLine: z
    .string()
    .trim()
    .max(300, 'must be at most 300 characters: it is one sentence under each mail')
    .nullish()
    .transform((line) => line || null),
});

export type SenderInput = z.infer<typeof senderSchema>;

export interface Sender extends SenderInput {
  /** The server that Kindred made for the shop; null: it is the merchant's own. */
  postmarkServerId: number | null;
  /** Until the domain is verified, on a server that Kindred made: mail goes to the shop alone, or leaves by the shared domain. */
  beforeDomain: BeforeDomain;
  /** A mail server of the merchant's own, by which mail leaves instead of Postmark; null: there is none. */
  smtp: SmtpAccount | null;
  /** The shop's own domain in the operator's account; null: none is set up. */
  domain: { name: string; isDkimVerified: boolean } | null;
  /** When Postmark last took a test mail from this sender; null while it has not. */
  verifiedAt: Date | null;
  /** Postmark's stream for mails without advertising; null while none is set up. */
  transactionalStream: string | null;
}

/** Saves who the shop is, and whose the server is. What was verified before is to be verified again. */
export async function saveSender(
  vault: Vault,
  db: Db,
  shopId: string,
  sender: SenderInput,
  postmarkServerId: number | null = null,
): Promise<void> {
  const token = vault.seal(sender.postmarkToken, shopId);
  const row = { ...sender, postmarkToken: token, postmarkServerId, verifiedAt: null };
  await db.sender.upsert({ where: { shopId }, create: { shopId, ...row }, update: row });
}

/** Names the stream for mails without advertising; null: there is none. */
export async function saveTransactionalStream(db: Db, shopId: string, stream: string | null): Promise<void> {
  await db.sender.update({ where: { shopId }, data: { transactionalStream: stream } });
}

/** How mail leaves until the shop's own domain is verified. */
export async function saveBeforeDomain(db: Db, shopId: string, beforeDomain: BeforeDomain): Promise<void> {
  await db.sender.update({ where: { shopId }, data: { beforeDomain } });
}

/** Who the shop is to its readers, or null while it has not said. */
export async function loadSender(vault: Vault, db: Db, shopId: string): Promise<Sender | null> {
  const row = await db.sender.findUnique({ where: { shopId } });
  if (!row) return null;
  const domain = await db.senderDomain.findUnique({
    where: { shopId },
    select: { name: true, isDkimVerified: true },
  });
  return {
    ...{ ...row, domain },
    postmarkToken: vault.open(row.postmarkToken, shopId),
    beforeDomain: row.beforeDomain === 'shared' ? 'shared' : 'only-shop',
    // Only Postmark can fill in links of its own.
    unsubscribeMode: row.unsubscribeMode === 'custom' || row.smtp !== null ? 'custom' : 'postmark',
    smtp: row.smtp && smtpAccountSchema.parse(JSON.parse(vault.open(row.smtp, shopId))),
  };
}

/** Where a shop's mail is handed over. */
export const accountOf = ({ smtp, postmarkToken }: Pick<Sender, 'smtp' | 'postmarkToken'>): EmailAccount =>
  smtp ? { kind: 'smtp', ...smtp } : { kind: 'postmark', token: postmarkToken };

/** By a server of the merchant's own mail leaves from now on; null: by Postmark. What was verified before is to be verified again. */
export async function saveSmtp(vault: Vault, db: Db, shopId: string, smtp: SmtpAccount | null): Promise<void> {
  const sealed = smtp && vault.seal(JSON.stringify(smtp), shopId);
  await db.sender.update({ where: { shopId }, data: { smtp: sealed, verifiedAt: null } });
}
