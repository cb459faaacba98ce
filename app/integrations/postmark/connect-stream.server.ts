import { Models } from 'postmark';
import type { PostmarkClients } from './postmark-client.server';

export interface StreamTarget {
  token: string;
  stream: string;
  url: string;
  username: string;
  password: string;
  /** Who owns links and headers for unsubscribing on this stream. Postmark allows `custom` only to servers its support approved. */
  unsubscribeMode: 'postmark' | 'custom';
}

/**
 * Makes the shop's stream ready: unsubscribing as the shop wants it, and one webhook of ours that tells everything, made or brought up to date.
 * Throws Postmark's own words where it refuses.
 */
export async function connectPostmarkStream(clients: PostmarkClients, target: StreamTarget): Promise<void> {
  const { Custom, Postmark } = Models.UnsubscribeHandlingTypes;
  const handling = target.unsubscribeMode === 'custom' ? Custom : Postmark;
  await clients(target.token).editMessageStream(target.stream, {
    SubscriptionManagementConfiguration: { UnsubscribeHandlingType: handling },
  });
  await reportToUs(clients, target);
}

/** One webhook of ours on a stream that tells everything, made or brought up to date. */
export async function reportToUs(
  clients: PostmarkClients,
  target: Omit<StreamTarget, 'unsubscribeMode'>,
): Promise<void> {
  const client = clients(target.token);
  const on = { Enabled: true };
  const settings = {
    Url: target.url,
    HttpAuth: { Username: target.username, Password: target.password },
    Triggers: {
      Open: { ...on, PostFirstOpenOnly: false },
      Click: on,
      Delivery: on,
      Bounce: { ...on, IncludeContent: false },
      SpamComplaint: { ...on, IncludeContent: false },
      SubscriptionChange: on,
    },
  };
  const { Webhooks } = await client.getWebhooks({ messageStream: target.stream });
  const own = Webhooks.find((webhook) => webhook.Url === target.url);
  if (own) await client.editWebhook(own.ID, settings);
  else await client.createWebhook({ ...settings, MessageStream: target.stream });
}
