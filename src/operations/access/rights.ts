import type { Rights } from '../../api/panel-calls';
import type { Head, Release } from '../../domain/head';
import type { Settings } from '../../domain/settings';
import { isOwnRelease } from '../../domain/waiver';
import type { Permission } from '../../jira/permissions';
import { myRoles } from '../../jira/roles';
import type { Caller } from '../caller';

export const NO_RIGHTS: Rights = { write: false, sign: false, waive: false, administer: false };

/** PO and CS Lead, as its handoff names them, and who was PO. */
type NamedPeople = Pick<Head, 'po' | 'csLead' | 'formerPos'>;

/** PO and CS Lead of a release; before anything is written, those whom Jira and the settings name. */
export const peopleOf = (head: Head | null, release: Release, settings: Settings): NamedPeople => ({
  po: head === null ? release.driver : head.po,
  csLead: head === null ? settings.csLead : head.csLead,
  formerPos: head?.formerPos ?? [],
});

type Roles = ReadonlySet<string>;
const NO_ROLES: Roles = new Set();

/**
 * What a person may do with a handoff: by the app's own permissions in the project's scheme, by name or role in the project's
 * settings, or as its PO and CS Lead. Project admins may write and waive. Whether they may do it just now, the operations say.
 */
const rightsOf = (
  permissions: ReadonlySet<Permission>,
  settings: Settings,
  named: NamedPeople,
  { accountId }: Caller,
  roles: Roles,
): Rights => {
  const isIn = (people: readonly string[], theirs: readonly string[]): boolean =>
    people.includes(accountId) || theirs.some((role) => roles.has(role));
  const administer = permissions.has('ADMINISTER_PROJECTS');
  const edits = settings.editorsMayWrite && permissions.has('EDIT_ISSUES');
  const isPo = named.po === accountId;
  const writes = permissions.has('write-handoffs') || isIn(settings.writers, settings.writerRoles);
  const signs = permissions.has('sign-handoffs') || isIn(settings.signers, settings.signerRoles);
  const waives = permissions.has('waive-gate') || isIn(settings.waivers, settings.waiverRoles);
  return {
    administer,
    write: administer || edits || writes || isPo,
    sign: signs || named.csLead === accountId,
    waive: (administer || waives) && !isOwnRelease(named, accountId, settings),
  };
};

/** Could a role give the person what they have not otherwise? Only then Jira is asked for their roles. */
const rolesMatter = ({ write, sign, waive }: Rights, settings: Settings, isOwn: boolean): boolean =>
  (!write && settings.writerRoles.length > 0) ||
  (!sign && settings.signerRoles.length > 0) ||
  (!waive && !isOwn && settings.waiverRoles.length > 0);

/**
 * What a person may do in a project that they see: one call where a role matters, else none.
 * @returns the rights by who is PO and CS Lead: others may be named meanwhile
 */
export const rightsIn = async (
  projectId: string,
  permissions: ReadonlySet<Permission>,
  settings: Settings,
  named: NamedPeople,
  caller: Caller,
): Promise<(people: NamedPeople) => Rights> => {
  const without = rightsOf(permissions, settings, named, caller, NO_ROLES);
  const isOwn = isOwnRelease(named, caller.accountId, settings);
  const roles = rolesMatter(without, settings, isOwn) ? await myRoles(projectId) : NO_ROLES;
  return (people) => rightsOf(permissions, settings, people, caller, roles);
};

/**
 * Who reads a live handoff through a mapped support project may sign it there, if named as its CS Lead or as a signer; no more. Their
 * roles in a project that they may not see, Jira tells nobody.
 */
export const rightsThroughMapping = (settings: Settings, named: NamedPeople, caller: Caller): Rights => ({
  ...NO_RIGHTS,
  sign: rightsOf(new Set(), settings, named, caller, NO_ROLES).sign,
});
