import { expect } from 'vitest';
import { playStory } from '../../devstore/story/story';
import { openJourney, type JourneyOptions } from './open-journey';

/** Plays the whole story in a world of its own and expects every step of it to be so. */
export async function expectStory(unsubscribeMode: 'postmark' | 'custom', options: JourneyOptions): Promise<void> {
  const journey = await openJourney(options);
  try {
    const { world, app, appUrl, complaints } = journey;
    const result = await playStory({ world, app, appUrl, unsubscribeMode, print: () => undefined });
    const failed = result.steps.filter((step) => !step.ok);
    expect(failed, [...failed.map((step) => `${step.name}: ${step.detail}`), ...complaints].join('\n')).toEqual([]);
    expect(result).toMatchObject({ ok: true, emails: 5, duplicates: 0, unconsented: 0 });
    expect(result.recommendationsShown).toBeGreaterThanOrEqual(3);
  } finally {
    await journey.close();
  }
}
