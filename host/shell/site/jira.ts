import { request, upload } from './rest';

/** What the screens read of Jira's REST v3 answers. */
interface User {
  readonly accountId: string;
  readonly displayName: string;
}
export interface Named {
  readonly id: string;
  readonly name: string;
}
export interface Status extends Named {
  readonly statusCategory?: { readonly key: string };
}
export interface Project extends Named {
  readonly key: string;
  readonly projectTypeKey: string;
  readonly style?: string;
}
export interface Version extends Named {
  readonly description?: string;
  readonly released?: boolean;
  readonly archived?: boolean;
  readonly startDate?: string;
  readonly releaseDate?: string;
  readonly driver?: string;
  readonly projectId: number;
}
export interface AdfNode {
  readonly type: string;
  readonly text?: string;
  readonly attrs?: Readonly<Record<string, unknown>>;
  readonly marks?: readonly { readonly type: string; readonly attrs?: Readonly<Record<string, unknown>> }[];
  readonly content?: readonly AdfNode[];
}
/** `size` in bytes. */
export interface Attachment {
  readonly id: string;
  readonly filename: string;
  readonly size: number;
}
interface LinkedIssue {
  readonly key: string;
  readonly fields: { readonly summary: string; readonly status: Status };
}
export interface Issue {
  readonly id: string;
  readonly key: string;
  readonly fields: {
    readonly summary: string;
    readonly updated: string;
    readonly description?: AdfNode | null;
    readonly status: Status;
    readonly issuetype: Named;
    readonly priority?: Named | null;
    readonly labels?: readonly string[];
    readonly versions?: readonly Named[];
    readonly fixVersions?: readonly Named[];
    readonly reporter?: User | null;
    readonly project: Project;
    readonly attachment?: readonly Attachment[];
    readonly issuelinks?: readonly {
      readonly id: string;
      readonly type: { readonly inward: string; readonly outward: string };
      readonly inwardIssue?: LinkedIssue;
      readonly outwardIssue?: LinkedIssue;
    }[];
  };
}
export interface FieldMeta {
  readonly name: string;
  readonly required: boolean;
  readonly schema: {
    readonly type: string;
    readonly items?: string;
    readonly system?: string;
    readonly custom?: string;
  };
  /** Named things, or options with a `value` in place of a name. */
  readonly allowedValues?: readonly { readonly id: string; readonly name?: string; readonly value?: string }[];
}
export interface CreateField extends FieldMeta {
  readonly fieldId: string;
}
export interface Transition extends Named {
  readonly to: Status;
  readonly fields?: Readonly<Record<string, FieldMeta>>;
}
export interface Comment {
  readonly id: string;
  readonly author?: User;
  readonly body: AdfNode;
  readonly created: string;
  readonly jsdPublic?: boolean;
}
interface RelatedWork {
  readonly relatedWorkId: string | null;
  readonly category: string;
  readonly title?: string;
  readonly url?: string;
}

const api = '/rest/api/3';
const enc = encodeURIComponent;
const SHOWN =
  'summary,description,updated,status,issuetype,priority,labels,versions,fixVersions,reporter,project,issuelinks,attachment'.split(
    ',',
  );

export const isService = ({ projectTypeKey }: Project): boolean => projectTypeKey === 'service_desk';

/** Address of a project as Jira has it for its type. */
export function projectPath({ key, projectTypeKey, style }: Project): string {
  if (projectTypeKey === 'service_desk') return `/jira/servicedesk/projects/${key}`;
  const kind = projectTypeKey === 'business' ? 'core' : 'software';
  return `/jira/${kind}/${style === 'next-gen' ? '' : 'c/'}projects/${key}`;
}

export async function listProjects(): Promise<readonly Project[]> {
  const page = (await request('GET', `${api}/project/search?maxResults=50`)) as { values: readonly Project[] };
  return page.values;
}
export const getProject = async (key: string) => (await request('GET', `${api}/project/${enc(key)}`)) as Project;
export const listVersions = async (key: string) =>
  (await request('GET', `${api}/project/${enc(key)}/versions`)) as readonly Version[];
export const getVersion = async (id: string) =>
  (await request('GET', `${api}/version/${enc(id)}?expand=driver`)) as Version;
export const setReleased = (id: string, released: boolean) => request('PUT', `${api}/version/${id}`, { released });
export const listRelatedWork = async (id: string) =>
  (await request('GET', `${api}/version/${enc(id)}/relatedwork`)) as readonly RelatedWork[];

export async function search(jql: string): Promise<readonly Issue[]> {
  const body = { jql, maxResults: 100, fields: SHOWN };
  return ((await request('POST', `${api}/search/jql`, body)) as { issues: readonly Issue[] }).issues;
}
export const getIssue = async (key: string) =>
  (await request('GET', `${api}/issue/${enc(key)}?fields=${SHOWN.join(',')}`)) as Issue;
/** When the issue was last written, as Jira tells it. */
export const getUpdated = async (key: string) =>
  ((await request('GET', `${api}/issue/${enc(key)}?fields=updated`)) as { fields: { updated: string } }).fields.updated;
export const editIssue = (key: string, fields: unknown) => request('PUT', `${api}/issue/${enc(key)}`, { fields });

export async function listCreateTypes(project: string): Promise<readonly Named[]> {
  const path = `${api}/issue/createmeta/${enc(project)}/issuetypes?maxResults=200`;
  return ((await request('GET', path)) as { issueTypes: readonly Named[] }).issueTypes;
}
/** @param place `project id/issue type id` */
export async function listCreateFields(place: string): Promise<readonly CreateField[]> {
  const [project = '', type = ''] = place.split('/');
  const path = `${api}/issue/createmeta/${enc(project)}/issuetypes/${enc(type)}?maxResults=200`;
  return ((await request('GET', path)) as { fields: readonly CreateField[] }).fields;
}
export const createIssue = async (fields: unknown) =>
  (await request('POST', `${api}/issue`, { fields })) as { readonly id: string; readonly key: string };

export async function listTransitions(key: string): Promise<readonly Transition[]> {
  const path = `${api}/issue/${enc(key)}/transitions?expand=transitions.fields`;
  return ((await request('GET', path)) as { transitions: readonly Transition[] }).transitions;
}
export const moveIssue = (key: string, transitionId: string, fields: unknown) =>
  request('POST', `${api}/issue/${enc(key)}/transitions`, { transition: { id: transitionId }, fields });

export async function listComments(key: string): Promise<readonly Comment[]> {
  const path = `${api}/issue/${enc(key)}/comment?maxResults=100`;
  return ((await request('GET', path)) as { comments: readonly Comment[] }).comments;
}
export const addComment = (key: string, text: string) =>
  request('POST', `${api}/issue/${enc(key)}/comment`, { body: adfOf(text) });
export const addAttachments = (key: string, files: readonly File[]) =>
  upload(`${api}/issue/${enc(key)}/attachments`, files);
export const addRequestComment = (key: string, body: string, isPublic: boolean) =>
  request('POST', `/rest/servicedeskapi/request/${enc(key)}/comment`, { body, public: isPublic });

export const adfOf = (text: string) => ({
  type: 'doc',
  version: 1,
  content: text.split('\n').map((line) => ({ type: 'paragraph', content: line ? [{ type: 'text', text: line }] : [] })),
});

/** Which of the permissions the person has; `where` is `issueKey=…`, `projectKey=…` or nothing for the site's. */
export async function may(permissions: readonly string[], where = ''): Promise<ReadonlySet<string>> {
  const answer = (await request('GET', `${api}/mypermissions?permissions=${permissions.join(',')}&${where}`)) as {
    permissions: Readonly<Record<string, { readonly havePermission: boolean }>>;
  };
  return new Set(permissions.filter((key) => answer.permissions[key]?.havePermission));
}

export const isAdmin = async () => (await may(['ADMINISTER'])).has('ADMINISTER');

/** Value of a property of a project or issue, undefined where there is none. */
export async function propertyOf(entity: 'project' | 'issue', key: string, propertyKey: string): Promise<unknown> {
  const path = `${api}/${entity}/${enc(key)}/properties/${enc(propertyKey)}`;
  return request('GET', path).then(
    (property) => (property as { value: unknown }).value,
    () => undefined,
  );
}
