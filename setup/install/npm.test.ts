import { delimiter, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { npmCommand, npmEnvironment, npmError } from './npm.mjs';

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

describe('npmError', () => {
  it('leaves out npm’s own places in its code', () => {
    const tail = [
      'npm error code E1',
      'npm error     at onSocket (node:_http:1:1)',
      'npm error   port: 9,',
      'npm error }',
      'npm error',
    ];
    expect(npmError(['ci'], 1, tail).message.split('\n').slice(1, -1)).toEqual([
      '  npm error code E1',
      '  npm error   port: 9,',
    ]);
  });
});

describe('npmEnvironment', () => {
  it('has none of the project’s programs, nor NODE_ENV', () => {
    const PATH = ['/p/node_modules/.bin', '/p/node_modules', '/p/node_modules-of-mine', '/usr/bin'].join(delimiter);
    expect(npmEnvironment({ PATH, NODE_ENV: 'production', HOME: '/h' }, '/p')).toEqual({
      PATH: ['/p/node_modules-of-mine', '/usr/bin'].join(delimiter),
      HOME: '/h',
    });
  });
});

describe('npmCommand', () => {
  it('is the npm that called, run by the Node on the PATH', () => {
    const PATH = ['/nonexistent', dirname(process.execPath)].join(delimiter);
    const node = join(dirname(process.execPath), 'node');
    expect(npmCommand({ PATH, npm_execpath: '/opt/npm/bin/npm-cli.js' })).toEqual([node, '/opt/npm/bin/npm-cli.js']);
  });

  it('is run by this Node where the PATH has none', () => {
    expect(npmCommand({ PATH: '', npm_execpath: '/opt/npm/bin/npm-cli.js' })[0]).toBe(process.execPath);
  });

  it.each([undefined, '', '/opt/yarn/bin/yarn.js', '/opt/pnpm/pnpm.cjs', '/opt/npm/bin/npx-cli.js'])(
    'is the npm on the PATH when %s called',
    (caller) => {
      expect(npmCommand({ npm_execpath: caller })).toEqual(['npm']);
    },
  );
});
