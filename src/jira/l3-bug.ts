import { route } from '@forge/api';
import * as z from 'zod/mini';
import { BUG_PROPERTY, ESCALATION_PROPERTY, type BugProperty } from '../domain/issue-properties';
import { editQuietly } from './edit-quietly';
import { markIn } from './mark';
import { requestJira, type As } from './request';

const propertySchema = z.partial(
  z.object({ release: z.string(), releaseId: z.string(), chainLevel: z.string(), cause: z.string() }),
);

const issueSchema = z.object({
  id: z.string(),
  fields: z.object({ project: z.object({ id: z.string() }), labels: z._default(z.array(z.string()), []) }),
  properties: z._default(z.record(z.string(), z.unknown()), {}),
});

export type L3Bug = {
  readonly id: string;
  readonly projectId: string;
  readonly labels: readonly string[];
  /** The escalation that it was filed by; null: it isn't marked as one. Whoever may edit the issue may write it. */
  readonly escalationId: string | null;
  /** What its property says now, as far as it is one; null: there is none. */
  readonly property: z.infer<typeof propertySchema> | null;
};

/** What the app wrote on an issue, among its properties. */
export const shownIn = (properties: Readonly<Record<string, unknown>>): L3Bug['property'] =>
  z.safeParse(propertySchema, properties[BUG_PROPERTY]).data ?? null;

/** An L3 bug with its labels and what the app wrote on it. As the user, that Jira answers proves that they may see it. */
export const getL3Bug = async (as: As, issueId: string): Promise<L3Bug> => {
  const { id, fields, properties } = await requestJira(
    as,
    route`/rest/api/3/issue/${issueId}?fields=project,labels&properties=${ESCALATION_PROPERTY},${BUG_PROPERTY}`,
    issueSchema,
  );
  return {
    ...{ id, projectId: fields.project.id, labels: fields.labels },
    escalationId: markIn(properties[ESCALATION_PROPERTY]),
    property: shownIn(properties),
  };
};

type LabelChange = { readonly add: readonly string[]; readonly remove: readonly string[] };

/**
 * Labels and property in one request, so that neither is ever ahead of the other (OAS editIssue: `properties` beside `update`). As the app,
 * without an e-mail to the watchers where that can be.
 */
export const showOnBug = async (bugId: string, { add, remove }: LabelChange, property: BugProperty): Promise<void> => {
  const labels = [...remove.map((label) => ({ remove: label })), ...add.map((label) => ({ add: label }))];
  await editQuietly(bugId, { update: { labels }, properties: [{ key: BUG_PROPERTY, value: property }] });
};

/** The property alone. As the app. */
export const setBugProperty = async (bugId: string, property: BugProperty): Promise<void> => {
  await requestJira('app', route`/rest/api/3/issue/${bugId}/properties/${BUG_PROPERTY}`, z.unknown(), {
    method: 'PUT',
    needs: 'Edit issues',
    body: property,
  });
};
