import express, { type Request, type Response, type Router } from 'express';
import { agentKind } from '~/capture/events/mail-signal';
import { receiveMany, type ShopDelivery } from '~/capture/inbox/receive-many.server';
import { mailToken } from '~/decisions/send-policy/mail-token.server';
import { MAIL_PARAMETER } from '~/decisions/send-policy/mail-parameter';
import { readClickToken, type ClickLink } from '~/delivery/links/click-link';
import { withCode } from '~/delivery/links/with-code';
import { notOurLink } from '~/delivery/reader-pages/unsubscribe-pages';
import type { Clock } from '~/platform/clock/clock';
import type { Services } from '~/services.server';
import { asyncRoute } from '../async-route';
import { addressOf } from '../client-address';
import { createKeyedGroupWriter } from '../group-writer';
import type { Notify } from '../notify.server';
import { createTokenBuckets } from '../token-buckets';
import { writeFollowed } from './followed-link';
import type { Networks } from './networks.server';

type LinkDeps = Pick<Services, 'db' | 'vault' | 'ids' | 'systemClock' | 'logger'> & { clock: Clock };

interface LinkOptions {
  trustedProxies: number;
  networks: Networks;
}

/** Clicks in one INSERT. */
const MOST_IN_GROUP = 50;
/** A reader waits no longer than this for their click to be noted: it goes on being noted while they are led on. */
const LONGEST_WAIT_MS = 300;
/** More clicks on one mail are nobody's who reads; they are led on, and not noted. */
const NOTED = { burst: 100, perSecond: 0.1 };

/** The links of mails: says where one leads, and notes that it was followed. */
export function mailLinks(deps: LinkDeps, notify: Notify, options: LinkOptions): Router {
  const router = express.Router();
  const note = createNoter(deps, notify);
  router.get(
    '/l/:token',
    asyncRoute(async (request, response) => {
      const link = readClickToken(deps.vault, request.params.token ?? '');
      setPrivate(response);
      if (!link) return void response.status(404).type('html').send(notOurLink());
      await inTime(note(link, whatAsked(request, options)));
      response.redirect(302, targetOf(deps, link));
    }),
  );
  return router;
}

function setPrivate(response: Response): void {
  response.set({
    'Cache-Control': 'no-store',
    'X-Robots-Tag': 'noindex, nofollow',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'Content-Security-Policy':
      "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  });
}

/** The shop's own pages are told which mail led to them, and checkout the code that it shows. */
function targetOf({ vault }: LinkDeps, { target, isToldMail, shopId, messageId, code }: ClickLink): string {
  const url = new URL(target);
  if (isToldMail) url.searchParams.set(MAIL_PARAMETER, mailToken(vault, shopId, messageId));
  const page = isToldMail ? url.href : target;
  return code === undefined ? page : withCode(page, code);
}

/** What is noted of who asked: kinds, and neither the address nor the words. */
function whatAsked(request: Request, { trustedProxies, networks }: LinkOptions) {
  const forwardedFor = request.get('X-Forwarded-For');
  const address = addressOf({ socketAddress: request.socket.remoteAddress, forwardedFor }, trustedProxies);
  return {
    isHead: request.method === 'HEAD',
    agent: agentKind(request.get('User-Agent')),
    isDataCentre: address !== null && networks.has(address),
  };
}

/** Whatever keeps a click from being noted keeps nobody from being led on. */
function createNoter({ logger, ...deps }: LinkDeps, notify: Notify) {
  const buckets = createTokenBuckets(NOTED);
  const shopOf = ({ shopId }: ShopDelivery) => shopId;
  const writer = createKeyedGroupWriter<ShopDelivery>(shopOf, (items) => receiveMany(deps, items), MOST_IN_GROUP);
  return async (link: ClickLink, asked: ReturnType<typeof whatAsked>): Promise<void> => {
    const { shopId, messageId, number, of: links, target: url } = link;
    if (buckets.take(messageId, deps.systemClock.now().getTime()) > 0) return;
    const at = deps.clock.now();
    const body = writeFollowed({ messageId, at, link: number, links, url, ...asked });
    const delivery = {
      source: 'mail-link',
      topic: 'click',
      externalId: deps.ids.next(),
      triggeredAt: at,
      body,
    } as const;
    try {
      await writer.write({ shopId, delivery });
      notify(shopId);
    } catch (error) {
      logger.warn({ err: error, shopId }, 'a click was not noted');
    }
  };
}

function inTime(noted: Promise<void>): Promise<void> {
  return new Promise((resolve) => {
    const late = setTimeout(resolve, LONGEST_WAIT_MS);
    void noted.finally(() => {
      clearTimeout(late);
      resolve();
    });
  });
}
