import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { inProject } from '../../setup/places.mjs';

/** How a process ends that passes a crash point when `chosen` was named. */
function pass(point: string, chosen: string | undefined) {
  const module = JSON.stringify(inProject('app', 'platform', 'crash-points.server.ts'));
  const program = `
    import { createCrashPoints } from ${module};
    process.on('exit', () => console.log('cleaned up'));
    createCrashPoints(${JSON.stringify(chosen)})(${JSON.stringify(point)});
    console.log('went on');`;
  return spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', program], {
    cwd: inProject(),
    encoding: 'utf8',
  });
}

describe('a crash point', () => {
  it('that was chosen kills the process as a power cut would: nothing is cleaned up', () => {
    expect(pass('send.claimed', 'send.claimed')).toMatchObject({ signal: 'SIGKILL', stdout: '' });
  });

  it.each([undefined, 'send.requested'])('is passed where %s is the chosen one', (chosen) => {
    expect(pass('send.claimed', chosen)).toMatchObject({ status: 0, stdout: 'went on\ncleaned up\n' });
  });
});
