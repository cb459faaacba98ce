import type { Shop } from '@prisma/client';
import { findAddress } from '~/customers/profiles/address-vault.server';
import { normaliseEmail } from '~/customers/profiles/email-address';
import { sendRules } from '~/decisions/send-policy/send-rules.server';
import type { Vault } from '~/platform/crypto/vault.server';
import type { Db } from '~/platform/db/db.server';
import type { PrepareContext } from './prepared';
import { sendingAddress, type LentAddresses } from './sender-address';
import type { Sender } from './sender.server';

/** What holds for all mails of a batch: who they are from, by which address they leave, and the shop's rules. */
export async function sendingContext(
  { vault, lentAddresses }: { vault: Vault; lentAddresses: LentAddresses },
  db: Db,
  shop: Shop,
  sender: Sender | null,
): Promise<PrepareContext> {
  const address = sender && sendingAddress(sender, shop.domain, lentAddresses);
  const wayOut = address?.way ?? 'own';
  const shopAddressId = wayOut === 'only-shop' ? await shopAddress(vault, db, shop) : null;
  return { shop, sender, address, rules: await sendRules(db, shop.id, sender, { wayOut, shopAddressId }) };
}

async function shopAddress(vault: Vault, db: Db, shop: Shop): Promise<string | null> {
  const email = normaliseEmail(shop.email);
  return email ? ((await findAddress(vault, db, shop.id, email))?.id ?? null) : null;
}

/**
 * What leaves by the shared domain is counted by one at a time, up to the end of the transaction: else two would fill the same room. Elsewhere
 * nobody waits.
 */
export async function countSharedAlone(tx: Db, shopId: string, { rules }: PrepareContext): Promise<void> {
  if (rules.wayOut !== 'shared') return;
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`shared-domain:${shopId}`}, 0))::text`;
}
