import type { Head } from '../../src/domain/head';
import { maySign, type MaySign } from '../../src/domain/sign-off';
import { CS_LEAD, PO, aHead, handedOver, settingsWith } from '../fixtures/builders';

const missing: Head['missing'] = [{ section: 'dashboard', lacks: ['url'] }];
const wrote = { authors: [PO, CS_LEAD] };

type Row = [
  string,
  { who?: string; revision?: number; head?: Partial<Head>; authorsMaySign?: boolean },
  MaySign,
  MaySign,
];

test.each<Row>([
  ['CS Lead, current revision', {}, 'yes', 'yes'],
  ['the PO', { who: PO }, 'no-right', 'no-right'],
  ['anybody while no CS Lead is named', { head: { csLead: null } }, 'no-right', 'no-right'],
  ['before it is handed over', { head: { handedOver: null } }, 'not-handed-over', 'not-handed-over'],
  ['an older revision than the current', { head: { revision: 2 } }, 'outdated', 'outdated'],
  ['a revision to come', { revision: 2 }, 'outdated', 'outdated'],
  ['a section went missing: only refusing', { head: { missing } }, 'incomplete', 'yes'],
  ['who wrote a part: only refusing', { head: wrote }, 'wrote-a-part', 'yes'],
  ['who wrote a part, settings allow it', { head: wrote, authorsMaySign: true }, 'yes', 'yes'],
  ['settings for authors open nothing else', { who: PO, authorsMaySign: true }, 'no-right', 'no-right'],
])('%s', (_, { who = CS_LEAD, revision = 1, head = {}, authorsMaySign = false }, sign, refuse) => {
  const at = aHead({ ...handedOver(), ...head });
  const settings = settingsWith({ authorsMaySign });
  expect(maySign(at, settings, { accountId: who, hasRight: who === at.csLead }, revision, 'sign')).toBe(sign);
  expect(maySign(at, settings, { accountId: who, hasRight: who === at.csLead }, revision, 'refuse')).toBe(refuse);
});
