import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../store-data/seeded-random';
import { createTokenStore } from './tokens';

function storeWithClock() {
  const clock = { now: 1_000_000 };
  const tokens = createTokenStore(seededRandom(1, 'tokens'), () => clock.now);
  return { clock, tokens };
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

describe('an access token', () => {
  it('is valid for an hour', () => {
    const { clock, tokens } = storeWithClock();
    const { accessToken } = tokens.issue({ expiring: true });
    clock.now += hourMs - 1;
    expect(tokens.use(accessToken)).toBe('valid');
    clock.now += 1;
    expect(tokens.use(accessToken)).toBe('unknown');
  });

  it('without expiry is known as such', () => {
    const { tokens } = storeWithClock();
    const { accessToken, refreshToken } = tokens.issue({ expiring: false });
    expect(refreshToken).toBeUndefined();
    expect(tokens.use(accessToken)).toBe('non-expiring');
  });

  it('stays valid after a refresh until its own hour is over', () => {
    const { tokens } = storeWithClock();
    const first = tokens.issue({ expiring: true });
    const second = tokens.refresh(first.refreshToken!)!;
    expect(tokens.use(second.accessToken)).toBe('valid');
    expect(tokens.use(first.accessToken)).toBe('valid');
  });
});

describe('a refresh token', () => {
  it('can be tried again until the access token it brought has been used', () => {
    const { tokens } = storeWithClock();
    const first = tokens.issue({ expiring: true });
    const lost = tokens.refresh(first.refreshToken!);
    const retried = tokens.refresh(first.refreshToken!);
    expect(lost).toBeDefined();
    expect(retried).toBeDefined();
    expect(tokens.use(retried!.accessToken)).toBe('valid');
    expect(tokens.refresh(first.refreshToken!)).toBeUndefined();
    expect(tokens.refresh(retried!.refreshToken!)).toBeDefined();
  });

  it('lives for 90 days', () => {
    const { clock, tokens } = storeWithClock();
    const { refreshToken } = tokens.issue({ expiring: true });
    clock.now += 90 * dayMs - 1;
    expect(tokens.refresh(refreshToken!)).toBeDefined();
    clock.now += 1;
    expect(tokens.refresh(refreshToken!)).toBeUndefined();
  });

  it('is worth nothing once all are revoked', () => {
    const { tokens } = storeWithClock();
    const { accessToken, refreshToken } = tokens.issue({ expiring: true });
    tokens.revokeAll();
    expect(tokens.use(accessToken)).toBe('unknown');
    expect(tokens.refresh(refreshToken!)).toBeUndefined();
  });
});
