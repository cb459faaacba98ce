import type { SeededRandom } from '../../store-data/seeded-random';

/** Lifetimes in seconds: an hour for an access token, 90 days for a refresh token. */
export const accessTokenSeconds = 3600;
export const refreshTokenSeconds = 7_776_000;

export interface IssuedTokens {
  accessToken: string;
  /** Absent for a non-expiring token. */
  refreshToken?: string;
}

type AccessVerdict = 'valid' | 'unknown' | 'non-expiring';

export interface AccessRecord {
  expiresAtMs: number | null;
  /** The refresh token this access token's first use puts out of force. */
  retires: string | null;
}

export interface TokenStore {
  issue(input: { expiring: boolean }): IssuedTokens;
  /** A new pair for a refresh token in force, else undefined. Earlier access tokens stay valid until they expire. */
  refresh(refreshToken: string): IssuedTokens | undefined;
  /** Judges an access token and counts this as a use of it. */
  use(accessToken: string): AccessVerdict;
  revokeAll(): void;
}

/** The tokens that have not expired, at the latest change. */
export interface KeptTokens {
  access: Map<string, AccessRecord>;
  /** When each refresh token expires. One stays here, and so can be tried again, until the access token it brought has been used. */
  refreshes: Map<string, number>;
}

export interface TokenKeeping {
  /** Of an earlier run. */
  tokens?: KeptTokens | undefined;
  /** Told of each change before anybody learns of it. */
  changed: (tokens: KeptTokens) => void;
}

/** `systemNow` gives milliseconds since 1970 of the system's clock, by which tokens expire. */
export function createTokenStore(
  random: SeededRandom,
  systemNow: () => number,
  keeping: TokenKeeping = { changed: () => undefined },
): TokenStore {
  const tokens: KeptTokens = keeping.tokens ?? { access: new Map(), refreshes: new Map() };
  const { access, refreshes } = tokens;
  const changed = () => {
    forgetExpired(tokens, systemNow());
    keeping.changed(tokens);
  };

  const issue = (expiring: boolean, retires: string | null): IssuedTokens => {
    const accessToken = `shpat_${random.hex(32)}`;
    if (!expiring) {
      access.set(accessToken, { expiresAtMs: null, retires });
      changed();
      return { accessToken };
    }
    const refreshToken = `shprt_${random.hex(32)}`;
    access.set(accessToken, { expiresAtMs: systemNow() + accessTokenSeconds * 1000, retires });
    refreshes.set(refreshToken, systemNow() + refreshTokenSeconds * 1000);
    changed();
    return { accessToken, refreshToken };
  };

  return {
    issue: ({ expiring }) => issue(expiring, null),
    refresh(refreshToken) {
      const expiresAtMs = refreshes.get(refreshToken);
      if (expiresAtMs === undefined || expiresAtMs <= systemNow()) return undefined;
      return issue(true, refreshToken);
    },
    use(accessToken) {
      const record = access.get(accessToken);
      if (!record) return 'unknown';
      if (record.expiresAtMs === null) return 'non-expiring';
      if (record.expiresAtMs <= systemNow()) return 'unknown';
      if (record.retires) {
        refreshes.delete(record.retires);
        record.retires = null;
        changed();
      }
      return 'valid';
    },
    revokeAll() {
      access.clear();
      refreshes.clear();
      changed();
    },
  };
}

function forgetExpired({ access, refreshes }: KeptTokens, nowMs: number): void {
  for (const [token, { expiresAtMs }] of access) if (expiresAtMs !== null && expiresAtMs <= nowMs) access.delete(token);
  for (const [token, expiresAtMs] of refreshes) if (expiresAtMs <= nowMs) refreshes.delete(token);
}
