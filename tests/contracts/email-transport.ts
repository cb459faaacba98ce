import { describe, expect, test } from 'vitest';
import type { SendResult } from '~/decisions/send-policy/message';
import type { OutgoingEmail } from '~/delivery/sending/email-transport';

/** What can befall mails on their way: nobody there, not now, and an answer that is lost after the mail was taken. */
export type Mishap = 'away' | 'busy' | 'answer-lost';

export interface ArrivedMail {
  to: string;
  from: string;
  replyTo: string | null;
  subject: string;
  html: string;
  text: string;
  headers: Readonly<Record<string, string>>;
}

/** A provider, real or as strict, with what a test needs to see and do there. */
export interface TransportBench {
  sendBatch(emails: OutgoingEmail[]): Promise<SendResult[]>;
  arrived(): Promise<ArrivedMail[]>;
  befall(mishap: Mishap, emails: readonly OutgoingEmail[]): Promise<void>;
}

let made = 0;
export const outgoing = (changes: Partial<OutgoingEmail> = {}): OutgoingEmail => {
  made += 1;
  return {
    messageId: `00000000-0000-7000-8000-${String(made).padStart(12, '0')}`,
    to: `person${made}@example.com`,
    from: '"Oak & Elm" <hello@shop.example>',
    replyTo: null,
    subject: 'Your cart',
    html: '<p>Hello <a href="{{{ pm:unsubscribe }}}">Unsubscribe</a></p>',
    text: 'Hello. Unsubscribe: {{{ pm:unsubscribe }}}',
    stream: 'broadcast',
    headers: [],
    tag: 'abandoned-cart-first',
    ...changes,
  };
};

/** What every way of handing mail over must do, so that the ledger can be kept true whichever a shop chose. */
export function transportContract(inBench: (work: (bench: TransportBench) => Promise<void>) => Promise<void>): void {
  const kindsOf = (results: SendResult[]): string[] => results.map(({ kind }) => kind);

  describe('as every way of handing mail over', () => {
    test('a batch is taken, with an answer for each mail in the mails’ order', () =>
      inBench(async (bench) => {
        const emails = Array.from({ length: 25 }, () => outgoing());
        const results = await bench.sendBatch(emails);
        expect(kindsOf(results)).toEqual(emails.map(() => 'accepted'));
        const ids = results.map((each) => (each.kind === 'accepted' ? each.providerMessageId : ''));
        expect(new Set(ids).size).toBe(emails.length);
        expect((await bench.arrived()).map(({ to }) => to).sort()).toEqual(emails.map(({ to }) => to).sort());
      }));

    test('an empty batch asks nobody', () =>
      inBench(async (bench) => {
        await bench.befall('away', []);
        expect(await bench.sendBatch([])).toEqual([]);
      }));

    test('a mail arrives as it was made: names, subject, both parts, in any script', () =>
      inBench(async (bench) => {
        const email = outgoing({
          ...{ from: '"Çiçek & Söhne" <hello@shop.example>', replyTo: 'team@shop.example' },
          ...{ subject: 'Ein Gruß — 你好 🕯️', html: '<p>Grüße — 你好 {{{ pm:unsubscribe }}}</p>' },
          text: `Grüße — 你好\n.\n..a line of dots\n${'long '.repeat(300)} {{{ pm:unsubscribe }}}`,
        });
        expect(kindsOf(await bench.sendBatch([email]))).toEqual(['accepted']);
        const [mail] = await bench.arrived();
        expect(mail).toMatchObject({ to: email.to, replyTo: 'team@shop.example', subject: email.subject });
        expect(mail?.from).toContain('hello@shop.example');
        for (const part of [mail?.html, mail?.text]) expect(part).toContain('Grüße — 你好');
        expect(mail?.text).toContain('\n..a line of dots\n');
      }));

    test('what nobody was there to take may be sent again', () =>
      inBench(async (bench) => {
        const emails = [outgoing(), outgoing()];
        await bench.befall('away', emails);
        expect(kindsOf(await bench.sendBatch(emails))).toEqual(['try-later', 'try-later']);
        expect(await bench.arrived()).toEqual([]);
      }));

    test('what is refused for now may be sent again', () =>
      inBench(async (bench) => {
        const email = outgoing();
        await bench.befall('busy', [email]);
        expect(kindsOf(await bench.sendBatch([email]))).toEqual(['try-later']);
        expect(await bench.arrived()).toEqual([]);
      }));

    test('what may have been taken is unknown: it is never said that it was not', () =>
      inBench(async (bench) => {
        const email = outgoing();
        await bench.befall('answer-lost', [email]);
        expect(kindsOf(await bench.sendBatch([email]))).toEqual(['unknown']);
      }));

    test('an address that is none is refused for good, and costs no other mail', () =>
      inBench(async (bench) => {
        const [good, bad, other] = [outgoing(), outgoing({ to: 'no address' }), outgoing()];
        expect(kindsOf(await bench.sendBatch([good, bad, other]))).toEqual(['accepted', 'rejected', 'accepted']);
      }));

    test('more than a batch holds is refused before anything is sent', () =>
      inBench(async (bench) => {
        await expect(bench.sendBatch(Array.from({ length: 501 }, () => outgoing()))).rejects.toThrow('at most 500');
        expect(await bench.arrived()).toEqual([]);
      }));
  });
}
