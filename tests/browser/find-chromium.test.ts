import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { findChromium } from './find-chromium';

const here = fileURLToPath(import.meta.url);

describe('the browser to test with', () => {
  it('is the one that is named', () => {
    expect(findChromium({ KINDRED_CHROMIUM: here }, [])).toBe(here);
  });

  it('named, must be there', () => {
    expect(() => findChromium({ KINDRED_CHROMIUM: '/nowhere/chromium' }, [here])).toThrow(
      'KINDRED_CHROMIUM names /nowhere/chromium, and there is no such file.',
    );
  });

  it('is otherwise the first that is in a usual place', () => {
    expect(findChromium({}, ['/nowhere/chromium', here])).toBe(here);
  });

  it('is asked for in one line where there is none', () => {
    expect(() => findChromium({}, ['/nowhere/chromium'], () => '')).toThrow(
      /^No Chromium was found: install one .*apt-get install chromium.*KINDRED_CHROMIUM\.$/,
    );
  });
});
