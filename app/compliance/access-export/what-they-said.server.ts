import type { Evidence } from '~/customers/consent/evidence';
import { openProof } from '~/customers/consent/sealed-proof.server';
import { addressIdsOf, few } from './section';

/** Every statement about consent with what proves it; the sentence that was agreed to stands in its own words. */
const consents = few('consents', async (of) => {
  const { db, vault, shopId, present } = of;
  const addresses = await db.address.findMany({ where: { shopId, profileId: { in: present } } });
  const salts = new Map(addresses.map(({ id, salt }) => [id, salt]));
  const opened = (addressId: string, evidence: Evidence): Evidence => {
    const salt = salts.get(addressId);
    const open = (text: string | null) => (salt && text ? openProof(vault, { shopId, salt }, text) : text);
    return Object.fromEntries(Object.entries(evidence).map(([name, text]) => [name, open(text)]));
  };
  const entries = await db.consentEntry.findMany({
    where: { shopId, addressId: { in: await addressIdsOf(of) } },
    orderBy: { seq: 'asc' },
  });
  const wordings = await db.consentWording.findMany({ where: { shopId } });
  const sentences = new Map(wordings.map(({ version, text }) => [String(version), text]));
  return entries.map(({ addressId, purpose, state, source, occurredAt, recordedAt, evidence, hash, seq }) => ({
    ...{ entry: Number(seq), addressId, purpose, state, source, occurredAt, recordedAt },
    evidence: opened(addressId, evidence as Evidence),
    sentence: sentences.get((evidence as Evidence).wording ?? '') ?? null,
    hash: Buffer.from(hash).toString('hex'),
  }));
});

const consentStates = few('consentStates', async (of) => {
  const where = { shopId: of.shopId, addressId: { in: await addressIdsOf(of) } };
  const rows = await of.db.consentState.findMany({ where, orderBy: [{ addressId: 'asc' }, { purpose: 'asc' }] });
  return rows.map(({ addressId, purpose, state, since }) => ({ addressId, purpose, state, since }));
});

const consentToldElsewhere = few('consentToldElsewhere', async (of) => {
  const where = { shopId: of.shopId, addressId: { in: await addressIdsOf(of) } };
  const rows = await of.db.consentTelling.findMany({ where, orderBy: [{ addressId: 'asc' }, { listener: 'asc' }] });
  return rows.map(({ addressId, listener, state, occurredAt, status, toldAt }) => ({
    ...{ addressId, listener, state, occurredAt, status, toldAt },
  }));
});

const preferences = few('preferences', async (of) => {
  const where = { shopId: of.shopId, addressId: { in: await addressIdsOf(of) } };
  const rows = await of.db.mailPreference.findMany({ where, orderBy: { addressId: 'asc' } });
  return rows.map(({ shopId: _shop, ...row }) => row);
});

const questions = few('questions', async (of) => {
  const where = { shopId: of.shopId, addressId: { in: await addressIdsOf(of) } };
  const rows = await of.db.confirmation.findMany({ where, orderBy: { id: 'asc' } });
  return rows.map(({ kind, addressId, evidence, askedAt, usedAt }) => ({
    ...{ kind, addressId, evidence, askedAt, answeredAt: usedAt },
  }));
});

const productRequests = few('productRequests', async (of) => {
  const where = { shopId: of.shopId, addressId: { in: await addressIdsOf(of) } };
  const rows = await of.db.productRequest.findMany({ where, orderBy: { id: 'asc' } });
  return rows.map(({ shopId: _shop, id: _id, ...row }) => row);
});

const requests = few('requests', async ({ db, shopId, all }) => {
  const rows = await db.privacyRequest.findMany({ where: { shopId, profileId: { in: all } }, orderBy: { id: 'asc' } });
  return rows.map(({ kind, state, requestedAt, dueAt, confirmedAt, doneAt, outcome }) => ({
    ...{ kind, state, requestedAt, dueAt, confirmedAt, doneAt, outcome },
  }));
});

/** What the person agreed to, chose and asked for. */
export const whatTheySaid = [
  consents,
  consentStates,
  consentToldElsewhere,
  preferences,
  questions,
  productRequests,
  requests,
];
