import { describe, expect, it } from 'vitest';
import { InputError, messageOf, unreachable } from './errors';

describe('errors', () => {
  it('about input name the field, what is wrong with it and what to do', () => {
    const error = new InputError('fromEmail', 'is no address', 'Write it like name@example.com.');
    expect(error).toMatchObject({ name: 'InputError', field: 'fromEmail' });
    expect(error.message).toBe('fromEmail: is no address. Write it like name@example.com.');
  });

  it('about a case nobody thought of show the case', () => {
    expect(() => unreachable({ kind: 'new' } as never)).toThrow('{"kind":"new"}');
  });

  it('give a message, whatever was thrown', () => {
    expect([new Error('boom'), 'plain', undefined, { toString: () => 'odd' }].map(messageOf)).toEqual([
      'boom',
      'plain',
      'undefined',
      'odd',
    ]);
  });
});
