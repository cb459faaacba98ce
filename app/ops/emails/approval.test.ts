import { describe, expect, it } from 'vitest';
import { starterDocuments } from '~/delivery/documents/starters';
import { findDocument, findNewest } from '~/delivery/sending/documents.server';
import { saveDocument } from '~/delivery/sending/save-document.server';
import type { EmailDocument } from '~/delivery/documents/document';
import { makePerson } from '../../../tests/factories/people';
import { pageWorlds, type PageWorld } from '../../../tests/factories/page-world';
import { previewNext } from '../preview.server';
import { emailApproval } from './approval.server';
import { changeApproval } from './change-approval.server';

const inWorld = await pageWorlds();
const KEY = 'welcome-first';
const STARTER = starterDocuments[KEY] as EmailDocument;
const OPERATOR = { token: 'operator-token', from: 'Kindred <kindred@apps.example>' };

const worded = (subject: string): EmailDocument => ({ ...STARTER, subject });
const save = ({ app, shop }: PageWorld, onVersion: number, actor = '7', key = KEY) =>
  app.db.transaction((tx) =>
    saveDocument(app, tx, shop.id, { key, document: worded(`Version ${onVersion + 1}`), onVersion, actor }),
  );
const requireApproval = ({ app, shop }: PageWorld) =>
  app.db.prisma.sendPolicy.upsert({
    where: { shopId: shop.id },
    create: { shopId: shop.id, mustApproveMails: true },
    update: { mustApproveMails: true },
  });
const decide = (world: PageWorld, intent: string, version: number, actor: string, operatorMail = OPERATOR) => {
  const { pages, domain, deps } = world;
  const letters = {
    ...pages,
    ...deps,
    logger: world.app.logger,
    operatorMail,
    settingsUrl: () => 'https://admin.example/apps/kindred/settings',
  };
  const state = intent === 'ask' ? 'draft' : 'in-review';
  return changeApproval(letters, domain, { key: KEY, actor }, { intent, version, state });
};
const subjectSent = async ({ app, shop }: PageWorld) =>
  ((await findDocument(app.db.prisma, shop.id, KEY)) as EmailDocument).subject;
const read = ({ pages, domain }: PageWorld, reader = '7') => emailApproval(pages, domain, KEY, reader);

describe('what goes out of a mail', () => {
  it('is what was saved last, where nobody has to approve it', () =>
    inWorld(async (world) => {
      expect(await read(world)).toMatchObject({ newest: null, goesOut: 0 });
      expect(await save(world, 0)).toEqual({ kind: 'saved', version: 1, state: 'approved' });
      expect(await subjectSent(world)).toBe('Version 1');
      expect(await read(world)).toMatchObject({ goesOut: 1, newest: { saved: { who: 'You' } } });
    }));

  it('is what was approved last, where somebody has to', () =>
    inWorld(async (world) => {
      await save(world, 0);
      await requireApproval(world);
      expect(await save(world, 1)).toEqual({ kind: 'saved', version: 2, state: 'draft' });
      expect(await subjectSent(world)).toBe('Version 1');
      expect(await findNewest(world.app.db.prisma, world.shop.id, KEY)).toMatchObject({ version: 2 });
      expect(await decide(world, 'ask', 2, '7')).toEqual({ kind: 'saved' });
      expect(await read(world)).toMatchObject({ goesOut: 1, newest: { state: 'in-review', asked: { who: 'You' } } });
      expect(JSON.stringify(await decide(world, 'approve', 2, '7'))).toContain('somebody else approves it');
      expect(await decide(world, 'approve', 2, '8')).toEqual({ kind: 'saved' });
      expect(await subjectSent(world)).toBe('Version 2');
      expect(await read(world)).toMatchObject({ goesOut: 2, newest: { decided: { who: 'User 8' } } });
    }));

  it('is nothing, of a mail of one’s own that nobody approved', () =>
    inWorld(async (world) => {
      await requireApproval(world);
      await save(world, 0, '7', 'our-own');
      expect(await findDocument(world.app.db.prisma, world.shop.id, 'our-own')).toBeNull();
      await makePerson(world.app, world.shop.id);
      const preview = await previewNext(world.pages, world.domain, 'our-own');
      expect(preview).toMatchObject({ kind: 'shown', subject: 'Version 1', isDraft: true });
      const begun = await previewNext(world.pages, world.domain, 'win-back-first');
      expect(begun).toMatchObject({ kind: 'shown', isDraft: false });
    }));

  it('is named by its version: what was saved after it is not approved with it', () =>
    inWorld(async (world) => {
      await requireApproval(world);
      await save(world, 0);
      await save(world, 1);
      expect(JSON.stringify(await decide(world, 'approve', 1, '8'))).toContain('meanwhile');
      expect(await subjectSent(world)).toBe(STARTER.subject);
    }));

  it('is not approved by somebody who has not seen that it was sent back', () =>
    inWorld(async (world) => {
      await requireApproval(world);
      await save(world, 0);
      await decide(world, 'ask', 1, '7');
      expect(await decide(world, 'send-back', 1, '9')).toEqual({ kind: 'saved' });
      expect(JSON.stringify(await decide(world, 'approve', 1, '8'))).toContain('meanwhile');
    }));

  it('is decided once: of two who approve and send back, one is told', () =>
    inWorld(async (world) => {
      await requireApproval(world);
      await save(world, 0);
      await decide(world, 'ask', 1, '7');
      const outcomes = await Promise.all([decide(world, 'approve', 1, '8'), decide(world, 'send-back', 1, '9')]);
      expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['refused', 'saved']);
    }));

  it('goes back to its writer, and can be asked for again', () =>
    inWorld(async (world) => {
      await requireApproval(world);
      await save(world, 0);
      await decide(world, 'ask', 1, '7');
      expect(await decide(world, 'send-back', 1, '8')).toEqual({ kind: 'saved' });
      expect(await read(world)).toMatchObject({ newest: { state: 'draft', decided: { who: 'User 8' } } });
      expect(await decide(world, 'ask', 1, '7')).toEqual({ kind: 'saved' });
      const kinds = await world.app.db.prisma.activityEntry.findMany({
        where: { shopId: world.shop.id, subject: KEY },
      });
      expect(kinds.map(({ kind }) => kind).sort()).toEqual([
        ...['email-review-asked', 'email-review-asked', 'email-sent-back'],
      ]);
    }));

  it('is overtaken where two save on the same version', () =>
    inWorld(async (world) => {
      const outcomes = await Promise.all([save(world, 0, '7'), save(world, 0, '8')]);
      expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['overtaken', 'saved']);
      expect(outcomes.find(({ kind }) => kind === 'overtaken')).toMatchObject({ version: 1 });
    }));
});
