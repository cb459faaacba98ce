import { describe, expect, it } from 'vitest';
import { npmCommand, npmError } from './npm.mjs';

describe('npmError', () => {
  it.each([
    ['npm error code ENOTFOUND', /registry was not reached\. Connect to the network.*run again: it goes on from here/],
    ['npm error errno ECONNREFUSED', /registry was not reached/],
    ['npm error code EAI_AGAIN', /registry was not reached/],
    ['npm error code EUSAGE', /disagree\. Run `npm install` to bring them together/],
    ['npm error code ENOSPC', /disk is full\. Free about/],
    ['npm error code EACCES', /belong to another user/],
    ['npm error something else', /Run `npm ci` by hand/],
  ])('names the remedy for %s', (line, remedy) => {
    const { message } = npmError(['ci', '--no-audit'], 1, ['npm error before', line]);
    expect(message).toMatch(/^npm ci failed \(exit code 1\):\n {2}npm error before\n/);
    expect(message.split('\n').at(-1)).toMatch(remedy);
  });
});

describe('npmCommand', () => {
  it('is the npm that called, run by the Node that runs this', () => {
    expect(npmCommand({ npm_execpath: '/opt/npm/bin/npm-cli.js' })).toEqual([
      process.execPath,
      '/opt/npm/bin/npm-cli.js',
    ]);
  });

  it.each([undefined, '', '/opt/yarn/bin/yarn.js', '/opt/pnpm/pnpm.cjs', '/opt/npm/bin/npx-cli.js'])(
    'is the npm on the PATH when %s called',
    (caller) => {
      expect(npmCommand({ npm_execpath: caller })).toEqual(['npm']);
    },
  );
});
