import { Errors } from 'postmark';
import { tellPostmarkAgain } from '~/customers/consent/tellings.server';
import type { MailServers } from '~/delivery/domains/mail-servers';
import {
  loadSender,
  saveSender,
  saveTransactionalStream,
  type Sender,
  type SenderInput,
} from '~/delivery/sending/sender.server';
import { postmarkWebhookTarget } from '~/ingest/postmark-webhooks.server';
import { connectPostmarkStream, reportToUs } from '~/integrations/postmark/connect-stream.server';
import type { PostmarkClients } from '~/integrations/postmark/postmark-client.server';
import type { Clock, SystemClock } from '~/platform/clock/clock';
import type { Vault } from '~/platform/crypto/vault.server';
import type { Db } from '~/platform/db/db.server';
import { wake } from '~/platform/queue/wakeups.server';
import type { SaveOutcome } from '../save-outcome';

export interface ChangeSenderDeps {
  clock: Clock;
  systemClock: SystemClock;
  vault: Vault;
  appUrl: string;
  postmark: PostmarkClients;
  mailServers: MailServers | null;
}

/** The stream for mails without advertising that every new server has. */
const TRANSACTIONAL_STREAM = 'outbound';

/** Of whom mail is from: asks Postmark before anything is saved, as a token or a stream that it does not know is no sender. */
export async function changeSender(
  deps: ChangeSenderDeps,
  db: Db,
  shop: { id: string; domain: string },
  input: Omit<SenderInput, 'postmarkToken'> & { postmarkToken: string | null },
): Promise<SaveOutcome> {
  const held = await loadSender(deps.vault, db, shop.id);
  const found = await serverFor(deps, shop, input.postmarkToken, held);
  if (found.kind === 'refused') return found;
  const { token, id } = found;
  const { broadcastStream: stream, unsubscribeMode } = input;
  const target = { token, ...postmarkWebhookTarget(deps.vault, deps.appUrl, shop.id) };
  const problem = await refusalOf(async () => {
    await connectPostmarkStream(deps.postmark, { ...target, stream, unsubscribeMode });
    if (id !== null) await reportToUs(deps.postmark, { ...target, stream: TRANSACTIONAL_STREAM });
  });
  if (problem) return refused(`Postmark says: ${problem}`);
  await saveSender(deps.vault, db, shop.id, { ...input, postmarkToken: token }, id);
  // Its list of whom it does not write to is read, and hears what an earlier one did not take.
  await wake(db, shop.id, 'read-suppressions', deps.clock.now());
  await tellPostmarkAgain(db, shop.id, deps.systemClock.now());
  if (id !== null && !held?.transactionalStream) await saveTransactionalStream(db, shop.id, TRANSACTIONAL_STREAM);
  return { kind: 'saved' };
}

type Refused = Extract<SaveOutcome, { kind: 'refused' }>;
/** `id`: of a server that Kindred made; null: the merchant's own. */
type Found = { kind: 'found'; token: string; id: number | null } | Refused;

/** The merchant's own server where they name it, the one there is where they name none, and else one that is made for them. */
async function serverFor(
  { mailServers }: ChangeSenderDeps,
  shop: { domain: string },
  told: string | null,
  held: Sender | null,
): Promise<Found> {
  if (told !== null) return { kind: 'found', token: told, id: null };
  if (held) return { kind: 'found', token: held.postmarkToken, id: held.postmarkServerId };
  if (!mailServers) return refused("is needed: the token of the shop's own Postmark server");
  const made = await mailServers.ensure(shop.domain);
  if (made.kind === 'refused') return refused(`could not be made for you. Postmark says: ${made.problem}`);
  return { kind: 'found', ...made.server };
}

const refused = (message: string): Refused => ({ kind: 'refused', problems: [{ field: 'postmarkToken', message }] });

/** What Postmark says against it, or null where it agrees. Whatever else goes wrong is no fault of the form. */
async function refusalOf(connect: () => Promise<void>): Promise<string | null> {
  try {
    await connect();
    return null;
  } catch (error) {
    if (error instanceof Errors.PostmarkError) return error.message;
    throw error;
  }
}
