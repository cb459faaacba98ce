import { z } from 'zod';
import { loadSender, saveSmtp } from '~/delivery/sending/sender.server';
import { smtpAccountSchema, type SmtpAccount } from '~/delivery/sending/smtp-account';
import type { SmtpCheck } from '~/delivery/sending/smtp-check';
import { recordActivity, type ActivityDeps } from '~/platform/audit/activity.server';
import type { Db } from '~/platform/db/db.server';
import type { SaveOutcome } from '../save-outcome';
import { inShop, type PageDeps } from '../shop-context.server';

export interface MailServerPage {
  hasSender: boolean;
  /** Without its password, which is never shown again. */
  server: Omit<SmtpAccount, 'password'> | null;
}

export function mailServerPage(deps: PageDeps, shopDomain: string): Promise<MailServerPage> {
  return inShop(deps, shopDomain, async (db, { id }) => {
    const sender = await loadSender(deps.vault, db, id);
    if (!sender?.smtp) return { hasSender: sender !== null, server: null };
    const { password: _password, ...server } = sender.smtp;
    return { hasSender: true, server };
  });
}

const forms = z.discriminatedUnion('intent', [
  // An empty password leaves the one that is kept.
  smtpAccountSchema.extend({ intent: z.literal('save'), password: smtpAccountSchema.shape.password.or(z.literal('')) }),
  z.object({ intent: z.literal('remove') }),
]);

export interface ChangeMailServerDeps extends PageDeps, ActivityDeps {
  smtpCheck: SmtpCheck;
}

/** Lets a shop's mail leave by a server of the merchant's own, once it let us in, or by Postmark again. `actor` is the user's id. */
export function changeMailServer(
  deps: ChangeMailServerDeps,
  shopDomain: string,
  form: unknown,
  actor?: string,
): Promise<SaveOutcome> {
  const told = forms.safeParse(form);
  if (!told.success)
    return Promise.resolve({
      kind: 'refused',
      problems: told.error.issues.map(({ path, message }) => ({ field: path.join('.'), message })),
    });
  return inShop(deps, shopDomain, async (db, { id }) => {
    const sender = await loadSender(deps.vault, db, id);
    if (!sender) return refused('host', 'Say first, in Settings, who the mail is from.');
    if (told.data.intent === 'remove') return keep(deps, db, id, null, actor);
    const { intent: _intent, ...account } = told.data;
    const password = account.password || passwordFor(account, sender.smtp);
    if (!password) return refused('password', 'is needed');
    const problem = await deps.smtpCheck({ ...account, password });
    if (problem) return refused('host', `The server did not let us in: ${problem}`);
    return keep(deps, db, id, { ...account, password }, actor);
  });
}

/** The kept password goes to the server it was given for, and to no other. */
const passwordFor = (wanted: SmtpAccount, kept: SmtpAccount | null): string | null =>
  kept?.host === wanted.host && kept.user === wanted.user ? kept.password : null;

async function keep(
  deps: ChangeMailServerDeps,
  db: Db,
  shopId: string,
  smtp: SmtpAccount | null,
  actor: string | undefined,
): Promise<SaveOutcome> {
  await saveSmtp(deps.vault, db, shopId, smtp);
  const kind = smtp ? 'mail-server-set' : 'mail-server-removed';
  await recordActivity(deps, db, shopId, { kind, actor, ...(smtp ? { subject: smtp.host } : {}) });
  return { kind: 'saved' };
}

const refused = (field: string, message: string): SaveOutcome => ({ kind: 'refused', problems: [{ field, message }] });
