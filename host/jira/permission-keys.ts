import type { JiraDeps } from './call';
import { own } from './state';

/** What administrators see of a permission that Jira's documents list by its key alone: MANAGE_SPRINTS_PERMISSION is "Manage Sprints". */
const nameOf = (key: string) =>
  key
    .replace(/_PERMISSION$/, '')
    .split('_')
    .map((word) => word.charAt(0) + word.slice(1).toLowerCase())
    .join(' ');

const named = (keys: string): Readonly<Record<string, string>> =>
  Object.fromEntries(keys.split(' ').map((key) => [key, nameOf(key)]));

/**
 * Jira's own permissions of a project: the built-in ones of OpenAPI (getAllPermissionSchemes), and those for archiving of Forge's
 * display conditions. A scheme of the host can grant each, though it simulates nothing that some of them allow.
 */
export const PROJECT_PERMISSIONS: Readonly<Record<string, string>> = {
  ...named('ADMINISTER_PROJECTS EDIT_WORKFLOW EDIT_ISSUE_LAYOUT'),
  ...named('BROWSE_PROJECTS MANAGE_SPRINTS_PERMISSION SERVICEDESK_AGENT VIEW_DEV_TOOLS VIEW_READONLY_WORKFLOW'),
  ...named('ASSIGNABLE_USER ASSIGN_ISSUES CLOSE_ISSUES CREATE_ISSUES DELETE_ISSUES EDIT_ISSUES LINK_ISSUES'),
  ...named('MODIFY_REPORTER MOVE_ISSUES RESOLVE_ISSUES SCHEDULE_ISSUES SET_ISSUE_SECURITY TRANSITION_ISSUES'),
  ...named('ARCHIVE_ISSUES UNARCHIVE_ISSUES MANAGE_WATCHERS VIEW_VOTERS_AND_WATCHERS'),
  ...named('ADD_COMMENTS DELETE_ALL_COMMENTS DELETE_OWN_COMMENTS EDIT_ALL_COMMENTS EDIT_OWN_COMMENTS'),
  ...named('CREATE_ATTACHMENTS DELETE_ALL_ATTACHMENTS DELETE_OWN_ATTACHMENTS'),
  ...named('DELETE_ALL_WORKLOGS DELETE_OWN_WORKLOGS EDIT_ALL_WORKLOGS EDIT_OWN_WORKLOGS WORK_ON_ISSUES'),
};

/** Jira's own global permissions, of which the host grants two; OpenAPI names some, the others are assumed. */
export const GLOBAL_PERMISSIONS: Readonly<Record<string, string>> = {
  ADMINISTER: 'Administer Jira',
  USER_PICKER: 'Browse Users',
  ...named('BULK_CHANGE CREATE_PROJECT CREATE_SHARED_OBJECTS MANAGE_GROUP_FILTER_SUBSCRIPTIONS SYSTEM_ADMIN'),
};

/** A permission by its key as Jira knows it; undefined where neither Jira nor the installed app has it. */
export function knownPermission({ appPermissions }: JiraDeps, key: string) {
  const global = own(GLOBAL_PERMISSIONS, key);
  const name = global ?? own(PROJECT_PERMISSIONS, key);
  if (name !== undefined) return { key, name, description: name, isGlobal: global !== undefined };
  const ofApp = appPermissions.find((permission) => permission.key === key);
  return ofApp && { ...ofApp, isGlobal: ofApp.grants !== 'scheme' };
}
