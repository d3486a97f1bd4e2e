import type {
  Attachment,
  Comment,
  Issue,
  IssueType,
  JiraState,
  Link,
  LinkType,
  Named,
  Project,
  Status,
  Version,
} from './state';
import { APP_ACCOUNT_ID, byId } from './state';

/** How Jira's REST v3 shows things (schemas of its OpenAPI). `self` is an address of this site. */
const self = (state: JiraState, path: string) => `${state.siteUrl}/rest/api/3/${path}`;

/** Jira's form of a time: offset without a colon. */
export const timeOf = (ms: number): string => new Date(ms).toISOString().replace('Z', '+0000');

/** A plain square, the same for all: Jira serves pictures from a host of its own, which is not simulated. */
const AVATAR =
  'data:image/svg+xml,%3Csvg%20xmlns=%22http://www.w3.org/2000/svg%22%3E%3Crect%20width=%22100%25%22%20height=%22100%25%22%20fill=%22%2344546f%22/%3E%3C/svg%3E';
const avatarUrls = { '16x16': AVATAR, '24x24': AVATAR, '32x32': AVATAR, '48x48': AVATAR };

/** A person, or the app's own user. The e-mail address is shown to its owner only, as for accounts that keep it private. */
export function userBean(state: JiraState, accountId: string, viewer?: string) {
  const person = state.people.find((one) => one.accountId === accountId);
  const displayName = person?.displayName ?? (accountId === APP_ACCOUNT_ID ? 'CS Handoff' : 'Former user');
  return {
    self: self(state, `user?accountId=${encodeURIComponent(accountId)}`),
    accountId,
    accountType: person?.accountType ?? (accountId === APP_ACCOUNT_ID ? 'app' : 'unknown'),
    ...(person && viewer === accountId && { emailAddress: person.emailAddress }),
    avatarUrls,
    displayName,
    active: true,
    timeZone: 'Etc/UTC',
  };
}

export const userOrNull = (state: JiraState, accountId: string | null) =>
  accountId === null ? null : userBean(state, accountId);

export const issueTypeBean = (state: JiraState, { id, name, description }: IssueType) => ({
  self: self(state, `issuetype/${id}`),
  ...{ id, name, description, iconUrl: `${state.siteUrl}/images/icons/issuetypes/${id}.svg` },
  ...{ subtask: false, hierarchyLevel: 0 },
});

const CATEGORIES = {
  new: { id: 2, key: 'new', colorName: 'blue-gray', name: 'To Do' },
  indeterminate: { id: 4, key: 'indeterminate', colorName: 'yellow', name: 'In Progress' },
  done: { id: 3, key: 'done', colorName: 'green', name: 'Done' },
} as const;

export const categoryBean = (state: JiraState, { category }: Status) => ({
  self: self(state, `statuscategory/${CATEGORIES[category].id}`),
  ...CATEGORIES[category],
});

export const statusBean = (state: JiraState, status: Status) => ({
  self: self(state, `status/${status.id}`),
  ...{ id: status.id, name: status.name, description: '' },
  iconUrl: `${state.siteUrl}/images/icons/statuses/generic.png`,
  statusCategory: categoryBean(state, status),
});

export const priorityBean = (state: JiraState, { id, name }: Named) => ({
  ...{ self: self(state, `priority/${id}`), id, name },
  iconUrl: `${state.siteUrl}/images/icons/priorities/${id}.svg`,
});

export const resolutionBean = (state: JiraState, { id, name }: Named) => ({
  ...{ self: self(state, `resolution/${id}`), id, name, description: '' },
});

export const linkTypeBean = (state: JiraState, { id, name, inward, outward }: LinkType) => ({
  ...{ self: self(state, `issueLinkType/${id}`), id, name, inward, outward },
});

export const componentBean = (state: JiraState, { id, name }: Named) => ({
  ...{ self: self(state, `component/${id}`), id, name },
});

export const projectRef = (state: JiraState, { id, key, name, projectTypeKey, style }: Project) => ({
  ...{ self: self(state, `project/${id}`), id, key, name, projectTypeKey },
  ...{ simplified: style === 'next-gen', avatarUrls },
});

export const projectBean = (state: JiraState, project: Project) => ({
  ...projectRef(state, project),
  ...{ expand: '', style: project.style, isPrivate: false, properties: {} },
});

/** A day as Jira shows it to people: 06/Jul/26. */
const userDay = (day: string) => {
  const [year = '', month = '', date = ''] = day.split('-');
  const names = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
  return `${date}/${names[Number(month) - 1] ?? ''}/${year.slice(2)}`;
};

/** How many issues have the version as fix version, by category of their status; the host's statuses are all of a category (OAS VersionIssuesStatus). */
const issuesStatus = (state: JiraState, { id }: Version) => {
  const issues = Object.values(state.issues).filter(({ fields }) => fields.fixVersions.includes(id));
  const count = (wanted: Status['category']) =>
    issues.filter(({ statusId }) => state.statuses.find((status) => status.id === statusId)?.category === wanted)
      .length;
  return { unmapped: 0, toDo: count('new'), inProgress: count('indeterminate'), done: count('done') };
};

/**
 * @param now ms since 1970, for `overdue`
 * @param expand `driver`, `issuesstatus`
 */
export function versionBean(state: JiraState, version: Version, now: number, expand: readonly string[] = []) {
  const { id, name, description, archived, released, startDate, releaseDate, driver, projectId } = version;
  const today = new Date(now).toISOString().slice(0, 10);
  return {
    self: self(state, `version/${id}`),
    id,
    ...(description !== '' && { description }),
    ...{ name, archived, released },
    ...(startDate !== null && { startDate, userStartDate: userDay(startDate) }),
    ...(releaseDate !== null && { releaseDate, userReleaseDate: userDay(releaseDate) }),
    ...(releaseDate !== null && !released && { overdue: releaseDate < today }),
    projectId: Number(projectId),
    ...(expand.includes('driver') && driver !== null && { driver }),
    ...(expand.includes('issuesstatus') && { issuesStatusForFixVersion: issuesStatus(state, version) }),
  };
}

/** A version as issues carry it. */
export const versionRef = (state: JiraState, version: Version) => {
  const { id, name, description, archived, released, releaseDate } = version;
  return {
    ...{ self: self(state, `version/${id}`), id, name, description, archived, released },
    ...(releaseDate !== null && { releaseDate }),
  };
};

export const issueRef = (state: JiraState, { id, key }: Issue) => ({ id, key, self: self(state, `issue/${id}`) });

/** A link as the issue at one of its ends shows it. */
export function linkBean(state: JiraState, link: Link, from: Issue, other: Issue) {
  const { fields } = other;
  const shown = {
    ...issueRef(state, other),
    fields: {
      summary: fields.summary,
      status: statusBean(state, byId(state.statuses, other.statusId)),
      priority: priorityBean(state, byId(state.priorities, fields.priority)),
      issuetype: issueTypeBean(state, byId(state.issueTypes, other.issueTypeId)),
    },
  };
  return {
    ...{ id: link.id, self: self(state, `issueLink/${link.id}`) },
    type: linkTypeBean(state, byId(state.linkTypes, link.typeId)),
    ...(link.source === from.id ? { outwardIssue: shown } : { inwardIssue: shown }),
  };
}

/** As an issue carries it; alone its id is a number (OAS AttachmentMetadata). No thumbnails. */
export const attachmentBean = (state: JiraState, { id, author, created, filename, mimeType, size }: Attachment) => ({
  ...{ self: self(state, `attachment/${id}`), id, filename, author: userBean(state, author) },
  ...{ created: timeOf(created), size, mimeType, content: self(state, `attachment/content/${id}`) },
});

export function commentBean(state: JiraState, issue: Issue, comment: Comment, withProperties = false) {
  return {
    ...{ self: self(state, `issue/${issue.id}/comment/${comment.id}`), id: comment.id, body: comment.body },
    ...{ author: userBean(state, comment.author), created: timeOf(comment.created) },
    ...{ updateAuthor: userBean(state, comment.updateAuthor), updated: timeOf(comment.updated) },
    jsdPublic: !comment.internal,
    ...(comment.role !== undefined && { visibility: { type: 'role', value: comment.role, identifier: comment.role } }),
    ...(withProperties && { properties: comment.properties }),
  };
}
