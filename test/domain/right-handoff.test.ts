import { rightHandoffs, type Why } from '../../src/domain/right-handoff';
import type { Head } from '../../src/domain/head';
import { PO, aHead, aReadyHead, handedOver, moment } from '../fixtures/builders';

const live = (name: string, over: Partial<Head> = {}) =>
  aReadyHead({ handoffId: `handoff-${name}`, releaseName: name, ...over });
const draft = aHead({ handoffId: 'handoff-draft', releaseName: 'draft' });
const archived = live('archived', { archived: true });
const done = live('done', { rollout: { percent: 100, at: moment() }, done: { at: moment(), by: PO } });
const [a, b, c] = [live('a'), live('b'), live('c', handedOver(0))];

type Row = [string, { fix?: Head[]; affects?: Head[]; mapped?: Head[] }, [string, Why][]];

test.each<Row>([
  ['live 0', {}, []],
  ['live 1, by its fix version', { fix: [a] }, [['a', 'fix-version']]],
  ['live 1, by its affects version', { affects: [a] }, [['a', 'affects-version']]],
  [
    'live 3, best first',
    { mapped: [c], affects: [b], fix: [a] },
    [
      ['a', 'fix-version'],
      ['b', 'affects-version'],
      ['c', 'mapped-project'],
    ],
  ],
  [
    'one handoff by two reasons: named once, by the best',
    { fix: [a], affects: [a], mapped: [a] },
    [['a', 'fix-version']],
  ],
  [
    'one handoff, affected and mapped',
    { affects: [a], mapped: [a, b] },
    [
      ['a', 'affects-version'],
      ['b', 'mapped-project'],
    ],
  ],
  ['a draft is not for agents', { fix: [draft], mapped: [b] }, [['b', 'mapped-project']]],
  ['an archived release is past', { fix: [archived], affects: [b] }, [['b', 'affects-version']]],
  ['done is past', { mapped: [done] }, []],
  [
    'mapped ones: soonest release first, undated last',
    {
      mapped: [
        live('undated', { releaseDate: null }),
        live('later', { releaseDate: '2027-01-01' }),
        live('soon', { releaseDate: '2026-12-01' }),
      ],
    },
    [
      ['soon', 'mapped-project'],
      ['later', 'mapped-project'],
      ['undated', 'mapped-project'],
    ],
  ],
  [
    "the ticket's own versions keep Jira's order",
    { fix: [b, a] },
    [
      ['b', 'fix-version'],
      ['a', 'fix-version'],
    ],
  ],
])('%s', (_, { fix = [], affects = [], mapped = [] }, expected) => {
  const choices = rightHandoffs({ fix, affects }, mapped);
  expect(choices.map(({ head, why }) => [head.releaseName, why])).toEqual(expected);
});
