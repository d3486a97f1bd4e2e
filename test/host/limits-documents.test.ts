import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LIMITS } from '../../host/limits';
import type { LimitName } from '../../host/limits';
import { hasOpenApi, OPENAPI_FILE } from '../../host/jira/openapi';
import { operation, schema } from './jira-document';
import { at } from './jira-site';

/**
 * Each number whose source can be read by a program is the source's own: the tests at and beyond a limit take both sides from
 * limits.ts, and would agree with any number there.
 */

const inText = (text: unknown) => (value: number) =>
  expect(String(text).replaceAll(',', '')).toMatch(new RegExp(`\\b${value}\\b`));
const is = (found: unknown) => (value: number) => expect(found).toBe(value);
const parameter = (operationId: string, name: string, keyword: string) =>
  at(operation(operationId).query.get(name), `schema.${keyword}`);
const of = (operationId: string, name: string) => at(operation(operationId).query.get(name), 'description');
const member = (name: string, property: string) => at(schema(name), `properties.${property}.description`);
const SEARCH = 'searchAndReconsileIssuesUsingJql';

type Check = (value: number) => void;

const fromOpenApi = (): Partial<Record<LimitName, Check>> => ({
  'jira.propertyLength': inText(operation('setIssueProperty').text),
  'jira.propertyKeyLength': inText(at(operation('setIssueProperty').path.get('propertyKey'), 'description')),
  'jira.attachmentFiles': inText(at(operation('addAttachment').responses, '413.description')),
  'jira.versionNameLength': inText(member('Version', 'name')),
  'jira.versionDescriptionBytes': inText(member('Version', 'description')),
  'jira.userSearchReach': (value) => {
    expect([value, operation('findUsers').text]).toEqual([1000, expect.stringContaining('up to the thousandth user')]);
  },
  'jira.projectPage': is(parameter('searchProjects', 'maxResults', 'maximum')),
  'jira.projectFilters': inText(of('searchProjects', 'keys')),
  'jira.createMetaPage': is(parameter('getCreateIssueMetaIssueTypes', 'maxResults', 'maximum')),
  'jira.ruleConfigPage': is(parameter('getWorkflowTransitionRuleConfigurations', 'maxResults', 'maximum')),
  'jira.searchIdsPage': inText(of(SEARCH, 'maxResults')),
  'jira.searchProperties': inText(of(SEARCH, 'properties')),
  'jira.searchOrders': inText(of(SEARCH, 'jql')),
  'jira.reconcileIssues': inText(of(SEARCH, 'reconcileIssues')),
  'jira.permissionCheckProjects': inText(operation('getBulkPermissions').text),
  'jira.permissionCheckIssues': inText(operation('getBulkPermissions').text),
});

const isOfOpenApi = (name: LimitName) => LIMITS[name].source.startsWith('OpenAPI:');

if (hasOpenApi) {
  const checks = fromOpenApi();
  test.each((Object.keys(LIMITS) as LimitName[]).filter(isOfOpenApi))('%s is stated by the document', (name) => {
    expect(checks[name]).toBeDefined();
    checks[name]?.(LIMITS[name].value);
  });
} else {
  test.skip(`Jira's OpenAPI is not at ${OPENAPI_FILE}: download it and name it in JIRA_OPENAPI`, () => undefined);
}

const source = (file: string) => readFileSync(join('node_modules/@forge', file), 'utf8');

test.each([
  ['queue.eventsPerPush', 'events/out/validators.js', 'MAXIMUM_EVENTS = #;', 1],
  ['queue.bytesPerPush', 'events/out/validators.js', 'MAXIMUM_PAYLOAD_SIZE_KB = #;', 1024],
  ['queue.delaySeconds', 'events/out/validators.js', 'event.delayInSeconds > #', 1],
  ['manifest.resources', 'manifest/out/validators/resources-validator.js', 'MAX_RESOURCE_COUNT = #;', 1],
  ['invocation.bridgeCalls', 'bridge/out/invoke/invoke.js', '(_invoke, #, 1000 * 25', 1],
] as const)('%s is the number in the package that counts it', (name, file, text, unit) => {
  expect(source(file).includes(text.replace('#', String(LIMITS[name].value / unit)))).toBe(true);
});
