import { Errors } from 'postmark';
import { z } from 'zod';
import { abandonedCart } from '~/decisions/flows/templates/abandoned-cart';
import { publishFlow, switchFlow } from '~/decisions/flows/flows.server';
import { saveSender, senderSchema } from '~/delivery/sending/sender.server';
import { postmarkWebhookTarget } from '~/ingest/postmark-webhooks.server';
import { connectPostmarkStream } from '~/integrations/postmark/connect-stream.server';
import { withShop } from '~/platform/db/db.server';
import type { Services } from '~/services.server';

const settings = z.discriminatedUnion('intent', [
  senderSchema.extend({ intent: z.literal('sender') }),
  z.object({ intent: z.literal('flow'), key: z.literal(abandonedCart.key), isOn: z.stringbool() }),
  z.object({
    intent: z.literal('quiet-hours'),
    fromMinute: z.coerce.number().int().min(0).max(1_439).nullable(),
    untilMinute: z.coerce.number().int().min(0).max(1_439).nullable(),
  }),
]);

export type SaveOutcome = { kind: 'saved' } | { kind: 'refused'; problems: { field: string; message: string }[] };

/** Saves one form of the admin. What is wrong comes back by field, in words. */
export async function saveSettings(services: Services, shopDomain: string, form: unknown): Promise<SaveOutcome> {
  const parsed = settings.safeParse(form);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => ({ field: path.join('.'), message }));
    return { kind: 'refused', problems };
  }
  const shopId = await services.shops.findOrCreate(shopDomain);
  return withShop(shopId, () => save(services, shopId, parsed.data));
}

async function save(services: Services, shopId: string, input: z.infer<typeof settings>): Promise<SaveOutcome> {
  const { prisma } = services.db;
  switch (input.intent) {
    case 'sender': {
      const { intent: _, ...sender } = input;
      const target = postmarkWebhookTarget(services.vault, services.appUrl, shopId);
      const { postmarkToken: token, broadcastStream: stream, unsubscribeMode } = sender;
      const problem = await refusalOf(
        connectPostmarkStream(services.postmark, { token, stream, unsubscribeMode, ...target }),
      );
      if (problem)
        return { kind: 'refused', problems: [{ field: 'postmarkToken', message: `Postmark says: ${problem}` }] };
      await saveSender(services.vault, prisma, shopId, sender);
      return { kind: 'saved' };
    }
    case 'flow':
      await publishFlow(prisma, services.clock, shopId, abandonedCart);
      await switchFlow(prisma, services.clock, shopId, input.key, input.isOn);
      return { kind: 'saved' };
    case 'quiet-hours': {
      const row = { quietFromMinute: input.fromMinute, quietUntilMinute: input.untilMinute };
      await prisma.sendPolicy.upsert({ where: { shopId }, create: { shopId, ...row }, update: row });
      return { kind: 'saved' };
    }
  }
}

/** What Postmark says against it, or null where it agrees. Whatever else goes wrong is no fault of the form. */
async function refusalOf(connecting: Promise<void>): Promise<string | null> {
  try {
    await connecting;
    return null;
  } catch (error) {
    if (error instanceof Errors.PostmarkError) return error.message;
    throw error;
  }
}
