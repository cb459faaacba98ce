import { describe, expect, it } from 'vitest';
import { ownerNotice } from './owner-notice';

const notice = {
  shopName: 'Linden <& Loom>',
  detail: 'Postmark 401: <script>alert(1)</script>',
  waiting: 3,
  adminUrl: 'https://linden.myshopify.com/admin/apps/key/app/settings',
};

describe('the mail to the owner', () => {
  it('says in the subject whose mail does not leave', () => {
    expect(ownerNotice(notice).subject).toBe('Linden <& Loom>: Kindred cannot send at the moment');
  });

  it.each(['text', 'html'] as const)('gives reason, number and way in %s', (kind) => {
    const told = ownerNotice(notice)[kind];
    expect(told).toContain('Postmark 401');
    expect(told).toContain('3 messages wait');
    expect(told).toContain(notice.adminUrl);
    expect(ownerNotice({ ...notice, waiting: 1 })[kind]).toContain('One message waits');
  });

  it('lets nothing that others wrote become HTML', () => {
    expect(ownerNotice(notice).html).not.toMatch(/<script|<& Loom/);
    expect(ownerNotice(notice).text).toContain('<script>');
  });
});
