import fc from 'fast-check';
import type { Question } from '../../src/domain/question';
import type { StoredRevision } from '../../src/storage/stored';
import { anId, NOW } from '../fixtures/builders';
import { startSite, valueOf, type Site, type Who } from '../fixtures/site';
import { muteLog, stopClock } from '../fixtures/time';

/** A walkthrough full of questions, while the PO saves: nothing of it is lost and nobody meets a conflict that isn't one. */

const ASKERS: readonly Who[] = ['po', 'rm', 'cslead', 'admin', 'steward'];
const EACH = 40;
const MINUTE = 60_000;
const SAVES = 12;

const askAll = async (site: Site, releaseId: string, who: Who, atOnce: number, pause: () => Promise<void>) => {
  const questions = Array.from({ length: EACH }, (_, nth) => ({
    ...{ id: anId(), text: `${who} asks ${nth}`, place: null, revision: 1 },
  }));
  for (let from = 0; from < EACH; from += atOnce) {
    await pause();
    valueOf(await site.call(who, 'askQuestions', { releaseId, questions: questions.slice(from, from + atOnce) }));
  }
  return questions.map(({ text }) => text);
};

const saveAgainAndAgain = async (site: Site, releaseId: string, pause: () => Promise<void>) => {
  for (let revision = 1; revision <= SAVES; revision += 1) {
    await pause();
    const document = site.documentFor({ whatsNew: `after ${revision}` });
    const saved = valueOf(await site.save('po', releaseId, { expectedRevision: revision, document }));
    expect([revision, saved.outcome]).toEqual([revision, 'saved']);
  }
};

test.each([0, 2_000])(
  'five people add 200 questions within a minute while the PO saves, lists %s ms behind',
  async (lag) => {
    muteLog();
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.constantFrom(1, 2, 5), async (scheduler, atOnce) => {
        stopClock();
        const site = await startSite();
        valueOf(await site.settle());
        const releaseId = await site.handedOverRelease();
        site.state.kvs.indexLagMs = lag;
        let passed = 0;
        // Time goes on with each step: all of them are within the minute.
        const pause = async () => {
          jest.setSystemTime(NOW + (passed += MINUTE / (ASKERS.length * EACH + SAVES + 1)));
          await scheduler.schedule(Promise.resolve());
        };
        const work = Promise.all([
          ...ASKERS.map((who) => askAll(site, releaseId, who, atOnce, pause)),
          saveAgainAndAgain(site, releaseId, pause),
        ]);
        await scheduler.waitFor(work);
        const texts = (await work).flatMap((asked) => asked ?? []).sort();
        expect(Date.now() - NOW).toBeLessThan(MINUTE);

        const stored = site.stored('question') as Question[];
        expect(stored.map(({ text }) => text).sort()).toEqual(texts);
        jest.setSystemTime(Date.now() + lag);
        const { head, questions } = valueOf(await site.open('po', releaseId));
        expect(head).toMatchObject({ openQuestions: texts.length, revision: SAVES + 1 });
        expect(questions.map(({ text }) => text).sort()).toEqual(texts);
        const chain = (site.stored('revision') as StoredRevision[]).toSorted((a, b) => a.revision - b.revision);
        expect(chain.map(({ revision, document }) => [revision, document.whatsNew]).slice(1)).toEqual(
          Array.from({ length: SAVES }, (_, nth) => [nth + 2, `after ${nth + 1}`]),
        );
      }),
      { numRuns: 3 },
    );
  },
  60_000,
);
