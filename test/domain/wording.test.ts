import fc from 'fast-check';
import { standingOf, type Blocker, type ReleaseAtGate } from '../../src/domain/gate';
import type { Head } from '../../src/domain/head';
import { defaultSettings } from '../../src/domain/settings';
import { blockerText, dueText, gateMessage, ownerText } from '../../src/domain/wording';
import { CS_LEAD, NOW, PO, aHead, aReadyHead, aWaiver, moment, refused } from '../fixtures/builders';

const names = new Map([
  [PO, 'Pia Olsen'],
  [CS_LEAD, 'Carla Santos'],
]);
const nameOf = (id: string) => names.get(id);
const missing: Head['missing'] = [{ section: 'dashboard', lacks: ['url', 'watch'] }];
const atGate = (name: string, head: Head | null): ReleaseAtGate => ({
  name,
  ...standingOf(head, defaultSettings, NOW),
});

test('the message names each release, each blocker and who owes it', () => {
  const message = gateMessage([atGate('2.4', aHead({ missing })), atGate('2.5', null)], [], nameOf);
  expect(message.split('\n')).toEqual([
    'CS handoff of "2.4" is not ready:',
    '• Dashboard link: give a web address that begins with https:// or http://; say what to watch there — PO Pia Olsen',
    '• Not handed over to CS yet — PO Pia Olsen',
    '• No walkthrough held yet — PO Pia Olsen',
    '• CS Lead has not signed it — CS Lead Carla Santos',
    'CS handoff of "2.5" is not ready:',
    '• The handoff is not started — PO (nobody named)',
    'Open CS Handoff in the project to mend this.',
  ]);
});

test('property: names with any line breaks break no line', () => {
  const nasty = fc.oneof(
    fc.string({ maxLength: 300 }),
    fc
      .array(fc.constantFrom('\n', '\r\n', '\u2028', '\u2029', '\t', 'x', ' • ', '\v', '\u0085'), { maxLength: 40 })
      .map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(nasty, nasty, (release, owner) => {
      const message = gateMessage([atGate(release, aReadyHead(refused()))], [], () => owner);
      const lines = message.split(/\r\n|[\n\r\u2028\u2029\v\f\u0085]/);
      expect(lines).toHaveLength(3);
      expect(lines.every((line) => line.length < 300)).toBe(true);
    }),
  );
});

test('many releases: five are shown, the rest are counted', () => {
  const many = Array.from({ length: 24 }, (_, nth) => atGate(`R${nth}`, null));
  const lines = gateMessage(many, [], nameOf).split('\n');
  expect(lines).toHaveLength(12);
  expect(lines.at(-2)).toBe('... and 19 more releases.');
  expect(gateMessage(many.slice(0, 6), [], nameOf)).toContain('... and 1 more release.');
  expect(gateMessage(many.slice(0, 5), [], nameOf)).not.toContain('more release');
});

test('a handoff with every blocker there can be shows all of them', () => {
  const lacking: Head['missing'] = (
    ['whatsNew', 'happyPath', 'limitations', 'likelyQuestions', 'escalation', 'dashboard'] as const
  ).map((section) => ({ section, lacks: ['text'] }));
  const release = atGate('2.4', aHead({ missing: lacking, openQuestions: 1 }));
  expect(gateMessage([release], [], nameOf).split('\n')).toHaveLength(release.blockers.length + 2);
});

test.each<[Blocker, string]>([
  [{ code: 'open-questions', owner: 'po', who: null, count: 1 }, '1 open question'],
  [{ code: 'open-questions', owner: 'po', who: null, count: 2 }, '2 open questions'],
  [{ code: 'cs-days', owner: 'po', who: null, had: 0, need: 1, opensAt: '' }, 'CS has had it for 0 of 1 day'],
  [{ code: 'cs-days', owner: 'po', who: null, had: 1, need: 2, opensAt: '' }, 'CS has had it for 1 of 2 days'],
  [
    { code: 'changed-since-signing', owner: 'cs-lead', who: null, signed: 1, current: 3 },
    'Changed since signing: revision 1 is signed, 3 is current',
  ],
])('%j', (blocker, text) => {
  expect(blockerText(blocker)).toBe(text);
});

test('an owner whose name is unknown is still told by role', () => {
  const blocker: Blocker = { code: 'not-signed', owner: 'cs-lead', who: CS_LEAD };
  expect(ownerText(blocker, () => undefined)).toBe('CS Lead');
  expect(ownerText({ ...blocker, who: null }, nameOf)).toBe('CS Lead (nobody named)');
});

test('a long name is cut, visibly and between letters', () => {
  const text = ownerText({ code: 'refused', owner: 'po', who: PO }, () => '🚀'.repeat(200));
  expect(text).toContain('…');
  expect(Buffer.from(text).toString()).toBe(text); // half an emoji would not survive
});

test('why it was refused or waived is not in the message: a customer in the portal may be the one who reads it', () => {
  const reason = 'Ada pays late';
  const release = atGate('2.4', aReadyHead(refused(reason)));
  const passes = atGate('2.5', aHead({ waiver: aWaiver({ reason }) }));
  const over = atGate('2.6', aHead({ waiver: aWaiver({ reason, expiresAt: moment(-1) }) }));
  const message = gateMessage([release, over], [passes], nameOf);
  expect(message).toContain('• CS Lead refused it — PO Pia Olsen');
  expect(message).not.toContain(reason);
});

test('due in words', () => {
  expect(dueText({ kind: 'unscheduled' })).toBe('Unscheduled: the release has no date');
  expect(dueText({ kind: 'due', day: '2026-11-24', inDays: 0 })).toBe('Due today');
  expect(dueText({ kind: 'due', day: '2026-11-25', inDays: 1 })).toBe('Due in 1 day (2026-11-25)');
  expect(dueText({ kind: 'late', day: '2026-11-20', byDays: 4 })).toBe('Late by 4 days (was due 2026-11-20)');
});
