import { openMail } from '~/delivery/sending/mail-contents.server';
import { subjectHash } from '~/capture/inbox/erase.server';
import type { Section } from './section';
import { subjectKeysOf } from './subject-keys-of.server';

/** Mails as they were sent are large: as many of them as are opened at once. */
const MAILS = 25;
const PAGE = 200;

const beyond = (after: string | null) => (after === null ? {} : { id: { gt: after } });

/** Each mail with why it was sent or not, what became of it, and its words as they left. */
const messages: Section = {
  name: 'messages',
  size: MAILS,
  async read({ db, vault, shopId, all }, after) {
    const rows = await db.message.findMany({
      where: { shopId, profileId: { in: all }, ...beyond(after) },
      orderBy: { id: 'asc' },
      take: MAILS,
      include: { decisions: { orderBy: { seq: 'asc' } } },
    });
    const ids = rows.map(({ id }) => id);
    const contents = await db.messageContent.findMany({ where: { shopId, messageId: { in: ids } } });
    const mails = new Map(contents.map(({ messageId, content }) => [messageId, openMail(vault, shopId, content)]));
    return rows.map(({ shopId: _shop, profileId: _profile, leaseUntil: _lease, consentSeq, decisions, ...row }) => ({
      cursor: row.id,
      row: {
        ...row,
        consentEntry: consentSeq === null ? null : Number(consentSeq),
        decisions: decisions.map(({ decidedAt, lastAt, decision, answers }) => ({
          decidedAt,
          lastAt,
          decision,
          answers,
        })),
        mail: mails.get(row.id) ?? null,
      },
    }));
  },
};

/** Each way through a flow with every decision in it and what it was decided on. */
const flowRuns: Section = {
  name: 'flowRuns',
  size: PAGE,
  async read({ db, shopId, present }, after) {
    const rows = await db.flowRun.findMany({
      where: { shopId, profileId: { in: present }, ...beyond(after) },
      orderBy: { id: 'asc' },
      take: PAGE,
      include: { decisions: { orderBy: { seq: 'asc' } }, actions: { orderBy: { createdAt: 'asc' } } },
    });
    return rows.map(({ shopId: _shop, profileId: _profile, state: _state, decisions, actions, ...row }) => ({
      cursor: row.id,
      row: {
        ...row,
        decisions: decisions.map(({ decidedAt, evaluation }) => ({ decidedAt, evaluation })),
        actions: actions.map(({ action, state: became, createdAt, doneAt }) => ({ action, became, createdAt, doneAt })),
      },
    }));
  },
};

/** Flows that the person set off and that did not begin for them, the last time of each: as few as there are flows. */
const notBegun: Section = {
  name: 'flowsNotBegun',
  size: PAGE,
  async read({ db, shopId, present }, after) {
    if (after !== null) return [];
    const rows = await db.flowTurnedAway.findMany({
      where: { shopId, profileId: { in: present } },
      orderBy: { at: 'asc' },
    });
    return rows.map(({ flowKey, profileId, at, times, why }) => ({
      cursor: `${flowKey} ${profileId}`,
      row: { flow: flowKey, at, times, why },
    }));
  },
};

/** Each discount code that the person was given, with the mail it came with, and the order it was used for. */
const codes: Section = {
  name: 'discountCodes',
  size: PAGE,
  async read({ db, shopId, all }, after) {
    const rows = await db.$queryRaw<GivenCodeRow[]>`
      SELECT c."id"::text, c."code", o."name" AS "offer", c."messageId"::text, c."givenAt", c."endsAt", c."usedAt", c."orderId"
      FROM messages m JOIN discount_codes c ON c."shopId" = m."shopId" AND c."messageId" = m."id"
      JOIN offers o ON o."shopId" = c."shopId" AND o."id" = c."offerId"
      WHERE m."shopId" = ${shopId}::uuid AND m."profileId" = ANY(${all}::uuid[]) AND (${after}::uuid IS NULL OR c."id" > ${after}::uuid)
      ORDER BY c."id" LIMIT ${PAGE}`;
    return rows.map(({ id, ...row }) => ({ cursor: id, row }));
  },
};

interface GivenCodeRow {
  id: string;
  code: string;
  offer: string;
  messageId: string;
  givenAt: Date | null;
  endsAt: Date | null;
  usedAt: Date | null;
  orderId: string | null;
}

/** What came from outside, names the person and is still kept as it came: a few days of it. */
const received: Section = {
  name: 'received',
  size: MAILS,
  async read(of, after) {
    const { db, vault, shopId } = of;
    const hashes = (await subjectKeysOf(of)).map((key) => subjectHash(vault, shopId, key));
    const rows = await db.inboxItem.findMany({
      where: { shopId, isIndexed: true, subjects: { hasSome: hashes }, payload: { not: null }, ...beyond(after) },
      orderBy: { id: 'asc' },
      take: MAILS,
    });
    return rows.map(({ id, source, topic, receivedAt, payload }) => ({
      cursor: id,
      row: { source, topic, receivedAt, content: payload && readable(vault.open(payload, shopId)) },
    }));
  },
};

function readable(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** What was sent to the person, decided and heard about them. */
export const whatWasDone = [messages, codes, flowRuns, notBegun, received];
