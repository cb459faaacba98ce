import type { PersonReport } from '~/capture/events/person-report';
import type { Identifier } from '~/capture/events/reports';
import type { Db } from '~/platform/db/db.server';
import { findCandidates, findMatches } from './find-matches.server';
import type { IdentifyDeps, IdentifyInput, Linked } from './identified';
import type { IdentityDecision, IdentityQuestion, Match } from './identity-decision';
import { decideIdentity } from './identity-rules';
import { linkIdentities } from './link-identities.server';
import { mergedCustomers } from './customer-merges.server';
import { mergeProfiles } from './merge-profiles.server';
import { holdProfile, lockIdentities, presentProfile, separatedPairs } from './profile-tree.server';
import type { ToldIdentifiers } from './told-identifiers.server';

/** The careful way: with the shop's identities locked, asks the rules, and does what they say. */
export async function linkPerson(
  deps: IdentifyDeps,
  db: Db,
  shopId: string,
  { identifiers }: ToldIdentifiers,
  input: IdentifyInput,
): Promise<Linked> {
  await lockIdentities(db, shopId);
  const byMerge = await mergedCustomers(db, shopId, identifiers);
  const question = await gather(db, shopId, [...identifiers, ...byMerge], input.mailboxOf);
  const decision = decideIdentity(question);
  if (!decision.profileId) await refuseSharedPhone(db, shopId, identifiers);
  const profileId = decision.profileId ?? (await createProfile(deps, db, shopId, input.person));
  const originId = decision.originId ?? profileId;
  const { evidence } = input;
  for (const { profileId: from, rule } of decision.mergeFrom)
    await mergeProfiles(deps, db, shopId, { from, into: profileId, rule, evidence });
  await holdProfile(db, shopId, profileId, originId);
  const links = decision.link.map(({ identifier, rule }) => ({
    ...{ identifier, profileId, originId, evidence },
    rule: byMerge.includes(identifier) ? ('customer-merge' as const) : rule,
  }));
  await linkIdentities(deps, db, shopId, links);
  const mergedFrom = decision.mergeFrom.map((merge) => merge.profileId);
  return { profileId, originId, mergedFrom, isAddressTheirs: leadsThere('email', question.matches, decision) };
}

async function gather(
  db: Db,
  shopId: string,
  identifiers: Identifier[],
  mailboxOf: string | undefined,
): Promise<IdentityQuestion> {
  const matches = await findMatches(db, shopId, identifiers);
  const mailbox = mailboxOf ? await findMailbox(db, shopId, mailboxOf) : undefined;
  const present = new Set(matches.map(({ candidate }) => candidate.profileId));
  if (mailbox) present.add(mailbox.candidate.profileId);
  const separated = await separatedPairs(db, shopId, [...present]);
  return { identifiers, matches, mailbox, areSeparated: (one, other) => separated.has(`${one} ${other}`) };
}

async function findMailbox(db: Db, shopId: string, originId: string): Promise<IdentityQuestion['mailbox']> {
  const profileId = await presentProfile(db, shopId, originId);
  const candidate = profileId && (await findCandidates(db, shopId, [profileId])).get(profileId);
  return candidate ? { originId, candidate } : undefined;
}

/** A number that several persons have names none of them: with nothing beside it, it would make a new person each time it is told. */
async function refuseSharedPhone(db: Db, shopId: string, identifiers: Identifier[]): Promise<void> {
  if (identifiers.some(({ kind }) => kind !== 'phone')) return;
  const phoneHash = Buffer.from(identifiers[0]?.value ?? '', 'hex');
  if (await db.phone.count({ where: { shopId, phoneHash } }))
    throw new Error('a report that identifies nobody cannot become a profile: several persons have its phone number');
}

async function createProfile(deps: IdentifyDeps, db: Db, shopId: string, person: PersonReport): Promise<string> {
  const id = deps.ids.next();
  await db.$executeRaw`
    INSERT INTO profiles ("shopId", "id", "createdAt", "lastSeenAt") VALUES (${shopId}::uuid, ${id}::uuid, ${person.seenAt}, ${person.seenAt})`;
  return id;
}

/** Whether the report's identifier of a kind leads to the decided person, by now or already. */
function leadsThere(
  kind: Identifier['kind'],
  matches: Match[],
  { profileId, mergeFrom, link }: IdentityDecision,
): boolean {
  const match = matches.find(({ identifier }) => identifier.kind === kind);
  const known = match?.candidate.profileId;
  const joined = [profileId, ...mergeFrom.map((merge) => merge.profileId)];
  return link.some(({ identifier }) => identifier.kind === kind) || (known !== undefined && joined.includes(known));
}
