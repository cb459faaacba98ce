import { describe, expect, it } from 'vitest';
import { starterDocuments } from '~/delivery/documents/starters';
import type { EmailDocument } from '~/delivery/documents/document';
import { findDocument } from '~/delivery/sending/documents.server';
import { saveDocument } from '~/delivery/sending/save-document.server';
import { plantSegment } from '../../../tests/factories/audiences';
import { pageWorlds, type PageWorld } from '../../../tests/factories/page-world';
import { historyPage, restoreEmail } from './history-page.server';

const inWorld = await pageWorlds();
const KEY = 'welcome-first';
const save = ({ app, shop }: PageWorld, onVersion: number, subject: string) => {
  const document = { ...(starterDocuments[KEY] as EmailDocument), subject };
  return app.db.transaction((tx) => saveDocument(app, tx, shop.id, { key: KEY, document, onVersion, actor: '7' }));
};
const read = ({ pages, domain }: PageWorld, search = {}, key = KEY) =>
  historyPage(pages, domain, { key, reader: '7' }, new URLSearchParams(search));
const restore = ({ pages, domain }: PageWorld, form: object) =>
  restoreEmail(pages, domain, { key: KEY, actor: '8' }, form);

describe('the history of a mail', () => {
  it('begins with what every shop begins with', () =>
    inWorld(async (world) => {
      expect(await read(world)).toMatchObject({ versions: [{ version: 0, goesOut: true }], compared: null });
      expect(await read(world, {}, 'nowhere')).toBeNull();
    }));

  it('says what was changed by the newest version, or between any two', () =>
    inWorld(async (world) => {
      await save(world, 0, 'One');
      await save(world, 1, 'Two');
      const page = await read(world);
      expect(page?.versions.map(({ version, goesOut }) => [version, goesOut])).toEqual([
        ...[
          [2, true],
          [1, false],
          [0, false],
        ],
      ]);
      expect(page?.versions[0]?.savedBy).toBe('You');
      expect(page?.compared?.changes).toEqual([
        { kind: 'changed', part: null, field: 'subject', before: 'One', after: 'Two' },
      ]);
      expect((await read(world, { from: '2', to: '0' }))?.compared?.changes).toMatchObject([{ before: 'Two' }]);
      expect((await read(world, { from: '1', to: '1' }))?.compared).toBeNull();
      expect((await read(world, { from: 'x', to: '99' }))?.compared).toBeNull();
    }));

  it('says to whom a part is shown as a sentence, by what things are called', () =>
    inWorld(async (world) => {
      const { app, shop } = world;
      const id = await plantSegment(app, shop.id, [], 'Friends <3');
      const [first, ...rest] = (starterDocuments[KEY] as EmailDocument).sections;
      if (!first) throw new Error('it has no sections');
      const shownIf = { kind: 'segment' as const, id };
      const document = { ...(starterDocuments[KEY] as EmailDocument), sections: [{ ...first, shownIf }, ...rest] };
      await app.db.transaction((tx) => saveDocument(app, tx, shop.id, { key: KEY, document, onVersion: 0 }));
      const changes = (await read(world))?.compared?.changes ?? [];
      expect(changes).toMatchObject([{ field: 'shownIf', before: null }]);
      expect(JSON.stringify(changes)).toContain('Friends <3');
      expect(JSON.stringify(changes)).not.toContain('kind\\"');
    }));

  it('can be gone back to, as a version of its own', () =>
    inWorld(async (world) => {
      await save(world, 0, 'One');
      await save(world, 1, 'Two');
      expect(await restore(world, { version: '1', onVersion: '2' })).toEqual({ kind: 'saved' });
      expect(await findDocument(world.app.db.prisma, world.shop.id, KEY)).toMatchObject({ subject: 'One' });
      expect((await read(world))?.versions[0]).toMatchObject({ version: 3, restoredFrom: 1, savedBy: 'User 8' });
      expect(JSON.stringify(await restore(world, { version: '0', onVersion: '2' }))).toContain('meanwhile');
      expect(JSON.stringify(await restore(world, { version: '9', onVersion: '3' }))).toContain('gone');
    }));
});
