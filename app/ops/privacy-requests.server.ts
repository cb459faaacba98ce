import type { AccessExport, PrivacyRequest } from '@prisma/client';
import { z } from 'zod';
import { readAccessExport } from '~/compliance/access-export/read-access-export.server';
import { settleLeft } from '~/compliance/left-at-shopify.server';
import { closePrivacyRequest } from '~/customers/preferences/privacy-requests.server';
import { subjectOf } from '~/customers/preferences/passed-on-requests.server';
import { openRecipient } from '~/customers/profiles/address-vault.server';
import { logAccess, logAccessOnce, type AuditDeps } from '~/platform/audit/access-log.server';
import { recordActivity } from '~/platform/audit/activity.server';
import { addMs, minutes } from '~/platform/clock/clock';
import type { Vault } from '~/platform/crypto/vault.server';
import type { Db } from '~/platform/db/db.server';
import type { SaveOutcome } from './save-outcome';
import { inShop, type PageDeps } from './shop-context.server';

export type RequestsDeps = PageDeps & AuditDeps;

export interface PrivacyRequestRow {
  id: string;
  kind: 'download' | 'delete';
  source: 'preference-centre' | 'shopify';
  /** The address it came for, or Shopify's number of the customer; null where nobody is named any more. */
  who: string | null;
  requestedAt: string;
  dueAt: string;
  doneAt: string | null;
  /** making: the copy is put together. ready: it waits for the merchant. handed-over, erased: done. */
  state: 'making' | 'ready' | 'erasing' | 'handed-over' | 'erased';
  isOverdue: boolean;
  /** The copy can be had until then; null where there is none. */
  until: string | null;
}

export interface PrivacyRequests {
  /** What is owed, the nearest due first. */
  owed: PrivacyRequestRow[];
  /** The newest that are done. */
  done: PrivacyRequestRow[];
}

const SHOWN = 50;
const SHOWN_DONE = 10;

/**
 * What people asked for by law, and how far it is. That a user saw whom requests name is written down, once for all that stand on the page; `actor` is
 * the user's id.
 */
export function privacyRequests(deps: RequestsDeps, shopDomain: string, actor: string): Promise<PrivacyRequests> {
  return inShop(deps, shopDomain, async (db, { id: shopId }) => {
    const open = await db.privacyRequest.findMany({
      where: { shopId, state: 'open' },
      orderBy: [{ dueAt: 'asc' }, { id: 'asc' }],
      take: SHOWN,
    });
    const closed = await db.privacyRequest.findMany({
      where: { shopId, state: 'done' },
      orderBy: [{ doneAt: 'desc' }, { id: 'asc' }],
      take: SHOWN_DONE,
    });
    const within = { db, vault: deps.vault, now: deps.clock.now() };
    const page = { owed: await requestRows(within, shopId, open), done: await requestRows(within, shopId, closed) };
    const access = { actor, what: 'privacy-requests-shown', subject: 'privacy-requests' } as const;
    if ([...page.owed, ...page.done].some(({ who }) => who)) await logAccessOnce(deps, db, shopId, access);
    return page;
  });
}

interface Within {
  db: Db;
  vault: Vault;
  now: Date;
}

/** What requests say, with whom they name. In their order. */
export async function requestRows(
  within: Within,
  shopId: string,
  requests: readonly PrivacyRequest[],
): Promise<PrivacyRequestRow[]> {
  const ids = requests.map(({ id }) => id);
  const copies = await within.db.accessExport.findMany({ where: { shopId, requestId: { in: ids } } });
  return Promise.all(requests.map((request) => rowOf(within, request, copies)));
}

async function rowOf(
  { db, vault, now }: Within,
  request: PrivacyRequest,
  copies: AccessExport[],
): Promise<PrivacyRequestRow> {
  const { id, kind, source, requestedAt, dueAt, doneAt } = request;
  const copy = copies.find(({ requestId }) => requestId === id);
  return {
    ...{ id, kind: kind as PrivacyRequestRow['kind'], source: source as PrivacyRequestRow['source'] },
    who: await whoAsks(vault, db, request),
    requestedAt: requestedAt.toISOString(),
    dueAt: dueAt.toISOString(),
    doneAt: doneAt?.toISOString() ?? null,
    state: stateOf(request, copy),
    isOverdue: request.state === 'open' && dueAt <= now,
    until: copy?.readyAt ? copy.expiresAt.toISOString() : null,
  };
}

function stateOf({ state, kind, outcome }: PrivacyRequest, copy: AccessExport | undefined): PrivacyRequestRow['state'] {
  if (state === 'done') return outcome === 'handed-over' ? 'handed-over' : 'erased';
  if (kind === 'delete') return 'erasing';
  return copy?.readyAt ? 'ready' : 'making';
}

async function whoAsks(vault: Vault, db: Db, request: PrivacyRequest): Promise<string | null> {
  const { shopId, addressId, subject } = request;
  const named = subjectOf(vault, shopId, subject);
  if (named) return named.email ?? named.phone ?? (named.customerId ? `customer ${numberIn(named.customerId)}` : null);
  const asked = addressId && (await openRecipient(vault, db, shopId, addressId));
  return asked ? asked.email : null;
}

const numberIn = (gid: string): string => gid.split('/').at(-1) ?? gid;

const act = z.object({ intent: z.enum(['handed-over', 'seen-to']), id: z.uuid() });

/** Notes that the merchant gave the person the copy, or answered them in another way; or has seen to a customer who is to be deleted in Shopify. */
export async function handleRequest(
  deps: RequestsDeps,
  shopDomain: string,
  actor: string,
  form: unknown,
): Promise<SaveOutcome> {
  const parsed = act.safeParse(form);
  if (!parsed.success) return refused('That cannot be done with a request.');
  const { intent, id } = parsed.data;
  if (intent === 'seen-to') return seeTo(deps, shopDomain, actor, id);
  return inShop(deps, shopDomain, (_, shop) =>
    deps.db.transaction(async (tx) => {
      const closed = await closePrivacyRequest(deps, tx, shop.id, id, 'handed-over');
      if (!closed) return refused('That request is done already.');
      await recordActivity(deps, tx, shop.id, { kind: 'request-answered', subject: closed.id, actor });
      return { kind: 'saved' };
    }),
  );
}

const seeTo = (deps: RequestsDeps, shopDomain: string, actor: string, id: string): Promise<SaveOutcome> =>
  inShop(deps, shopDomain, (_, shop) =>
    deps.db.transaction(async (tx) => {
      if (!(await settleLeft(deps, tx, shop.id, id))) return refused('That customer was seen to already.');
      await recordActivity(deps, tx, shop.id, { kind: 'left-customer-settled', subject: id, actor });
      return { kind: 'saved' };
    }),
  );

const refused = (message: string): SaveOutcome => ({ kind: 'refused', problems: [{ field: 'id', message }] });

/**
 * The copy that a request asks for, as one JSON document in pieces. That it was taken is written down before its first byte, and closes the request.
 * Null where there is no such copy (yet, or any more).
 */
export async function takeCopy(
  deps: RequestsDeps,
  shopDomain: string,
  actor: string,
  requestId: string,
): Promise<AsyncGenerator<string> | null> {
  if (!z.uuid().safeParse(requestId).success) return null;
  return inShop(deps, shopDomain, (_, shop) =>
    deps.db.transaction(async (tx) => {
      const key = { shopId_requestId: { shopId: shop.id, requestId } };
      const copy = await tx.accessExport.findUnique({ where: key });
      if (!copy?.readyAt) return null;
      await logAccess(deps, tx, shop.id, { actor, what: 'person-exported', subject: requestId });
      await recordActivity(deps, tx, shop.id, { kind: 'person-exported', subject: requestId, actor });
      await closePrivacyRequest(deps, tx, shop.id, requestId, 'handed-over');
      return readAccessExport(deps, copy, shop.domain);
    }),
  );
}

/** Where less time than this is left, a request is pressing. */
const PRESSING_DAYS = 7;

export interface RequestsDue {
  count: number;
  /** Of the nearest. */
  dueAt: string;
  urgency: 'calm' | 'pressing' | 'overdue';
}

/** Copies that are owed to people; null where there are none. */
export async function requestsDue(
  { clock }: Pick<PageDeps, 'clock'>,
  db: Db,
  shopId: string,
): Promise<RequestsDue | null> {
  const { _count, _min } = await db.privacyRequest.aggregate({
    where: { shopId, state: 'open', kind: 'download' },
    _count: true,
    _min: { dueAt: true },
  });
  const { dueAt } = _min;
  return dueAt && { count: _count, dueAt: dueAt.toISOString(), urgency: urgencyOf(dueAt, clock.now()) };
}

function urgencyOf(dueAt: Date, now: Date): RequestsDue['urgency'] {
  if (dueAt <= now) return 'overdue';
  return dueAt <= addMs(now, minutes(PRESSING_DAYS * 1_440)) ? 'pressing' : 'calm';
}
