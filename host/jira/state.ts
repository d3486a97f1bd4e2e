import type { Person, WorkflowRule } from '../contracts';

/** Everything the Jira room keeps: one plain object that survives JSON. Records are keyed by id, which grow, so that their order is that of birth. */
export interface JiraState {
  /** Origin in `self` links, without a slash at its end. */
  siteUrl: string;
  /** The next id of anything; ids are unique across kinds. */
  nextId: number;
  /** How long, in ms, search doesn't know of what was written. */
  searchLagMs: number;
  people: Person[];
  /** Account ids with the global permission ADMINISTER. */
  administrators: string[];
  priorities: Named[];
  linkTypes: LinkType[];
  statuses: Status[];
  issueTypes: IssueType[];
  customFields: CustomField[];
  workflows: Workflow[];
  projects: Project[];
  versions: Record<string, Version>;
  issues: Record<string, Issue>;
  /** Upper-case issue key -> issue id. */
  issueKeys: Record<string, string>;
  links: Link[];
  /** What `notify` sent, oldest first. */
  notifications: Notification[];
}

export interface Named {
  id: string;
  name: string;
}
export interface LinkType extends Named {
  inward: string;
  outward: string;
}
export interface Status extends Named {
  category: 'new' | 'indeterminate' | 'done';
}
export interface IssueType extends Named {
  description: string;
}
/** `id` is `customfield_` and a number. */
export interface CustomField extends Named {
  type: 'text' | 'textarea' | 'number' | 'date' | 'user' | 'select' | 'multiselect' | 'labels';
  options: Named[];
}
export interface Workflow extends Named {
  statusIds: string[];
  initialStatusId: string;
  transitions: Transition[];
}
export interface Transition extends Named {
  /** Status ids; empty: from any status. */
  from: string[];
  to: string;
  /** Fields on the transition's screen; null: it has none. */
  screen: string[] | null;
  validators: WorkflowRule[];
}
export interface Property {
  key: string;
  value: unknown;
}
export interface ProjectIssueType {
  issueTypeId: string;
  workflowId: string;
  /** Fields of the create and edit screen. */
  screen: string[];
  required: string[];
}
export interface Role extends Named {
  /** Account ids. */
  members: string[];
}
export interface Project extends Named {
  key: string;
  projectTypeKey: 'software' | 'service_desk' | 'business';
  style: 'classic' | 'next-gen';
  leadAccountId: string | null;
  issueTypes: ProjectIssueType[];
  components: Named[];
  roles: Role[];
  /** Permission -> holders: an account id, `role:<name>`, `reporter` or `anyone` (who is no customer). */
  permissions: Record<string, string[]>;
  /** Permissions that the installed app lacks here; it holds all others. */
  appLacks: string[];
  properties: Property[];
  lastIssueNumber: number;
  /** In the trash nobody sees it. */
  trashed: boolean;
}
export interface Version extends Named {
  projectId: string;
  /** Its place in the project's list, from the smallest number on. */
  sequence: number;
  description: string;
  archived: boolean;
  released: boolean;
  /** `YYYY-MM-DD`. */
  startDate: string | null;
  releaseDate: string | null;
  driver: string | null;
  relatedWork: RelatedWork[];
}
export interface RelatedWork {
  relatedWorkId: string;
  category: string;
  title: string | null;
  url: string | null;
}
/** What people set on an issue; versions, components, priority and people are ids. */
export interface SystemFields {
  summary: string;
  /** ADF documents. */
  description: unknown;
  environment: unknown;
  components: string[];
  /** `YYYY-MM-DD`. */
  duedate: string | null;
  priority: string;
  labels: string[];
  versions: string[];
  fixVersions: string[];
  reporter: string | null;
  assignee: string | null;
  /** Why it is done; null while it isn't. */
  resolution: string | null;
}
/** Beside Jira's own fields those of the site; a field that was never set is absent. */
export type IssueFields = SystemFields & Record<`customfield_${number}`, unknown>;
export interface Issue {
  id: string;
  key: string;
  projectId: string;
  issueTypeId: string;
  statusId: string;
  creator: string;
  /** Times in ms since 1970. */
  created: number;
  updated: number;
  /** When it came to a status of the category `done`. */
  resolved: number | null;
  fields: IssueFields;
  properties: Property[];
  comments: Comment[];
  /** What search still finds it by, until that time (ms since 1970). */
  indexed?: Pick<Issue, 'fields' | 'properties' | 'statusId' | 'resolved' | 'updated' | 'comments'> & { until: number };
  /** Absent where there never was one. */
  attachments?: Attachment[];
  /** Account ids. */
  watchers: string[];
  /** Account ids that issue security keeps it from, the app's among them. */
  hiddenFrom: string[];
}
export interface Comment {
  id: string;
  author: string;
  body: unknown;
  created: number;
  /** Of its last change, or of its creation. */
  updated: number;
  updateAuthor: string;
  /** Not for the customer: written with `sd.public.comment = {internal: true}`. */
  internal: boolean;
  /** The only role of the project that reads it; absent: whoever sees the issue. */
  role?: string;
  properties: Property[];
}
/** A file of an issue; `content` in base64, `size` in bytes. */
export interface Attachment {
  id: string;
  author: string;
  created: number;
  filename: string;
  mimeType: string;
  size: number;
  content: string;
}
/** An e-mail about an issue; `at` in ms since 1970, people as account ids. */
interface Notification {
  issueId: string;
  from: string;
  to: string[];
  subject: string;
  text: string;
  at: number;
}
/** `source` *outward description* `destination`; both are issue ids. */
export interface Link {
  id: string;
  typeId: string;
  source: string;
  destination: string;
}

/** How an issue can be done; the first one where nobody says. Those of a new site of Jira's; their ids are assumed. */
export const RESOLUTIONS: readonly Named[] = ['Done', "Won't Do", 'Duplicate', 'Cannot Reproduce'].map((name, nth) => ({
  ...{ id: String(10_000 + nth), name },
}));

/** Who the installed app is in Jira: it has a user of its own. */
export const APP_ACCOUNT_ID = 'app-user-of-the-installed-app';

/** By how much search of a started host lags, in ms. Jira says that it does and not by how much; so long that reading one's own write shows. */
export const SEARCH_LAG_MS = 500;

/** A site with nobody and nothing on it, whose search lags behind writes by `searchLagMs`. */
export const emptyJira = (searchLagMs = 0): JiraState => ({
  siteUrl: 'http://localhost',
  nextId: 10_000,
  searchLagMs,
  people: [],
  administrators: [],
  priorities: [],
  linkTypes: [],
  statuses: [],
  issueTypes: [],
  customFields: [],
  workflows: [],
  projects: [],
  versions: {},
  issues: {},
  issueKeys: {},
  links: [],
  notifications: [],
});

export const newId = (state: JiraState): string => String(state.nextId++);

/** The element that another one names by id; a broken reference is a bug of the host, said loudly. */
export function byId<T extends Named>(list: readonly T[], id: string): T {
  const found = list.find((element) => element.id === id);
  if (!found) throw new Error(`The host's state names ${id}, which is not there.`);
  return found;
}

export const projectOf = (state: JiraState, { projectId }: { projectId: string }): Project =>
  byId(state.projects, projectId);

export function setupOf(state: JiraState, issue: Issue): ProjectIssueType {
  const setup = projectOf(state, issue).issueTypes.find(({ issueTypeId }) => issueTypeId === issue.issueTypeId);
  if (!setup) throw new Error(`${issue.key} has an issue type that its project lacks.`);
  return setup;
}

export const versionsOf = (state: JiraState, project: Project): Version[] =>
  Object.values(state.versions)
    .filter(({ projectId }) => projectId === project.id)
    .sort((one, other) => one.sequence - other.sequence);

/** The own value of a record that callers address by any text. */
export const own = <T>(record: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined;
