import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROUTES = join(import.meta.dirname, '..', 'routes');

/** Routes of the admin that name nobody, and why. */
const namesNobody: Record<string, string> = {
  'app.tsx': 'the frame around all pages',
  'app.$.tsx': 'a page that is not there',
  'app.activity.tsx': 'counts, and what was done, by kinds',
  'app.settings_.audit.tsx': 'users of the shop by Shopify’s number, people by links',
  'app.campaigns.tsx': 'counts',
  'app.campaigns_.$id.tsx': 'counts, and what was done',
  'app.campaigns_.calendar.tsx': 'names of campaigns, and counts',
  'app.settings_.consent.tsx': 'statements by random ids',
  'app.customers_.$id_.recommendations.ts': 'products',
  'app.data.tsx': 'counts and times',
  'app.deliverability.tsx': 'counts, and users of the shop by Shopify’s number',
  'app.emails_.$key.tsx': 'rules in words; whom a mail is shown for is told by the route that previews',
  'app.emails._index.tsx': 'mails by name, and what sends them; subjects are said as to nobody in particular',
  'app.emails_.new.tsx': 'templates, and the shop’s own mails by name',
  'app.emails_.blocks.ts': 'the shop’s own parts of mails',
  'app.emails_.$key_.approval.ts': 'versions, and users of the shop by Shopify’s number',
  'app.emails_.$key_.comments.ts': 'what users of the shop said of a mail, by Shopify’s number',
  'app.emails_.$key_.file.ts': 'the shop’s own mail',
  'app.emails_.$key_.history.tsx': 'versions of a mail, and users of the shop by Shopify’s number',
  'app.data_.exports_.ask.ts': 'answers whether it was asked for',
  'app.data_.exports.tsx': 'names of lists, counts, and users of the shop by Shopify’s number',
  'app.flows._index.tsx': 'counts',
  'app.flows.new.tsx': 'templates',
  'app.flows.$key.tsx': 'rules and counts; whom a mail is shown for is told by the route that previews',
  'app.flows.$key_.file.ts': 'the shop’s own flow',
  'app.data_.imports.tsx': 'names of files and counts',
  'app.data_.imports_.upload.ts': 'takes a file, gives an id',
  'app.settings_.privacy_.checks.ts': 'what is so and what is not, by counts',
  'app.settings_.privacy_.requests.ts': 'answers whether it was done',
  'app.recommendations.tsx': 'products',
  'app.recommendations_.feedback.tsx': 'counts',
  'app.recommendations_.rules.tsx': 'products',
  'app.recommendations_.versions.tsx': 'figures and times',
  'app.segments.tsx': 'counts, and rules in words',
  'app.segments_.groups.tsx': 'counts, rules in words, and points that say of nobody who they are',
  'app.segments_.from-shopify.tsx': 'a rule; whom it means is told by the route that counts',
  'app.segments_.from-shopify_.list.ts': 'names of segments, and how many people are in them',
  'app.segments_.new.tsx': 'a rule; whom it means is told by the route that counts',
  'app.flows_.replay.$key_.try.tsx': 'somebody made up',
  'app.settings.tsx': 'the shop itself',
  'app.settings_.brand.tsx': 'how mails look',
  'app.settings_.brand_.found.ts': 'how the theme looks',
  'app.settings_.storefront.tsx': 'the shop’s own words, and counts',
  'app.settings_.storefront_.preview.ts': 'a form as nobody filled it in',
  'app.settings_.credit.tsx': 'the shop’s own rule, and sums',
  'app.settings_.domain.tsx': 'the shop’s own domain',
  'app.settings_.go-on.ts': 'answers whether it was done',
  'app.settings_.mail-server.tsx': 'the shop’s own server',
  'app.settings_.offers.tsx': 'the shop’s own offers, and counts',
  'app.settings_.api.tsx': 'the shop’s own programs',
  'app.settings_.webhooks.tsx': 'the shop’s own programs, and segments by name: whom a message was about is not shown',
};

/** Use cases that write the look down, of routes that call them through another. */
const notedBy: Record<string, string> = { 'app.settings_.privacy.tsx': 'privacy-requests.server.ts' };

const routes = readdirSync(ROUTES).filter((name) => name.startsWith('app.'));
const textOf = (path: string) => readFileSync(path, 'utf8');

/** Whether the loader writes the look down, or a use case that the route calls does. */
function isNoted(name: string): boolean {
  const route = textOf(join(ROUTES, name));
  if (route.includes('await noteLook(')) return true;
  const called = [...route.matchAll(/from '~\/ops\/([\w/-]+\.server)'/g)].map(([, file]) => `${file}.ts`);
  const useCases = [...called, ...(notedBy[name] ? [notedBy[name]] : [])];
  return useCases.some((file) => /await logAccess(Once)?\(/.test(textOf(join(import.meta.dirname, file))));
}

describe('a page of the admin', () => {
  it('has looks at it written down, or names nobody', () => {
    const unsaid = routes.filter((name) => !isNoted(name) && !Object.hasOwn(namesNobody, name));
    expect(
      unsaid,
      'These routes show something, and nobody says to whom it was shown. Where a person can be named on them, let the loader call ' +
        'noteLook (app/ops/note-look.server.ts) with a kind of app/platform/audit/access-kinds.ts; else say here why nobody is.',
    ).toEqual([]);
  });

  it('that is spoken of here is there', () => {
    expect(Object.keys(namesNobody).filter((name) => !routes.includes(name))).toEqual([]);
  });
});
