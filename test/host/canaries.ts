const sown = new Set<string>();
/** A text that stands nowhere else, by a name for it. */
export const canary = (name: string): string => {
  sown.add(name);
  return `cnry-${name}-end`;
};
/** Names of all canaries there are. */
export const allCanaries = (): readonly string[] => [...sown];
/** Names of those in a text. */
export const canariesIn = (text: string): readonly string[] =>
  [...text.matchAll(/cnry-([\w-]*?)-end/g)].map(([, name = '']) => name);

/**
 * `po` and `rm` work in EXAM, `cslead` reads it and works in SUP, `agent` works in SUP and may file bugs in EXAM, `agent2` works in
 * SUP only, `outsider` in SHOP only, `admin` everywhere; two customers, each with a ticket of their own in SUP.
 */
export const ACCOUNTS = 'po rm cslead agent agent2 admin outsider customer customer2'.split(' ');
export const emailOf = (who: string): string => `${who}@example.test`;
