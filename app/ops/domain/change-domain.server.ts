import { z } from 'zod';
import { checkDomain, type CheckDomainDeps, type CheckOutcome } from '~/delivery/domains/check-domain.server';
import { readDomainName } from '~/delivery/domains/domain-name';
import { claimDomain, forgetDomain, loadDomain } from '~/delivery/domains/sender-domain.server';
import type { DnsLook, SendingDomains } from '~/delivery/domains/sending-domains';
import { domainOf, type LentAddresses } from '~/delivery/sending/sender-address';
import { loadSender, saveBeforeDomain } from '~/delivery/sending/sender.server';
import { recordActivity, type ActivityDeps } from '~/platform/audit/activity.server';
import type { Db } from '~/platform/db/db.server';
import type { Logger } from '~/platform/logger.server';
import { inShop, type PageDeps } from '../shop-context.server';
import type { SaveOutcome } from '../save-outcome';

export interface ChangeDomainDeps extends PageDeps, ActivityDeps {
  logger: Logger;
  sendingDomains: SendingDomains | null;
  dns: DnsLook;
  lentAddresses: LentAddresses;
}

const forms = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('set'), domain: z.string().max(300) }),
  z.object({ intent: z.literal('look') }),
  z.object({ intent: z.literal('remove') }),
  z.object({ intent: z.literal('before-domain'), choice: z.enum(['only-shop', 'shared']) }),
]);

type Form = z.infer<typeof forms>;

/** What a merchant does on the page about the domain. `actor` is the user's id, where it is known. */
export function changeDomainSettings(
  deps: ChangeDomainDeps,
  shopDomain: string,
  form: unknown,
  actor?: string,
): Promise<SaveOutcome> {
  const parsed = forms.safeParse(form);
  if (!parsed.success) return Promise.resolve(refused('This form is not known here.'));
  return inShop(deps, shopDomain, (db, { id }) => change(deps, db, id, parsed.data, actor));
}

async function change(
  deps: ChangeDomainDeps,
  db: Db,
  shopId: string,
  form: Form,
  actor: string | undefined,
): Promise<SaveOutcome> {
  const sender = await loadSender(deps.vault, db, shopId);
  const { sendingDomains } = deps;
  if (!sender) return refused('Say first, in Settings, who the mail is from.');
  if (sender.postmarkServerId === null || !sendingDomains)
    return refused('Your mail leaves by your own Postmark account: set up its domain there.');
  const check = { ...deps, sendingDomains };
  switch (form.intent) {
    case 'set':
      return setDomain(check, db, shopId, { raw: form.domain, fromEmail: sender.fromEmail, actor });
    case 'look':
      return outcomeOf(await checkDomain(check, db, shopId));
    case 'remove':
      return removeDomain(check, db, shopId, actor);
    case 'before-domain':
      if (form.choice === 'shared' && !deps.lentAddresses.sharedDomain)
        return refused('There is no domain to be shared here.');
      await saveBeforeDomain(db, shopId, form.choice);
      await recordActivity(deps, db, shopId, { kind: 'way-before-domain-chosen', subject: form.choice, actor });
      return { kind: 'saved' };
  }
}

type Check = ChangeDomainDeps & CheckDomainDeps;

interface NewDomain {
  raw: string;
  fromEmail: string;
  actor: string | undefined;
}

async function setDomain(
  deps: Check,
  db: Db,
  shopId: string,
  { raw, fromEmail, actor }: NewDomain,
): Promise<SaveOutcome> {
  const read = readDomainName(raw, deps.lentAddresses.sharedDomain);
  if (read.kind === 'refused') return refused(read.problem);
  const { name } = read;
  if (domainOf(fromEmail) !== name)
    return refused(
      `does not hold your address, ${fromEmail}. Change the address in Settings first, or take its domain`,
    );
  const before = await loadDomain(db, shopId);
  if (before && before.name !== name) await letGo(deps, db, shopId);
  if (!(await claimDomain(deps, db, shopId, name)))
    return refused('is another store’s here. Take a name below it, such as mail.' + name);
  const outcome = outcomeOf(await checkDomain(deps, db, shopId));
  if (outcome.kind === 'saved')
    await recordActivity(deps, db, shopId, { kind: 'domain-set', actor, details: { name } });
  return outcome;
}

async function removeDomain(deps: Check, db: Db, shopId: string, actor: string | undefined): Promise<SaveOutcome> {
  const name = await letGo(deps, db, shopId);
  if (name) await recordActivity(deps, db, shopId, { kind: 'domain-removed', actor, details: { name } });
  return { kind: 'saved' };
}

/** First there, then here: broken off in between it is only done again. */
async function letGo({ sendingDomains }: Check, db: Db, shopId: string): Promise<string | null> {
  const known = await loadDomain(db, shopId);
  if (!known) return null;
  if (known.postmarkId !== null) await sendingDomains.remove(known.postmarkId);
  await forgetDomain(db, shopId);
  return known.name;
}

function outcomeOf(outcome: CheckOutcome): SaveOutcome {
  switch (outcome.kind) {
    case 'looked':
      return { kind: 'saved' };
    case 'refused':
      return refused(outcome.problem);
    case 'no-domain':
      return refused('There is no domain to look at.');
    case 'not-asked':
      return refused(`Postmark could not be asked just now: ${outcome.problem}. It is tried again by itself.`);
  }
}

const refused = (message: string): SaveOutcome => ({ kind: 'refused', problems: [{ field: 'domain', message }] });
