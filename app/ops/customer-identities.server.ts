import type { Identity, IdentityLink } from '@prisma/client';
import type { Identifier } from '~/capture/events/reports';
import { STRENGTH } from '~/customers/profiles/identity-rules';
import { phonesOf } from '~/customers/profiles/phone-vault.server';
import { treeOf } from '~/customers/profiles/profile-tree.server';
import { evidenceWords, identityWords, linkWords } from '~/decisions/explanations/identity-words';
import type { Db } from '~/platform/db/db.server';
import type { Vault } from '~/platform/crypto/vault.server';
import type { Who } from './people.server';

/** One way in which a person is recognised, and how it is known. */
export interface ShownIdentity {
  what: string;
  value: string;
  how: string;
  at: string;
  /** Each time it was linked, the newest first: why, and on whose word. */
  history: { why: string; how: string; at: string }[];
}

export interface KnownBy {
  shopId: string;
  id: string;
  identities: Identity[];
  addresses: { id: string; emailHash: Uint8Array }[];
}

/** How somebody is recognised, the surest first. An address's identity is its hash; it is shown as the address itself, and a phone as the number. */
export async function identitiesOf(
  vault: Vault,
  db: Db,
  person: KnownBy,
  opened: Map<string, Who>,
): Promise<ShownIdentity[]> {
  const { shopId, id } = person;
  const ids = await treeOf(db, shopId, id);
  const links = await db.identityLink.findMany({
    where: { shopId, profileId: { in: ids } },
    orderBy: [{ linkedAt: 'desc' }, { id: 'desc' }],
  });
  const emails = emailsByHash(person, opened);
  const rank = ({ kind }: Identity) => STRENGTH[kind as Identifier['kind']];
  const shown = [...person.identities]
    .sort((a, b) => rank(a) - rank(b) || b.linkedAt.getTime() - a.linkedAt.getTime())
    .map((identity): ShownIdentity => {
      const words = identityWords(identity);
      const value = identity.kind === 'email' ? (emails.get(identity.value) ?? words.value) : words.value;
      return { ...words, value, at: identity.linkedAt.toISOString(), history: historyOf(links, identity) };
    });
  return [...shown, ...(await phones(vault, db, shopId, id))];
}

/** A person's addresses by what identities and origins know them by: their keyed hash. */
export const emailsByHash = (
  { addresses }: Pick<KnownBy, 'addresses'>,
  opened: Map<string, Who>,
): Map<string, string> =>
  new Map(addresses.map(({ id, emailHash }) => [Buffer.from(emailHash).toString('hex'), opened.get(id)?.email ?? '']));

const historyOf = (links: IdentityLink[], { kind, value }: Identity): ShownIdentity['history'] =>
  links
    .filter((link) => link.kind === kind && link.value === value)
    .map(({ rule, evidence, linkedAt }) => ({
      why: linkWords(rule),
      how: evidenceWords(evidence),
      at: linkedAt.toISOString(),
    }));

async function phones(vault: Vault, db: Db, shopId: string, profileId: string): Promise<ShownIdentity[]> {
  const known = await phonesOf(vault, db, shopId, profileId);
  return known.map(({ phone, evidence, toldAt, isShared }) => {
    const how = evidenceWords(evidence);
    const why = isShared ? 'several people have this number, so that it names nobody' : 'told of this person alone';
    const at = toldAt.toISOString();
    return { what: 'Phone number', value: phone, how, at, history: [{ why, how, at }] };
  });
}
