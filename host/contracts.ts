/** What the rooms of the host promise each other. The host stands in for Atlassian's cloud and imports nothing of the app. */

/** Who makes a call of the product: a person (by account id), the installed app itself, or nobody. */
export type Actor =
  { readonly kind: 'user'; readonly accountId: string } | { readonly kind: 'app' } | { readonly kind: 'anonymous' };

/** A call of Jira's REST API, from wherever it comes: a REST client, a function's requestJira, a screen's requestJira. */
export interface JiraRequest {
  readonly actor: Actor;
  /** OAuth scopes the caller holds: the manifest's for the app; `null` for a person's own client (Basic auth), which has no scopes. */
  readonly scopes: readonly string[] | null;
  readonly method: string;
  /** Path with query, beginning with `/rest/`. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed JSON body, or undefined where there is none. */
  readonly body: unknown;
  /** What came as multipart/form-data, in place of a body. */
  readonly files?: readonly UploadedFile[];
}

/** A part of a multipart/form-data body that carries a file. */
export interface UploadedFile {
  /** Name of the form's parameter. */
  readonly parameter: string;
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

export interface HostResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** A JSON value, or undefined for an empty body. */
  readonly body: unknown;
  /** A body that is no JSON, in its place; `headers` says of which type. */
  readonly bytes?: Uint8Array;
  /** What a call of Jira costs of the app's hourly quota; absent where it costs nothing. */
  readonly points?: number;
}

/** Something that happened on the site, which apps can listen to by a `trigger` (Forge docs: events-reference/product_events). */
export interface ProductEvent {
  /** E.g. `avi:jira:created:version`. */
  readonly eventType: string;
  /** Who did it. */
  readonly atlassianId: string | undefined;
  /** The installed app did it, as itself or for a person. */
  readonly byApp: boolean;
  /** All else of the event, as Forge's events-reference describes it. */
  readonly payload: Readonly<Record<string, unknown>>;
  /** Entity properties of what it is about, as they are when it happens: for filters, not delivered. */
  readonly properties?: Readonly<Record<'issue' | 'project', Readonly<Record<string, unknown>>>>;
}

/** What the Jira room needs from the runtime room: tell the app's triggers, in their own time. Never throws, never waits. */
export type EmitEvent = (event: ProductEvent) => void;

/** One rule of an app on a workflow transition, as the rule editor stored it. */
export interface WorkflowRule {
  readonly id: string;
  /** Key of the app's `jira:workflowValidator` module. */
  readonly moduleKey: string;
  /** The JSON text that onConfigure returned; passed to the validator parsed. */
  readonly configuration: string;
}

/** Payload of a function validator (Forge docs: jira-workflow-validator). */
export interface ValidatorPayload {
  readonly issue: { readonly key: string };
  readonly configuration: unknown;
  readonly transition: {
    readonly from: { readonly id: string };
    readonly to: { readonly id: string };
    readonly modifiedFields: Readonly<Record<string, unknown>>;
  };
}

/** What the Jira room needs from the runtime room: run a rule of the app. An app that throws blocks the transition. */
export type RunValidator = (rule: WorkflowRule, payload: ValidatorPayload) => Promise<{ ok: boolean; message: string }>;

/** A rule of the installed app that workflows can hold. */
export interface RuleModule {
  /** Key of its module. */
  readonly key: string;
  /** `company-managed`, `team-managed`: in whose workflows it can stand. */
  readonly projectTypes: readonly string[];
}

/** A permission that the installed app adds to Jira's. */
export interface AppPermission {
  /** As Jira's REST API names it: the ARI of its module in this installation. */
  readonly key: string;
  readonly moduleKey: string;
  readonly name: string;
  readonly description: string;
  /** A project's permission is granted in its scheme; a global one to whom its module says. */
  readonly grants: 'scheme' | readonly string[];
}

/** A field of an issue property that the installed app has Jira index for JQL (Forge docs: jira-entity-property). */
export interface IndexedProperty {
  readonly propertyKey: string;
  /** Into its value, with dots. */
  readonly path: string;
  readonly type: 'number' | 'text' | 'string' | 'user' | 'date';
  readonly searchAlias: string | undefined;
}

/** Time of the site in ms since 1970; demo and tests may move it. Nothing in the host reads Date.now() but this. */
export interface Clock {
  now(): number;
}

/** What the shell (the browser side of the host) is told about the session and the installed app: GET /host/session. */
export interface Session {
  /** The person the browser acts as. `null`: nobody chosen yet. */
  readonly me: Person | null;
  readonly people: readonly Person[];
  readonly app: InstalledApp;
  readonly site: SiteContext;
  /** Origin that serves the app's frames, another one than the site's. */
  readonly appOrigin: string;
}

/** What each screen is told of where it is, whoever looks at it. */
interface SiteContext {
  readonly cloudId: string;
  readonly siteUrl: string;
  readonly environmentId: string;
  readonly environmentType: string;
  readonly locale: string;
  readonly timezone: string;
}

export interface Person {
  readonly accountId: string;
  readonly displayName: string;
  readonly emailAddress: string;
  /** `customer` people see the portal only. */
  readonly accountType: 'atlassian' | 'customer';
}

interface InstalledApp {
  /** Bare UUIDs, as in Jira's addresses. */
  readonly appId: string;
  readonly environmentId: string;
  readonly modules: readonly InstalledModule[];
  /** Address of each page of the app's resources, by what a modal names it: `key` or `key/entry`. */
  readonly pages: Readonly<Record<string, string>>;
}

/** A module of manifest.yml that has a place on a screen. */
export interface InstalledModule {
  readonly type: string;
  readonly key: string;
  /** The module in this installation, as ARI. */
  readonly localId: string;
  readonly title: string;
  /** Address of the module's entry page on the app origin. For workflow rules there is one per screen: create, edit, view. */
  readonly entries: Readonly<Record<'main' | 'create' | 'edit' | 'view', string | undefined>>;
  /** Everything else the manifest says of it (label, viewportSize, layout, displayConditions, description ...). */
  readonly manifest: Readonly<Record<string, unknown>>;
}

/** The display conditions that the shell can judge, beside the operators `and`, `or` and `not` (Forge docs: manifest-reference/display-conditions). */
export const DISPLAY_CONDITIONS = [
  'isLoggedIn',
  'isAdmin',
  'projectType',
  'hasProjectPermission',
  'entityPropertyExists',
  'entityPropertyEqualTo',
] as const;
