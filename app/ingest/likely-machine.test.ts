import { expect, it } from 'vitest';
import { isLikelyMachine } from './likely-machine';

it.each([
  [{ email: 'ana@example.com' }, false],
  [{ email: 'ana@example.com', website: '', seconds: 9 }, false],
  [{ email: 'ana@example.com', website: 'https://spam.example' }, true],
  [{ email: 'ana@example.com', seconds: 1 }, true],
  ['nothing', false],
])('%j: filled in by a program %s', (body, isMachine) => {
  expect(isLikelyMachine(body)).toBe(isMachine);
});
