import type { ValidatorPayload } from '../contracts';
import type { Call, Json } from './call';
import { bodyOf, listParam, nameOf, param, refuse, refuseFields, reply } from './call';
import { isRecord } from '../is-record';
import { readComment } from './comments';
import { fieldMeta } from './createmeta';
import { fieldIds, isMany, isOnScreen, NOT_ON_SCREEN, readChanges, shown } from './fields';
import type { FieldId } from './fields';
import { before, emitChange, emitComment } from './issue-events';
import { holds, visibleIssue } from './permissions';
import { keepForSearch } from './search-index';
import { statusBean } from './shapes';
import type { Comment, Issue, IssueFields, JiraState, Transition } from './state';
import { byId, projectOf, RESOLUTIONS, setupOf } from './state';

const workflowOf = (state: JiraState, issue: Issue) => byId(state.workflows, setupOf(state, issue).workflowId);

const startsFrom = ({ from }: Transition, statusId: string) => from.length === 0 || from.includes(statusId);

/** The transitions that the caller could make now (OAS IssueTransition), with their screens' fields where asked for. */
export function availableTransitions(call: Call, issue: Issue) {
  const { state, me } = call;
  const project = projectOf(state, issue);
  if (!holds(state, me, 'TRANSITION_ISSUES', project, issue)) return [];
  const withFields = listParam(call, 'expand').includes('transitions.fields');
  const place = { state, project, me, issue };
  return workflowOf(state, issue)
    .transitions.filter((transition) => startsFrom(transition, issue.statusId))
    .map(({ id, name, to, from, screen }) => {
      const fields = fieldIds(state).filter((field) => isOnScreen(field, screen ?? [], place));
      return {
        ...{ id, name, to: statusBean(state, byId(state.statuses, to)), hasScreen: screen !== null },
        ...{ isGlobal: from.length === 0, isInitial: false, isAvailable: true, isConditional: false, looped: false },
        ...(withFields && {
          fields: Object.fromEntries(fields.map((field) => [field, fieldMeta(field, false, place)])),
        }),
      };
    });
}

export function getTransitions(call: Call) {
  const issue = visibleIssue(call, param(call, 'issueIdOrKey'));
  const only = call.query.get('transitionId');
  const transitions = availableTransitions(call, issue).filter(({ id }) => only === null || id === only);
  return reply(200, { expand: 'transitions', transitions });
}

/**
 * `modifiedFields` of a validator's payload: only what the screen changed; a list that was emptied is null, a person is
 * `{accountId}` (Forge docs: jira-workflow-validator).
 */
function modifiedFields(state: JiraState, issue: Issue, changes: Partial<IssueFields>): Json {
  const ids = (Object.keys(changes) as FieldId[]).filter(
    (id) => JSON.stringify(changes[id]) !== JSON.stringify(issue.fields[id]),
  );
  const valueOf = (id: FieldId): unknown => {
    const kept = changes[id];
    if (isMany(state, id)) return Array.isArray(kept) && kept.length === 0 ? null : shown(state, id, kept);
    if (id === 'reporter' || id === 'assignee') return kept === null ? null : { accountId: kept };
    return shown(state, id, kept);
  };
  return Object.fromEntries(ids.map((id) => [id, valueOf(id)]));
}

/** `update.comment: [{add: …}]`: a comment on the transition's screen. */
function readScreenComment(call: Call, issue: Issue, transition: Transition, update: unknown): Comment | undefined {
  const operations = isRecord(update) ? update.comment : undefined;
  if (operations === undefined) return undefined;
  if (transition.screen === null) return refuseFields({ comment: NOT_ON_SCREEN('comment') });
  const [first] = Array.isArray(operations) ? (operations as unknown[]) : [];
  return readComment(call, issue, isRecord(first) ? first.add : undefined);
}

/** The configuration as the validator gets it; what is no JSON arrives as the text it is. */
function parsed(configuration: string): unknown {
  try {
    return JSON.parse(configuration);
  } catch {
    return configuration;
  }
}

/** doTransition: nothing is stored before every validator has agreed; the first refusal is the answer. */
export async function doTransition(call: Call) {
  const { state, me, deps } = call;
  const issue = visibleIssue(call, param(call, 'issueIdOrKey'));
  const body = bodyOf(call);
  const id = nameOf(isRecord(body.transition) ? body.transition.id : undefined);
  if (id === '') return refuse(400, "Missing 'transition' identifier");
  const project = projectOf(state, issue);
  const transition = workflowOf(state, issue).transitions.find((one) => one.id === id);
  const isAllowed = holds(state, me, 'TRANSITION_ISSUES', project, issue);
  if (!transition || !isAllowed || !startsFrom(transition, issue.statusId)) {
    return refuse(400, `Transition id '${id}' is not valid for this issue.`);
  }
  const place = { state, project, me, issue };
  const changes = readChanges(place, transition.screen ?? [], issue.fields, body, ['comment']);
  const comment = readScreenComment(call, issue, transition, body.update);

  const from = issue.statusId;
  const payload: Omit<ValidatorPayload, 'configuration'> = {
    issue: { key: issue.key },
    transition: {
      from: { id: from },
      to: { id: transition.to },
      modifiedFields: modifiedFields(state, issue, changes),
    },
  };
  for (const rule of transition.validators) {
    const { ok, message } = await deps.runValidator(rule, { ...payload, configuration: parsed(rule.configuration) });
    if (!ok) return refuse(400, message);
  }
  if (issue.statusId !== from) return refuse(409, 'The issue was moved by somebody else in the meantime.');

  const now = deps.clock.now();
  const was = before(issue);
  Object.assign(issue.fields, changes);
  if (comment) issue.comments.push(comment);
  issue.statusId = transition.to;
  const isDone = byId(state.statuses, transition.to).category === 'done';
  issue.resolved = isDone ? (issue.resolved ?? now) : null;
  issue.fields.resolution = isDone ? (issue.fields.resolution ?? RESOLUTIONS[0]?.id ?? null) : null;
  issue.updated = now;
  keepForSearch(call, was, issue);
  deps.changed();
  emitChange(call, was, issue);
  if (comment) emitComment(call, 'commented', issue, comment);
  return reply(204);
}
