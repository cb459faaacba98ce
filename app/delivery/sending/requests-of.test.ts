import fc from 'fast-check';
import { expect, test } from 'vitest';
import { requestsOf } from './requests-of';

const mail = (size: number) => ({ email: { html: 'x'.repeat(size), text: '' } });

test('requests hold all mails in their order, each within what is taken, none with room for the next one', () => {
  const most = fc.record({ mails: fc.integer({ min: 1, max: 8 }), characters: fc.integer({ min: 1, max: 60 }) });
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 40 }), most, (sizes, limit) => {
      const mails = sizes.map(mail);
      const requests = requestsOf(mails, limit);
      expect(requests.flat()).toEqual(mails);
      const sizeOf = (some: typeof mails) => some.reduce((sum, { email }) => sum + email.html.length, 0);
      const fits = (some: typeof mails) => some.length <= limit.mails && sizeOf(some) <= limit.characters;
      for (const [at, request] of requests.entries()) {
        expect(request.length === 1 || fits(request)).toBe(true);
        const next = requests[at + 1];
        if (next) expect(fits([...request, ...next.slice(0, 1)])).toBe(false);
      }
    }),
  );
});
