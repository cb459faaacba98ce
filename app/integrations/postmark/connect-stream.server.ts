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
  const client = clients(target.token);
  const { Custom, Postmark } = Models.UnsubscribeHandlingTypes;
  const handling = target.unsubscribeMode === 'custom' ? Custom : Postmark;
  await client.editMessageStream(target.stream, {
    SubscriptionManagementConfiguration: { UnsubscribeHandlingType: handling },
  });
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
