import { z } from 'zod';

const loopback = z.url().refine((url) => ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(url).hostname), {
  message: 'must be on this machine (127.0.0.1 or localhost): a stand-in is never somewhere else',
});

const schema = z
  .object({
    NODE_ENV: z.enum(['development', 'test', 'production']).default('production'),
    PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
    /** Proxies in front of the web process, each of which appends whom it heard to `X-Forwarded-For`; 0: nothing in that header is believed. */
    TRUSTED_PROXIES: z.coerce.number().int().min(0).max(5).default(0),
    /** A file of networks of machines, one a line as `203.0.113.0/24`: a mail opened from there may have been opened by a program. */
    MACHINE_NETWORKS_FILE: z.string().min(1).optional(),
    LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),

    /** The app's role: owns nothing, stands behind row-level security. */
    DATABASE_URL: z.url(),
    DATABASE_POOL_SIZE: z.coerce.number().int().min(2).max(100).default(15),
    /** Set: BullMQ runs on Redis. Unset: on PostgreSQL. */
    REDIS_URL: z.url().optional(),

    SHOPIFY_APP_URL: z.url().transform((url) => url.replace(/\/$/, '')),
    SHOPIFY_API_KEY: z.string().min(1),
    SHOPIFY_API_SECRET: z.string().min(1),
    /** 32 bytes in base64; everything personal at rest is encrypted with keys derived from it. */
    KINDRED_ENCRYPTION_KEY: z
      .string()
      .refine((key) => Buffer.from(key, 'base64').length === 32, 'must be 32 bytes in base64: openssl rand -base64 32'),

    /** Where the machine's processes share models of recommenders, in a folder of their own below it; unset: the system's for temporary files. */
    MODEL_CACHE_DIR: z.string().min(1).optional(),
    /** Of all models that one machine holds in shared memory. */
    MODEL_CACHE_MB: z.coerce.number().int().min(1).max(1_048_576).default(512),

    /** Mail of the app itself, such as that a shop's sending has stopped: a Postmark server of the operator's, and the address it may send from. */
    OPERATOR_POSTMARK_TOKEN: z.string().min(10).optional(),
    OPERATOR_FROM_EMAIL: z.email().optional(),
    /** Whom the privacy notice names as running the app, and where to ask them. */
    OPERATOR_NAME: z.string().trim().min(1).max(120).optional(),
    OPERATOR_CONTACT_EMAIL: z.email().optional(),
    /** The operator's account at Postmark: servers and domains are made in it for shops without an account of their own. */
    POSTMARK_ACCOUNT_TOKEN: z.string().min(10).optional(),
    /** A verified domain of the operator's in that account, lent to shops until their own is verified. */
    SHARED_SENDING_DOMAIN: z.hostname().toLowerCase().optional(),

    /** Minutes of system time after which a send without an answer is settled by Postmark's search. */
    SETTLE_AFTER_MINUTES: z.coerce.number().min(0).default(15),

    /** `devstore`: the world on one machine. The only switch, and only with stand-ins on loopback. */
    KINDRED_WORLD: z.enum(['production', 'devstore']).default('production'),
    SHOPIFY_STANDIN_URL: loopback.optional(),
    POSTMARK_STANDIN_URL: loopback.optional(),
    /** Stands for admin.shopify.com: serves App Bridge and may frame the app. */
    ADMIN_STANDIN_URL: loopback.optional(),
    /** Stands for the machine's name server, as `127.0.0.1:PORT`. */
    RESOLVER_STANDIN: z
      .string()
      .regex(/^127\.0\.0\.1:\d{1,5}$/, 'must be a port of this machine: 127.0.0.1:PORT')
      .optional(),
    /** `1`: webhooks out may also go to http://127.0.0.1, where a test's own receiver listens. */
    WEBHOOKS_TO_LOOPBACK: z.literal('1').optional(),
    /** Name of a labelled point at which this process kills itself, for crash tests in the dev store's world. */
    KINDRED_CRASH_POINT: z.string().optional(),
  })
  .superRefine(
    (env, context) => {
      const standIns = ['SHOPIFY_STANDIN_URL', 'POSTMARK_STANDIN_URL', 'ADMIN_STANDIN_URL'] as const;
      for (const name of standIns) {
        if (env.KINDRED_WORLD === 'devstore' && !env[name])
          context.addIssue({ code: 'custom', path: [name], message: 'is needed when KINDRED_WORLD is devstore' });
        if (env.KINDRED_WORLD !== 'devstore' && env[name])
          context.addIssue({ code: 'custom', path: [name], message: 'may only be set when KINDRED_WORLD is devstore' });
      }
      if (!env.OPERATOR_POSTMARK_TOKEN !== !env.OPERATOR_FROM_EMAIL)
        context.addIssue({
          code: 'custom',
          path: [env.OPERATOR_POSTMARK_TOKEN ? 'OPERATOR_FROM_EMAIL' : 'OPERATOR_POSTMARK_TOKEN'],
          message: 'is needed, too: the operator’s token and address go together',
        });
      if (env.SHARED_SENDING_DOMAIN && !env.POSTMARK_ACCOUNT_TOKEN)
        context.addIssue({
          code: 'custom',
          path: ['POSTMARK_ACCOUNT_TOKEN'],
          message: 'is needed, too: only servers in that account may send from the shared domain',
        });
      for (const name of ['KINDRED_CRASH_POINT', 'RESOLVER_STANDIN', 'WEBHOOKS_TO_LOOPBACK'] as const)
        if (env.KINDRED_WORLD !== 'devstore' && env[name])
          context.addIssue({ code: 'custom', path: [name], message: 'exists only in the dev store' });
    },
    // Asked even where single variables are wrong: one start names everything.
    { when: () => true },
  );

export type Env = z.infer<typeof schema>;

/** Reads the environment once, at boot. Throws one error that names every wrong variable and why. */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const result = schema.safeParse(source);
  if (result.success) return result.data;
  const lines = result.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`The environment is not usable (README.md lists every variable):\n${lines.join('\n')}`);
}
