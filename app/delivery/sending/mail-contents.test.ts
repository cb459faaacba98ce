import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { createVault } from '~/platform/crypto/vault.server';
import { outgoing } from '../../../tests/contracts/email-transport';
import { openMail, sealMail } from './mail-contents.server';

const vault = createVault(randomBytes(32));
const mail = outgoing({ html: `<p>${'Grüße '.repeat(1_000)}</p>` });

describe('a mail that is kept', () => {
  test('opens as it left, and takes far less room', () => {
    const sealed = sealMail(vault, 'shop', mail);
    const { subject, html, text, headers, from } = mail;
    expect(openMail(vault, 'shop', sealed)).toEqual({ subject, html, text, headers, from });
    expect(sealed.length).toBeLessThan(html.length / 5);
  });

  test('opens where it was kept before mails were packed', () => {
    const { subject, html, text, headers, from } = mail;
    const sealed = vault.seal(JSON.stringify({ subject, html, text, headers, from }), 'shop');
    expect(openMail(vault, 'shop', sealed)).toEqual({ subject, html, text, headers, from });
  });

  test('opens for no other shop', () => {
    expect(() => openMail(vault, 'another', sealMail(vault, 'shop', mail))).toThrow();
  });
});
