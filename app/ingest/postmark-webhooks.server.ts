import { parseJson } from '~/platform/storable';
import { createHash, timingSafeEqual } from 'node:crypto';
import express, { type Request, type Router } from 'express';
import { z } from 'zod';
import { addressRevokedByPostmark, postmarkEventId } from '~/integrations/postmark/postmark-webhooks';
import type { Vault } from '~/platform/crypto/vault.server';
import type { Services } from '~/services.server';
import { asyncRoute } from './async-route';
import type { Notify } from './notify.server';
import { takeDelivery, type TakeDeps } from './take-delivery.server';

type PostmarkDeps = TakeDeps & Pick<Services, 'appUrl'>;

const USERNAME = 'kindred';

/** Where a shop's Postmark server reports to, and with which password: derived, so there is nothing to store or to lose. */
export function postmarkWebhookTarget(vault: Vault, appUrl: string, shopId: string) {
  return {
    url: `${appUrl}/ingest/postmark/${shopId}`,
    username: USERNAME,
    password: vault.hash(shopId, 'postmark-webhook').toString('base64url'),
  };
}

/** Postmark's webhooks are not signed: a password of each shop's own stands in their address. */
export function postmarkWebhooks(services: PostmarkDeps, notify: Notify): Router {
  const router = express.Router();
  const body = express.text({ type: () => true, limit: '2mb' });
  router.post(
    '/ingest/postmark/:shopId',
    body,
    asyncRoute(async (request, response) => {
      const shopId = z.uuid().safeParse(request.params.shopId);
      if (!shopId.success || !isAuthorised(services, shopId.data, request)) {
        response.status(401).end();
        return;
      }
      if (!(await isKnown(services, shopId.data))) {
        response.status(403).end(); // Postmark does not try a 403 again: an erased shop has nothing to be told.
        return;
      }
      const text = typeof request.body === 'string' ? request.body : '';
      const delivery = {
        source: 'postmark',
        topic: 'event',
        // What names an event may name a person: it stands in tables that are never erased, so only its hash does.
        externalId: services.vault.hash(eventId(text), shopId.data).toString('base64url'),
        triggeredAt: null,
        body: text,
      } as const;
      await takeDelivery(services, shopId.data, delivery, addressRevokedByPostmark(text));
      response.status(200).end();
      notify(shopId.data);
    }),
  );
  return router;
}

function isAuthorised({ vault, appUrl }: PostmarkDeps, shopId: string, request: Request): boolean {
  const { username, password } = postmarkWebhookTarget(vault, appUrl, shopId);
  const expected = digest(`Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`);
  return timingSafeEqual(digest(request.headers.authorization ?? ''), expected);
}

async function isKnown({ db }: PostmarkDeps, shopId: string): Promise<boolean> {
  const { rowCount } = await db.pool.query('SELECT 1 FROM shops WHERE "id" = $1', [shopId]);
  return rowCount === 1;
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** A report nobody can read is kept too, under its own hash: it will be parked with its reason, not lost. */
function eventId(text: string): string {
  try {
    return postmarkEventId(parseJson(text));
  } catch {
    return createHash('sha256').update(text).digest('base64url');
  }
}
