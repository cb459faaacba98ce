import { Models } from 'postmark';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fairWeather } from '../../postmark/webhooks/weather';
import { type OpenSite, openSite } from '../testing/open-site';
import { pageReader, words } from '../testing/read-pages';

const MINUTE_MS = 60_000;

let site: OpenSite;
beforeAll(async () => void (site = await openSite()));
afterAll(() => site.close());

const { open, post } = pageReader(() => site);
/** Does something with a mail; gives the page one is led to. */
async function act(messageId: string, name: string) {
  const { response, location } = await post(`/inbox/mails/${messageId}/acts`, { act: name });
  expect(response.status).toBe(303);
  return open(location);
}
const tracked = { TrackOpens: true, TrackLinks: Models.LinkTrackingOptions.HtmlOnly };
const broadcast = {
  HtmlBody: '<p>News <a href="https://shop.example/tea">Tea</a> <a href="{{{ pm:unsubscribe }}}">Leave</a></p>',
};

describe('what people do with a mail', () => {
  const facts = (document: Document) => words(document, '.timeline section:first-child li span');
  const reports = (document: Document) => words(document, '.timeline section:last-child li');
  const told = (recordType: string, messageId: string) =>
    site.receiver.events(recordType).filter((event) => event.MessageID === messageId);

  test('opening loads the pixel, and Postmark tells of it', async () => {
    const messageId = await site.send('gil@example.org', tracked);
    const { document } = await act(messageId, 'open');
    expect(words(document, '.notice')).toEqual(['Opened: its pixel was loaded.']);
    expect(facts(document)).toEqual(['Postmark took it', 'Reached the mailbox', 'Opened']);
    expect(reports(document)).toEqual([
      expect.stringMatching(/^Delivery .*Kindred took it \(HTTP 200\)$/),
      expect.stringMatching(/^Open .*Kindred took it \(HTTP 200\)$/),
    ]);
    expect(told('Open', messageId)).toHaveLength(1);
    const row = [...document.querySelectorAll('.row')].find((each) => each.getAttribute('aria-current'));
    expect(row?.classList.contains('is-new')).toBe(false);
  });

  test('opening what has no pixel says that nobody can tell', async () => {
    const { document } = await act(await site.send('hal@example.org'), 'open');
    expect(words(document, '.notice')[0]).toContain('nobody can tell');
  });

  test.each([
    ['one-click', 'answered 200', 'unsubscribed'],
    ['unsubscribe-link', 'answered 200', 'unsubscribed'],
    ['hard-bounce', 'came back for good', 'a mail came back for good'],
    ['complain', 'Reported as spam', 'complained about spam'],
  ])('%s is done and suppresses the address', async (name, said, why) => {
    const email = `${name}@example.org`;
    const messageId = await site.send(email, broadcast);
    const { document } = await act(messageId, name);
    expect(words(document, '.notice')[0]).toContain(said);
    expect(facts(document).at(-1)).toBe(`No more mail on the stream “broadcast”: ${why}`);
    expect(words(document, '.mail-head .mark').join()).toContain('Gets no more mail');
    expect(told('SubscriptionChange', messageId)).toMatchObject([{ Recipient: email, SuppressSending: true }]);
    const list = await open('/inbox/suppressed');
    expect(words(list.document, 'tbody tr').find((row) => row.startsWith(email))).toContain(why);
  });

  test('a soft bounce comes back, and the address may still be written to', async () => {
    const messageId = await site.send('soft@example.org');
    const { document } = await act(messageId, 'soft-bounce');
    expect(words(document, '.mail-head .mark')).toEqual(['Came back: no mail program shows it.']);
    expect(told('Bounce', messageId)).toMatchObject([{ Type: 'SoftBounce' }]);
    expect(await site.send('soft@example.org')).toBeTruthy();
  });

  test('what a mail does not offer is refused with the reason', async () => {
    const { MessageID } = await site.postmark.sendEmail({
      ...{ From: site.world.senderEmail, To: 'ivy@example.org', Subject: 'Receipt', TextBody: 'Thanks' },
    });
    await site.world.postmark.settle();
    const refused = await post(`/inbox/mails/${MessageID}/acts`, { act: 'one-click' });
    expect(refused.response.status).toBe(422);
    expect(words(refused.document, '.notice.bad')[0]).toMatch(/^the mail has no one-click button/);
    expect((await post(`/inbox/mails/${MessageID}/acts`, { act: 'explode' })).response.status).toBe(400);
    expect((await post(`/inbox/mails/${MessageID}/acts`, {})).response.status).toBe(400);
    expect((await open(`/inbox/mails/${MessageID}`)).text).toContain(
      'Nothing: Kindred has no webhook on the stream “outbound”.',
    );
  });

  test('reports may come late, twice, never, or be refused first; the mail’s page tells', async () => {
    const choose = (delay: string, fault: string) =>
      post('/inbox/reports', { delay, fault, back: '/inbox/suppressed' });
    const latest = async (name: string, fields: object = tracked) => {
      const messageId = await site.send(`${name}@example.org`, fields);
      return { messageId, page: await act(messageId, 'open') };
    };
    expect((await choose('hour', 'twice')).location).toBe('/inbox/suppressed');
    const late = await latest('late');
    expect(reports(late.page.document)).toEqual([
      expect.stringMatching(/^Delivery To be told at .*, in 1 h$/),
      expect.stringMatching(/^Delivery, told a second time To be told at/),
      expect.stringMatching(/^Open To be told/),
      expect.stringMatching(/^Open, told a second time/),
    ]);
    await site.world.clock.advance(60 * MINUTE_MS);
    expect(told('Open', late.messageId)).toHaveLength(2);

    await choose('none', 'lost');
    const lost = await latest('lost');
    expect(reports(lost.page.document)[1]).toMatch(/^Open Lost on the way/);
    await choose('none', 'refused');
    const refused = await latest('refused');
    expect(reports(refused.page.document)[1]).toMatch(/^Open .*Not taken \(HTTP 500\) To be told at .*, in 1 min$/);
    expect(words(refused.page.document, '.reports summary')).toEqual(['Reports: refused first, at once']);
    await site.world.clock.advance(MINUTE_MS);
    expect(told('Open', refused.messageId)).toHaveLength(1);

    expect((await choose('soon', 'none')).response.status).toBe(400);
    await choose('none', 'none');
    expect(site.world.postmark.faults.weather).toEqual(fairWeather);
    const elsewhere = await post('/inbox/reports', { delay: 'none', fault: 'none', back: '//evil.example/' });
    expect(elsewhere.location).toBe('/inbox/');
  });
});

describe('suppressed addresses', () => {
  const where = (email: string) => ({
    serverId: String(site.world.postmark.inbox.suppressed()[0]?.serverId),
    stream: 'broadcast',
    email,
  });

  test('are reactivated by whoever may, and never after a complaint', async () => {
    for (const email of ['hard-bounce@example.org', 'one-click@example.org']) {
      const { location } = await post('/inbox/suppressed/reactivate', where(email));
      const { document } = await open(location);
      expect(words(document, '.notice')).toEqual([`${email} may get mail again on the stream “broadcast”.`]);
      expect(words(document, 'tbody th').join()).not.toContain(email);
    }
    const refused = await post('/inbox/suppressed/reactivate', where('complain@example.org'));
    expect(refused.response.status).toBe(422);
    expect(refused.text).toContain('lets nobody lift that');
    expect((await post('/inbox/suppressed/reactivate', { email: 'x' })).response.status).toBe(400);
  });
});
