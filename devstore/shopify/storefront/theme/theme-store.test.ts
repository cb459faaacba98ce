import { afterEach, beforeEach, expect, test } from 'vitest';
import { forgetfulFile, type KeptFile } from '../../../kept/kept-file';
import { NOTE_BLOCKS, writeExtension, type WrittenExtension } from '../testing/write-extension';
import { createThemeStore, hasEmbed, withEmbeds, type ThemeState } from './theme-store';

let written: WrittenExtension;
let kept: KeptFile<ThemeState>;

beforeEach(() => {
  written = writeExtension(NOTE_BLOCKS);
  kept = forgetfulFile();
});
afterEach(() => written.remove());

test('embeds are on until somebody saves, blocks are not', () => {
  const theme = createThemeStore(written.extension, kept);
  expect(hasEmbed(theme)).toBe(true);
  expect(Object.keys(theme.get().blocks)).toEqual(['banner']);
});

test('what was saved is there at the next start, and what the caller does to it later changes nothing', () => {
  const state: ThemeState = { blocks: { banner: { isOn: false, settings: { words: 'a' }, places: [] } } };
  createThemeStore(written.extension, kept).set(state);
  state.blocks.banner!.isOn = true;
  const next = createThemeStore(written.extension, kept);
  next.get().blocks.banner!.isOn = true;
  expect(next.get()).toEqual({ blocks: { banner: { isOn: false, settings: { words: 'a' }, places: [] } } });
  expect(hasEmbed(next)).toBe(false);
});

test('switching all embeds keeps their settings and leaves blocks alone', () => {
  const note = { isOn: true, settings: {}, places: [] };
  const before: ThemeState = { blocks: { note, banner: { isOn: true, settings: { words: 'a' }, places: [] } } };
  expect(withEmbeds(before, written.extension, false)).toEqual({
    blocks: { note, banner: { isOn: false, settings: { words: 'a' }, places: [] } },
  });
});

test('the drafts of editors long closed are forgotten, those in use are not', () => {
  const theme = createThemeStore(written.extension, kept);
  theme.keepDraft('in use', { blocks: {} });
  for (let n = 0; n < 40; n++) {
    theme.keepDraft(`left ${n}`, { blocks: {} });
    theme.keepDraft('in use', { blocks: {} });
  }
  expect(theme.draft('in use')).toEqual({ blocks: {} });
  expect([theme.draft('left 0'), theme.draft('left 39')]).toEqual([undefined, { blocks: {} }]);
});
