import { describe, expect, it } from 'vitest';
import { retentionKeys, retentionRules } from '~/compliance/retention/retention-rules';
import { domOf } from '../../tests/factories/mail-html';
import { privacyNotice } from './privacy-notice';

const textOf = (html: string): string => domOf(html).body.textContent;

describe('the privacy notice', () => {
  it('says how long things are kept as it is enforced', () => {
    const text = textOf(privacyNotice({ name: null, email: null }));
    for (const key of retentionKeys) {
      const { label, usual, unit } = retentionRules[key];
      expect(text).toContain(`${label}: ${usual} ${unit}.`);
    }
  });

  it('says who runs it and how to reach them, in no markup of theirs', () => {
    const html = privacyNotice({ name: 'Linden <script>', email: 'privacy@linden.example' });
    expect(textOf(html)).toContain('It is run by Linden <script>.');
    expect(domOf(html).querySelector('script')).toBeNull();
    expect(domOf(html).querySelector('a')?.getAttribute('href')).toBe('mailto:privacy@linden.example');
  });

  it('names a way to ask where nobody said one', () => {
    expect(textOf(privacyNotice({ name: null, email: null }))).toContain('support address');
  });
});
