import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { PrismaSessionStorage } from '@shopify/shopify-app-session-storage-prisma';
import type { SessionStorage } from '@shopify/shopify-app-session-storage';
import type { RecoveryMails } from '~/capture/carts/recovery-mail';
import type { CustomerMarks } from '~/customers/segments/outputs/customer-marks';
import type { ShopifySegments } from '~/customers/segments/shopify-segments';
import type { LiveCustomers } from '~/capture/freshness/live-customers';
import type { LiveCatalog } from '~/capture/catalog/live-catalog';
import type { StoreSource } from '~/capture/shopify-sync/store-source';
import { nobodyToAsk, type AddressValidator } from '~/customers/data-quality/address-validator';
import type { EnrichmentSource } from '~/customers/enrichment/enrichment-source';
import type { ShopDiscounts } from '~/decisions/offers/shop-discounts';
import { createModelStore, type ModelStore } from '~/decisions/recommendations/models.server';
import { createSharedModels } from '~/decisions/recommendations/shared-models.server';
import { tendModels } from '~/decisions/recommendations/tend-models.server';
import type { AmpCheck } from '~/delivery/amp/amp-check';
import { createAmpCheck } from '~/delivery/amp/validate-amp.server';
import { createDrawer, type Drawer } from '~/delivery/open-time/drawing/drawer.server';
import type { PictureSource } from '~/delivery/open-time/picture-source';
import { createMailRenderer, type MailRenderer } from '~/delivery/rendering/mail-renderer.server';
import { nobodyLooks, type DnsLook, type SendingDomains } from '~/delivery/domains/sending-domains';
import type { MailServers } from '~/delivery/domains/mail-servers';
import type { MarketingReports } from '~/engagement/marketing/marketing-reports';
import { createLinkedPages } from '~/delivery/quality/linked-pages.server';
import type { AskPage, LinkedPages } from '~/delivery/quality/linked-pages';
import type { EmailTransport } from '~/delivery/sending/email-transport';
import type { SmtpCheck } from '~/delivery/sending/smtp-check';
import type { LentAddresses } from '~/delivery/sending/sender-address';
import { createDnsLook } from '~/integrations/dns/dns-look.server';
import { createMxValidator } from '~/integrations/dns/mx-validator.server';
import { createMailServers } from '~/integrations/postmark/mail-servers.server';
import { createPostmarkAccount } from '~/integrations/postmark/postmark-account.server';
import { createPostmarkClients, type PostmarkClients } from '~/integrations/postmark/postmark-client.server';
import { createSendingDomains } from '~/integrations/postmark/sending-domains.server';
import { createEmailTransport } from '~/integrations/email-transport.server';
import { createSmtpCheck } from '~/integrations/smtp/check-smtp.server';
import type { SmtpOptions } from '~/integrations/smtp/smtp-connection.server';
import { createSmtpTransport } from '~/integrations/smtp/smtp-transport.server';
import { createPostmarkTransport } from '~/integrations/postmark/postmark-transport.server';
import type { UrlRules } from '~/integrations/webhooks-out/endpoint-url';
import { createWebhookPoster, type WebhookPoster } from '~/integrations/webhooks-out/post-webhook.server';
import { createFlowTeller, type FlowTeller } from '~/integrations/shopify-flow/tell-flow.server';
import { createAccessTokens } from '~/integrations/shopify/access-tokens.server';
import { createAdminClient, type AdminClient } from '~/integrations/shopify/admin-client.server';
import { createLiveCustomers } from '~/integrations/shopify/live-customers.server';
import { createLiveCatalog } from '~/integrations/shopify/live-catalog.server';
import { createPictureSource } from '~/integrations/shopify/picture-source.server';
import { createRecentCatalog } from '~/integrations/shopify/recent-catalog';
import { createMarketingReports } from '~/integrations/shopify/marketing-activities.server';
import { createCustomerMarks } from '~/integrations/shopify/customer-tags.server';
import { createShopDiscounts } from '~/integrations/shopify/shop-discounts.server';
import { createShopifySegments } from '~/integrations/shopify/shopify-segments.server';
import { createRecoveryMails } from '~/integrations/shopify/recovery-mails.server';
import { sealSessionStorage } from '~/integrations/shopify/sealed-session-storage.server';
import { createShopifyFetch } from '~/integrations/shopify/shopify-fetch.server';
import { createStoreSource } from '~/integrations/shopify/store-source.server';
import { createReaderLimits, type ReaderLimits } from '~/ops/reader-request.server';
import { createRecentSegments, type RecentShopifySegments } from '~/ops/segments/recent-shopify-segments.server';
import { createPageAsker } from '~/integrations/web-pages/ask-page.server';
import { isLoopback } from '~/platform/net/web-host';
import { createFollowingClock, systemClock, type FollowingClock } from '~/platform/clock/clock.server';
import { minutes, type SystemClock } from '~/platform/clock/clock';
import { createCrashPoints, type CrashPoints } from '~/platform/crash-points.server';
import { createVault, type Vault } from '~/platform/crypto/vault.server';
import { connectDatabase, type Database } from '~/platform/db/db.server';
import type { Env } from '~/platform/env.server';
import { createIds, type Ids } from '~/platform/ids.server';
import type { OperatorMail } from '~/ops/tell-owner.server';
import { createLogger, type Logger } from '~/platform/logger.server';
import { createJobQueue, type JobQueue } from '~/platform/queue/job-queue.server';
import { noteAccess, type Access } from '~/platform/shops/shop-access.server';
import { createShopDirectory, type ShopDirectory } from '~/platform/shops/shop-directory.server';

/** Everything a process of Kindred is made of. Use cases take the few they need by `Pick`. */
export interface Services {
  env: Env;
  appUrl: string;
  settleAfterMs: number;
  logger: Logger;
  db: Database;
  clock: FollowingClock;
  systemClock: SystemClock;
  ids: Ids;
  vault: Vault;
  crashPoint: CrashPoints;
  queue: JobQueue;
  shops: ShopDirectory;
  sessions: SessionStorage;
  admin: AdminClient;
  source: StoreSource;
  liveCatalog: LiveCatalog;
  liveCustomers: LiveCustomers;
  recoveryMails: RecoveryMails;
  shopifySegments: ShopifySegments;
  recentShopifySegments: RecentShopifySegments;
  customerMarks: CustomerMarks;
  marketingReports: MarketingReports;
  shopDiscounts: ShopDiscounts;
  /** Shopify Flow, as one of those who are told. */
  flowTeller: FlowTeller;
  addressValidator: AddressValidator;
  /** A program of somebody else's that knows more of people; null: none is bound here. */
  enrichmentSource: EnrichmentSource | null;
  postmark: PostmarkClients;
  transport: EmailTransport;
  /** Makes mail servers for shops without an account of their own; null: whoever runs the app has no account for that. */
  smtpCheck: SmtpCheck;
  mailServers: MailServers | null;
  /** Domains of shops in that same account; null: there is none. */
  sendingDomains: SendingDomains | null;
  dns: DnsLook;
  /** Addresses from which mail of shops without a domain may leave. */
  lentAddresses: LentAddresses;
  webhookPoster: WebhookPoster;
  /** Where webhooks may go. */
  webhookRules: UrlRules;
  /** What pages say that mails lead to. */
  linkedPages: LinkedPages;
  models: ModelStore;
  renderer: MailRenderer;
  pictures: PictureSource;
  ampCheck: AmpCheck;
  drawer: Drawer;
  readerLimits: ReaderLimits;
  operatorMail: OperatorMail | null;
  /** Address of the app's settings in a shop's admin. */
  settingsUrl(shopDomain: string): string;
  /** Lets go of everything, queues first. */
  close(): Promise<void>;
}

/** In the dev store's world time is moved by hand, and every process follows at once; elsewhere only drift is corrected. */
const FOLLOW_CLOCK_MS = { devstore: 200, production: 30_000 };

/** The composition root: the only place that knows which implementation stands behind which port. */
export async function createServices(env: Env, processName: string): Promise<Services> {
  const logger = createLogger(env.LOG_LEVEL, processName);
  const db = connectDatabase(env.DATABASE_URL, env.DATABASE_POOL_SIZE);
  const onError = (error: unknown) => logger.warn({ err: error }, 'a background task failed');
  const clock = createFollowingClock(db.pool, { isMovable: env.KINDRED_WORLD === 'devstore', onError });
  await clock.refresh();
  clock.follow(FOLLOW_CLOCK_MS[env.KINDRED_WORLD]);
  const ids = createIds(systemClock);
  const vault = createVault(Buffer.from(env.KINDRED_ENCRYPTION_KEY, 'base64'));
  const queue = createJobQueue({ redisUrl: env.REDIS_URL, databaseUrl: env.DATABASE_URL, onError });
  const renderer = createMailRenderer();
  const drawer = createDrawer();
  const models = createModelStore({ shared: sharedModels(env, logger) });
  const stopTending = tendModels(models, db.prisma, onError);
  return {
    ...{ env, logger, db, clock, systemClock, ids, vault, queue, renderer, drawer },
    appUrl: env.SHOPIFY_APP_URL,
    settleAfterMs: minutes(env.SETTLE_AFTER_MINUTES),
    crashPoint: createCrashPoints(env.KINDRED_CRASH_POINT),
    shops: createShopDirectory({ pool: db.pool, ids, systemClock }),
    models,
    readerLimits: createReaderLimits(systemClock),
    ...shopifyServices({ env, db, vault, logger, clock }),
    ...postmarkServices(env),
    ...webhookServices({ mayBeLoopback: env.WEBHOOKS_TO_LOOPBACK === '1' }),
    addressValidator: addressValidatorOf(env),
    linkedPages: createLinkedPages({ ask: pageAskerOf(env), systemClock }),
    ampCheck: createAmpCheck(),
    enrichmentSource: null,
    operatorMail: operatorMail(env),
    settingsUrl: (shopDomain) =>
      `${env.ADMIN_STANDIN_URL ?? `https://${shopDomain}`}/admin/apps/${env.SHOPIFY_API_KEY}/app/settings`,
    async close() {
      clock.stop();
      await stopTending();
      await queue.close();
      await renderer.close();
      await drawer.close();
      await db.close();
    },
  };
}

function sharedModels(env: Env, logger: Logger) {
  const { host, pathname } = new URL(env.DATABASE_URL);
  const database = createHash('sha256').update(`${host}${pathname}`).digest('hex').slice(0, 12);
  const place = env.MODEL_CACHE_DIR ?? tmpdir();
  return createSharedModels({ place, database, budgetBytes: env.MODEL_CACHE_MB * 1024 * 1024, systemClock, logger });
}

type ShopifyParts = Pick<Services, 'env' | 'db' | 'vault' | 'logger' | 'clock'>;

function shopifyServices({ env, db, vault, logger, clock }: ShopifyParts) {
  const fetch = createShopifyFetch(env.SHOPIFY_STANDIN_URL);
  const sessions = sealSessionStorage(new PrismaSessionStorage(db.prisma), vault);
  const { SHOPIFY_API_KEY: apiKey, SHOPIFY_API_SECRET: apiSecret } = env;
  const onAccess = (shopDomain: string, access: Access) => noteAccess({ db, clock }, shopDomain, access);
  const tokens = createAccessTokens({ pool: db.pool, sessions, fetch, systemClock, apiKey, apiSecret, onAccess });
  const admin = createAdminClient({ tokens, fetch, logger });
  const shopifySegments = createShopifySegments(admin);
  return {
    ...{ sessions, admin, source: createStoreSource(admin, fetch) },
    pictures: createPictureSource({ fetch, standInUrl: env.SHOPIFY_STANDIN_URL }),
    liveCustomers: createLiveCustomers(admin),
    liveCatalog: createRecentCatalog(createLiveCatalog(admin), clock),
    recoveryMails: createRecoveryMails(admin),
    ...{ shopifySegments, recentShopifySegments: createRecentSegments(shopifySegments, systemClock) },
    customerMarks: createCustomerMarks(admin),
    marketingReports: createMarketingReports(admin),
    shopDiscounts: createShopDiscounts(admin),
    flowTeller: createFlowTeller(admin),
  };
}

/** In the dev store's world only its own name server is asked, where there is one: no test asks the real one. */
function addressValidatorOf({ KINDRED_WORLD: world, RESOLVER_STANDIN: server }: Env): AddressValidator {
  return world === 'devstore' && !server ? nobodyToAsk : createMxValidator({ systemClock, server });
}

/** In the dev store's world only pages of this machine are asked: none of its mails leads to anybody's server. */
function pageAskerOf({ KINDRED_WORLD: world }: Env): AskPage {
  const ask = createPageAsker({ mayBeLoopback: world === 'devstore' });
  if (world !== 'devstore') return ask;
  return (url) => (isLoopback(new URL(url)) ? ask(url) : Promise.resolve({ kind: 'untold' }));
}

const dnsLookOf = ({ KINDRED_WORLD: world, RESOLVER_STANDIN: server }: Env): DnsLook =>
  world === 'devstore' && !server ? nobodyLooks : createDnsLook(server);

const operatorMail = ({ OPERATOR_POSTMARK_TOKEN: token, OPERATOR_FROM_EMAIL: from }: Env): OperatorMail | null =>
  token && from ? { token, from } : null;

const webhookServices = (webhookRules: UrlRules) => ({
  webhookRules,
  webhookPoster: createWebhookPoster(webhookRules),
});

/** In the dev store's world mail servers stand on this machine, and nowhere else. */
const smtpOptions = ({ KINDRED_WORLD: world, SHOPIFY_APP_URL: url }: Env): SmtpOptions => ({
  name: new URL(url).hostname,
  ...(world === 'devstore' ? { isAllowed: (address: string) => address === '127.0.0.1' } : {}),
});

function postmarkServices(env: Env) {
  const postmark = createPostmarkClients(env.POSTMARK_STANDIN_URL);
  const account = createPostmarkAccount(env.POSTMARK_ACCOUNT_TOKEN, env.POSTMARK_STANDIN_URL);
  return {
    ...{
      postmark,
      transport: createEmailTransport(createPostmarkTransport(postmark), createSmtpTransport(smtpOptions(env))),
    },
    smtpCheck: createSmtpCheck(smtpOptions(env)),
    mailServers: account && createMailServers(account),
    sendingDomains: account && createSendingDomains(account),
    dns: dnsLookOf(env),
    lentAddresses: {
      sharedDomain: env.SHARED_SENDING_DOMAIN ?? null,
      operatorFrom: env.OPERATOR_FROM_EMAIL ?? null,
    },
  };
}
