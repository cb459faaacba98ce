import type { Shop } from '@prisma/client';
import { z } from 'zod';
import { loadSender, senderSchema, type Sender, type SenderInput } from '~/delivery/sending/sender.server';
import { mailWords } from '~/delivery/documents/words';
import type { SendRules } from '~/decisions/send-policy/arbiter/send-facts';
import { sendRules } from '~/decisions/send-policy/send-rules.server';
import { recordActivity, type ActivityDeps } from '~/platform/audit/activity.server';
import type { ActivityKind } from '~/platform/audit/activity-kinds';
import type { Db } from '~/platform/db/db.server';
import { changeSender, type ChangeSenderDeps } from './domain/change-sender.server';
import type { SaveOutcome } from './save-outcome';
import { sendTest, type TestDeps } from './send-test.server';
import { inShop, pageShop, type PageDeps, type PageShop } from './shop-context.server';

export type SettingsDeps = TestDeps & ChangeSenderDeps;

export interface SettingsPage {
  shop: PageShop;
  /** The token is never shown again once saved. */
  sender: Omit<SenderInput, 'postmarkToken'> | null;
  /** Whose server mail leaves by: the merchant's own, one that Kindred made, or none yet, which one can be made for. */
  server: 'own' | 'made' | 'can-be-made' | 'needed';
  verifiedAt: string | null;
  usualConsentLine: string;
  rules: Pick<SendRules, 'isPaused' | 'frequencyCapMinutes' | 'weeklyBudget' | 'quiet'>;
}

export function settingsPage(
  deps: PageDeps & Pick<SettingsDeps, 'mailServers'>,
  shopDomain: string,
): Promise<SettingsPage> {
  return inShop(deps, shopDomain, async (db, shop) => {
    const saved = await loadSender(deps.vault, db, shop.id);
    const { isPaused, frequencyCapMinutes, weeklyBudget, quiet } = await sendRules(db, shop.id, saved);
    return {
      shop: pageShop(deps, shop),
      sender: saved && shownSender(saved),
      server: serverOf(deps, saved),
      verifiedAt: saved?.verifiedAt?.toISOString() ?? null,
      usualConsentLine: mailWords(shop.locale).consentLine(shop.name),
      rules: { isPaused, frequencyCapMinutes, weeklyBudget, quiet },
    };
  });
}

function serverOf({ mailServers }: Pick<SettingsDeps, 'mailServers'>, saved: Sender | null): SettingsPage['server'] {
  if (saved) return saved.postmarkServerId === null ? 'own' : 'made';
  return mailServers ? 'can-be-made' : 'needed';
}

function shownSender({ postmarkToken: _token, verifiedAt: _verifiedAt, ...shown }: Sender): SettingsPage['sender'] {
  const { fromName, fromEmail, replyTo, postalAddress, broadcastStream, unsubscribeMode, consentLine } = shown;
  return { fromName, fromEmail, replyTo, postalAddress, broadcastStream, unsubscribeMode, consentLine };
}

const emptyAsNull = (value: unknown): unknown => (value === '' ? null : value);
const minuteOfDay = z.preprocess(emptyAsNull, z.coerce.number().int().min(0).max(1_439).nullable());

const settings = z.discriminatedUnion('intent', [
  senderSchema.extend({
    intent: z.literal('sender'),
    replyTo: z.preprocess(emptyAsNull, senderSchema.shape.replyTo),
    /** Empty: the token that is saved already. */
    postmarkToken: z.preprocess(emptyAsNull, senderSchema.shape.postmarkToken.nullable()).default(null),
  }),
  z.object({
    intent: z.literal('rules'),
    frequencyCapHours: z.coerce
      .number({ error: 'must be a number of hours' })
      .int('must be whole hours')
      .min(1, 'must be at least 1 hour')
      .max(720, 'must be at most 30 days'),
    /** Empty: as many as the hours between them allow. */
    weeklyBudget: z.preprocess(
      emptyAsNull,
      z.coerce
        .number({ error: 'must be a number of mails' })
        .int('must be whole mails')
        .min(1, 'must be at least 1 mail')
        .max(50, 'must be at most 50 mails')
        .nullable(),
    ),
    fromMinute: minuteOfDay,
    untilMinute: minuteOfDay,
  }),
  z.object({ intent: z.literal('pause'), isPaused: z.stringbool() }),
  z.object({ intent: z.literal('test') }),
]);

type SettingsInput = z.infer<typeof settings>;

/** Saves one form of the settings. `actor` is the user's id, where it is known. */
export async function saveSettings(
  deps: SettingsDeps & ActivityDeps,
  shopDomain: string,
  form: unknown,
  actor?: string,
): Promise<SaveOutcome> {
  const parsed = settings.safeParse(form);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => ({ field: path.join('.'), message }));
    return { kind: 'refused', problems };
  }
  return inShop(deps, shopDomain, async (db, shop) => {
    const outcome = await save(deps, db, shop, parsed.data);
    const kind = activityOf(parsed.data);
    if (kind && outcome.kind === 'saved') await recordActivity(deps, db, shop.id, { kind, actor });
    return outcome;
  });
}

/** What is written down of it; a test mail is not. */
function activityOf(input: SettingsInput): ActivityKind | null {
  switch (input.intent) {
    case 'sender':
      return 'sender-changed';
    case 'rules':
      return 'rules-changed';
    case 'pause':
      return input.isPaused ? 'sending-paused' : 'sending-resumed';
    case 'test':
      return null;
  }
}

async function save(deps: SettingsDeps, db: Db, shop: Shop, input: SettingsInput): Promise<SaveOutcome> {
  const shopId = shop.id;
  switch (input.intent) {
    case 'sender': {
      const { intent: _intent, ...sender } = input;
      return changeSender(deps, db, shop, sender);
    }
    case 'rules':
      return changeRules(db, shopId, input);
    case 'pause': {
      const { isPaused } = input;
      await db.sendPolicy.upsert({ where: { shopId }, create: { shopId, isPaused }, update: { isPaused } });
      return { kind: 'saved' };
    }
    case 'test':
      return sendTest(deps, db, shopId);
  }
}

async function changeRules(
  db: Db,
  shopId: string,
  { frequencyCapHours, weeklyBudget, fromMinute, untilMinute }: Extract<SettingsInput, { intent: 'rules' }>,
): Promise<SaveOutcome> {
  if ((fromMinute === null) !== (untilMinute === null))
    return refused(
      fromMinute === null ? 'fromMinute' : 'untilMinute',
      'is missing: quiet hours have a beginning and an end',
    );
  const row = {
    frequencyCapMinutes: frequencyCapHours * 60,
    weeklyBudget,
    quietFromMinute: fromMinute,
    quietUntilMinute: untilMinute,
  };
  await db.sendPolicy.upsert({ where: { shopId }, create: { shopId, ...row }, update: row });
  return { kind: 'saved' };
}

const refused = (field: string, message: string): SaveOutcome => ({ kind: 'refused', problems: [{ field, message }] });
