import type { PostmarkClients } from './postmark-client.server';

export interface WebhookTarget {
  token: string;
  stream: string;
  url: string;
  username: string;
  password: string;
}

/** Makes sure that Postmark tells us everything about the shop's stream: one webhook of ours, made or brought up to date. */
export async function connectPostmarkWebhooks(clients: PostmarkClients, target: WebhookTarget): Promise<void> {
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
