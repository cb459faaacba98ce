import { describe, expect, it } from 'vitest';
import { whyFailed } from './server-process';

const ENDING = 'it ended with code 1';
const OCCUPIED = `2026-11-30 06:00:46.119 UTC [30946] FATAL:  pre-existing shared memory block (key 4464641, ID 950283) is still in use
2026-11-30 06:00:46.119 UTC [30946] HINT:  Terminate any old server processes associated with data directory "/data".
2026-11-30 06:00:46.119 UTC [30946] LOG:  database system is shut down`;
const DYING = Array.from(
  { length: 20 },
  (_, at) =>
    `2026-11-30 06:00:46.120 UTC [${30_900 + at}] FATAL:  terminating connection due to unexpected postmaster exit`,
).join('\n');

describe('why a server did not start', () => {
  it('is that the one before it still holds the folder, however many of its sessions say that they end', () => {
    expect(whyFailed(OCCUPIED, ENDING).reason).toBe('occupied');
    expect(whyFailed(`${OCCUPIED}\n${DYING}`, ENDING).reason).toBe('occupied');
  });

  it('is a port that somebody else has', () => {
    const said = `LOG:  could not bind IPv4 address "127.0.0.1": Address already in use\n${DYING}`;
    expect(whyFailed(said, ENDING).reason).toBe('port');
  });

  it('is told by its last lines where it is anything else', () => {
    const said = `${DYING}\nFATAL:  could not open file "global/pg_control"`;
    const { reason, log } = whyFailed(said, ENDING);
    expect(reason).toBe('other');
    expect(log.split('\n')).toHaveLength(9);
    expect(log).toContain('pg_control');
    expect(log).toContain(ENDING);
  });
});
