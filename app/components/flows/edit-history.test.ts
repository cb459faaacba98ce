import { expect, test } from 'vitest';
import { begin, changed, redone, undone } from './edit-history';

test('what was changed is taken back and done again; letters of one field are one change', () => {
  let history = changed(begin('a'), 'ab', 'name');
  history = changed(history, 'abc', 'name');
  history = changed(history, 'abc!', null);
  expect(undone(history).now).toBe('abc');
  expect(undone(undone(history)).now).toBe('a');
  expect(undone(undone(undone(history))).now).toBe('a');
  expect(redone(redone(undone(undone(history)))).now).toBe('abc!');
});

test('after a change there is nothing to do again', () => {
  const history = changed(undone(changed(begin(1), 2, null)), 3, null);
  expect(redone(history)).toEqual(history);
  expect(history.past).toEqual([1]);
});
