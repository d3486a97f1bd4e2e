import type { HandoffView } from '../../src/api/panel-calls';
import { allPlaces, placeOf, placeText } from '../../static/src/components/place-text';
import { sharpQuestionsText } from '../../static/src/project/walkthrough/sharp-questions';
import { aDocument, aHead, aLimitation, anId, aQuestion, moment } from '../fixtures/builders';

describe('what a question is about', () => {
  const [kept, gone] = [aLimitation({ limit: 'Not on tablets' }), aLimitation({ limit: 'Not offline' })];
  const document = aDocument({ limitations: { items: [kept], noneBecause: '' } });

  test('a section, or its item as it reads now', () => {
    expect(placeText(document, { section: 'limitations', itemId: null })).toBe('Known limitations');
    expect(placeText(document, { section: 'limitations', itemId: kept.id })).toBe('Known limitations: Not on tablets');
  });

  test('an item that was removed since is said to be gone; its section stays', () => {
    expect(placeText(document, { section: 'limitations', itemId: gone.id })).toBe(
      'Known limitations, an item that is gone',
    );
    expect(placeText(document, { section: 'whatsNew', itemId: anId() })).toBe("What's new, an item that is gone");
  });

  test('each choice is read back as the place it stands for', () => {
    expect(allPlaces(document).map(({ value }) => placeOf(value))).toEqual(
      expect.arrayContaining([
        null,
        { section: 'limitations', itemId: null },
        { section: 'limitations', itemId: kept.id },
      ]) as unknown,
    );
  });
});

describe('three sharp questions before release', () => {
  const asked = [-2, -1, 0, 1].map((days) => aQuestion({ askedAt: moment(days) }));
  /** @param told when the app was told that it is released, in days from now; absent: it wasn't */
  const said = (release: { released: boolean; releaseDate: string | null }, told?: number) => {
    const head = aHead(told === undefined ? {} : { releaseTold: { at: moment(told), by: null } });
    return sharpQuestionsText({ release, head } as HandoffView, asked);
  };

  test('all count as long as it is not released, whatever its date', () => {
    expect(said({ released: false, releaseDate: moment(-1).slice(0, 10) }, -1)).toBe(
      '4 questions asked before release',
    );
  });

  test('then those that were asked until the moment of the release', () => {
    expect(said({ released: true, releaseDate: moment(9).slice(0, 10) }, 0.5)).toBe('3 questions asked before release');
    expect(said({ released: true, releaseDate: null }, -1)).toBe('2 of 3 questions asked before release');
  });

  test('where the app was not told of it, until the end of its day', () => {
    expect(said({ released: true, releaseDate: moment(-1).slice(0, 10) })).toBe(
      '2 of 3 questions asked before release',
    );
    expect(said({ released: true, releaseDate: null })).toBe('4 questions asked before release');
  });
});
