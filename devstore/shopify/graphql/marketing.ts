import { gid } from '../gid';

export interface ActivityInput {
  remoteId: string;
  title: string;
  tactic: string;
  marketingChannelType: string;
  status: string;
  remoteUrl: string;
  utm?: { source: string; medium: string; campaign: string } | null;
  urlParameterValue?: string | null;
  parentRemoteId?: string | null;
  hierarchyLevel?: 'AD' | 'AD_GROUP' | 'CAMPAIGN' | null;
  start?: string | null;
  end?: string | null;
  scheduledStart?: string | null;
  scheduledEnd?: string | null;
  budget?: { total: { currencyCode: string } } | null;
  adSpend?: { currencyCode: string } | null;
}

/** One day of an activity, as it was told last. */
export type EngagementInput = Record<string, unknown> & {
  occurredOn: string;
  utcOffset: string;
  sales?: { amount: string; currencyCode: string } | null;
  adSpend?: { amount: string; currencyCode: string } | null;
};

export interface ActivityRecord {
  id: string;
  input: ActivityInput;
  createdAt: string;
  updatedAt: string;
  days: EngagementInput[];
}

export type KeptMarketing = { kind: 'marketing'; activity: ActivityRecord } | { kind: 'marketing-gone' };

/** What an app has told the Marketing page. */
export interface Marketing {
  all(): readonly ActivityRecord[];
  find(remoteId: string): ActivityRecord | undefined;
  keep(input: ActivityInput, now: string): ActivityRecord;
  /** A day told again takes the place of what was told of it before. */
  tellDay(activity: ActivityRecord, day: EngagementInput): void;
  /** As when somebody deletes one in the admin. */
  remove(remoteId: string): void;
  /** As when the app is taken off. */
  removeAll(): void;
}

/** `earlier`: of an earlier run; `changed` is told of each change before anybody learns of it. */
export function createMarketing(
  earlier: readonly ActivityRecord[] = [],
  changed: (kept: KeptMarketing) => void = () => undefined,
): Marketing {
  let records = [...earlier];
  let made = 0;
  const note = (activity: ActivityRecord) => changed({ kind: 'marketing', activity });
  const find = (remoteId: string) => records.find((each) => each.input.remoteId === remoteId);
  function keepOnly(left: ActivityRecord[]): void {
    records = left;
    changed({ kind: 'marketing-gone' });
    left.forEach(note);
  }
  return {
    all: () => records,
    find,
    keep(input, now) {
      const known = find(input.remoteId);
      // What is left out or null is lost, as the schema says of this mutation.
      if (known) Object.assign(known, { input, updatedAt: now });
      const id = () => gid('MarketingActivity', 800_000_000 + records.length + ++made);
      const record = known ?? { id: id(), input, createdAt: now, updatedAt: now, days: [] };
      if (!known) records.push(record);
      note(record);
      return record;
    },
    tellDay(activity, day) {
      activity.days = [...activity.days.filter(({ occurredOn }) => occurredOn !== day.occurredOn), day];
      note(activity);
    },
    remove: (remoteId) => keepOnly(records.filter((each) => each.input.remoteId !== remoteId)),
    removeAll: () => keepOnly([]),
  };
}
