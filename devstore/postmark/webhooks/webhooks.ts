import { z } from 'zod';

const plainTrigger = z.strictObject({ Enabled: z.boolean() });
const openTrigger = z.strictObject({ Enabled: z.boolean(), PostFirstOpenOnly: z.boolean().optional() });
const bounceTrigger = z.strictObject({ Enabled: z.boolean(), IncludeContent: z.boolean().optional() });

const triggerFields = z.strictObject({
  Open: openTrigger.optional(),
  Click: plainTrigger.optional(),
  Delivery: plainTrigger.optional(),
  Bounce: bounceTrigger.optional(),
  SpamComplaint: bounceTrigger.optional(),
  SubscriptionChange: plainTrigger.optional(),
});

/** What `POST /webhooks` and `PUT /webhooks/{id}` take. `Verify: false` saves without asking the URL. */
export const webhookFields = z.strictObject({
  Url: z.string().nullish(),
  MessageStream: z.string().nullish(),
  HttpAuth: z.strictObject({ Username: z.string(), Password: z.string() }).nullish(),
  HttpHeaders: z.array(z.strictObject({ Name: z.string(), Value: z.string() })).nullish(),
  Triggers: triggerFields.nullish(),
  Verify: z.boolean().optional(),
});
export type WebhookFields = z.infer<typeof webhookFields>;

export const recordTypes = ['Open', 'Click', 'Delivery', 'Bounce', 'SpamComplaint', 'SubscriptionChange'] as const;
export type RecordType = (typeof recordTypes)[number];

export interface Webhook {
  id: number;
  url: string;
  streamId: string;
  httpAuth: { Username: string; Password: string } | null;
  httpHeaders: { Name: string; Value: string }[];
  triggers: Record<RecordType, boolean>;
  isFirstOpenOnly: boolean;
  bounceHasContent: boolean;
  complaintHasContent: boolean;
  /** An unverified webhook is kept but gets no events. */
  isVerified: boolean;
}

/** Lays the given fields over a webhook: triggers that are not named stay as they are. */
export function applyFields(webhook: Webhook, fields: WebhookFields): Webhook {
  const triggers = fields.Triggers ?? {};
  const switches = recordTypes.map((type) => [type, triggers[type]?.Enabled ?? webhook.triggers[type]] as const);
  return {
    ...webhook,
    url: fields.Url ?? webhook.url,
    httpAuth: fields.HttpAuth === undefined ? webhook.httpAuth : fields.HttpAuth,
    httpHeaders: fields.HttpHeaders ?? webhook.httpHeaders,
    triggers: Object.fromEntries(switches) as Record<RecordType, boolean>,
    isFirstOpenOnly: triggers.Open?.PostFirstOpenOnly ?? webhook.isFirstOpenOnly,
    bounceHasContent: triggers.Bounce?.IncludeContent ?? webhook.bounceHasContent,
    complaintHasContent: triggers.SpamComplaint?.IncludeContent ?? webhook.complaintHasContent,
  };
}

export function emptyWebhook(id: number, streamId: string): Webhook {
  return {
    id,
    url: '',
    streamId,
    httpAuth: null,
    httpHeaders: [],
    triggers: {
      Open: false,
      Click: false,
      Delivery: false,
      Bounce: false,
      SpamComplaint: false,
      SubscriptionChange: false,
    },
    isFirstOpenOnly: false,
    bounceHasContent: false,
    complaintHasContent: false,
    isVerified: true,
  };
}

/** The webhook as the API answers it. */
export function webhookJson(webhook: Webhook): object {
  const { triggers } = webhook;
  return {
    ID: webhook.id,
    Url: webhook.url,
    MessageStream: webhook.streamId,
    Status: webhook.isVerified ? 'verified' : 'unverified',
    ...(webhook.httpAuth ? { HttpAuth: webhook.httpAuth } : {}),
    ...(webhook.httpHeaders.length > 0 ? { HttpHeaders: webhook.httpHeaders } : {}),
    Triggers: {
      Open: { Enabled: triggers.Open, PostFirstOpenOnly: webhook.isFirstOpenOnly },
      Click: { Enabled: triggers.Click },
      Delivery: { Enabled: triggers.Delivery },
      Bounce: { Enabled: triggers.Bounce, IncludeContent: webhook.bounceHasContent },
      SpamComplaint: { Enabled: triggers.SpamComplaint, IncludeContent: webhook.complaintHasContent },
      SubscriptionChange: { Enabled: triggers.SubscriptionChange },
    },
  };
}
