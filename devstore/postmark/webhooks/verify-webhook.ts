import type { PostmarkWorld } from '../world';
import { postWebhook } from './post-webhook';
import { recordTypes, type RecordType, type Webhook } from './webhooks';

export interface Verification {
  isPassed: boolean;
  message: string;
  /** As the API answers it. */
  json: object;
}

/** Asks the URL once for each enabled trigger; each must answer 200. Postmark documents the question but not its body. */
export async function verifyWebhook(world: PostmarkWorld, webhook: Webhook): Promise<Verification> {
  const types = recordTypes.filter((type) => webhook.triggers[type]);
  const results = await Promise.all(
    types.map(async (type) => {
      const { status, error } = await postWebhook(webhook, JSON.stringify(samplePayload(type)), {
        timeoutMs: world.webhookTimeoutMs,
      });
      const text =
        status === null ? `The request failed: ${error}.` : `Remote server returned an HTTP status code of ${status}.`;
      return {
        TriggerType: type,
        Success: status === 200,
        StatusCode: status ?? 0,
        Message: status === 200 ? 'OK' : text,
      };
    }),
  );
  const passed = results.filter(({ Success }) => Success).length;
  const isPassed = passed === results.length;
  const message = `${passed}/${results.length} triggers verified successfully`;
  const json = { Id: webhook.id, Url: webhook.url, Success: isPassed, Results: results, Message: message };
  return { isPassed, message, json };
}

/** Names a message that nobody sent, as the samples on Postmark's developer pages do. */
function samplePayload(type: RecordType): object {
  const recipient =
    type === 'Bounce' || type === 'SpamComplaint' ? { Email: 'john@example.com' } : { Recipient: 'john@example.com' };
  return {
    RecordType: type,
    MessageStream: 'outbound',
    MessageID: '00000000-0000-0000-0000-000000000000',
    ServerID: 0,
    Tag: '',
    Metadata: {},
    ...recipient,
  };
}
