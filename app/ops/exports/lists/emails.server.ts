import { csvLine } from '~/platform/csv';
import { emailFilter, wantedEmails, type WantedEmail } from '../../emails/emails-page.server';
import type { ExportOf, ListExport } from '../list-export.server';

/** The mails of a shop, as its list shows them. They are a thousand at most, and come at once. */
export const emails: ListExport = {
  headings: [
    ...['key', 'name', 'subject', 'state', 'archived', 'version', 'changed_at', 'languages'],
    ...['flows', 'campaigns', 'to_mend', 'advice'],
  ],
  look: () => null,
  count: async (of) => (await wantedOf(of)).length,
  page: async (of) => {
    const wanted = await wantedOf(of);
    return { lines: wanted.map((each) => csvLine(fieldsOf(each))).join(''), rows: wanted.length, next: null };
  },
};

const wantedOf = ({ db, shop, search }: ExportOf): Promise<WantedEmail[]> =>
  wantedEmails(db, shop, emailFilter.parse(Object.fromEntries(search)));

function fieldsOf({ email, shown }: WantedEmail): (string | number | null)[] {
  const { key, name, subject, state, isArchived, changedAt, languages, uses, findings } = shown;
  const named = (kind: string) =>
    uses
      .filter((use) => use.kind === kind)
      .map((use) => use.name)
      .join('; ');
  return [
    ...[key, name, subject, state, String(isArchived), email.version, changedAt, languages.join(' ')],
    ...[named('flow'), named('campaign'), findings?.blocking ?? null, findings?.advisory ?? null],
  ];
}
