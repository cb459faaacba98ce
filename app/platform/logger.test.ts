import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { inProject } from '../../setup/places.mjs';

/** What a process prints that logs like this; its own, as the log goes to standard output. */
function printed(level: string, statements: string): Record<string, unknown>[] {
  const module = JSON.stringify(inProject('app', 'platform', 'logger.server.ts'));
  const program = `import { createLogger } from ${module}; const log = createLogger('${level}', 'web'); ${statements}`;
  const run = spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', program], {
    cwd: inProject(),
    encoding: 'utf8',
  });
  expect(run.stderr).toBe('');
  return run.stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('the log', () => {
  it('is one JSON object a line, named after its process, from the chosen level on', () => {
    const lines = printed('warn', `log.info('no'); log.warn({ shopId: 'a' }, 'yes'); log.error('also')`);
    expect(lines).toMatchObject([
      { name: 'web', level: 40, msg: 'yes', shopId: 'a' },
      { name: 'web', level: 50, msg: 'also' },
    ]);
  });

  it('does not print addresses, tokens or credentials that slipped in', () => {
    const personal = { email: 'anna@example.com', accessToken: 'shpat_1', authorization: 'Basic abc' };
    const text = JSON.stringify(
      printed('info', `const p = ${JSON.stringify(personal)}; log.info(p, 'top'); log.info({ person: p }, 'nested')`),
    );
    expect(text).toContain('[Redacted]');
    expect(text).not.toMatch(/anna|shpat_1|Basic abc/);
  });

  it('prints what an error was and where it came from', () => {
    const [line] = printed('info', `log.error({ err: new Error('boom') }, 'failed')`);
    expect(line).toMatchObject({
      msg: 'failed',
      err: { message: 'boom', stack: expect.stringContaining('Error: boom') as string },
    });
  });
});
