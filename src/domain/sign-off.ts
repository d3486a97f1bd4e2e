import type { Head } from './head';
import type { Settings } from './settings';

export type MaySign = 'yes' | 'no-right' | 'wrote-a-part' | 'not-handed-over' | 'incomplete' | 'outdated';

/**
 * May this person sign or refuse this revision? They need the right (as CS Lead, by permission or by name), and who signs has written no part of the content, unless the settings allow it.
 * @param revision the revision that the signer has read; another one than the current is refused as outdated
 */
export const maySign = (
  head: Head,
  settings: Pick<Settings, 'authorsMaySign'>,
  who: { readonly accountId: string; readonly hasRight: boolean },
  revision: number,
  act: 'sign' | 'refuse',
): MaySign => {
  if (!who.hasRight) return 'no-right';
  if (head.handedOver === null) return 'not-handed-over';
  if (revision !== head.revision) return 'outdated';
  if (act === 'sign' && head.missing.length > 0) return 'incomplete';
  if (act === 'sign' && !settings.authorsMaySign && head.authors.includes(who.accountId)) return 'wrote-a-part';
  return 'yes';
};
