/** One limit of Atlassian's cloud, as its documentation states it. */
interface Limit {
  readonly value: number;
  readonly unit: string;
  /**
   * Page below developer.atlassian.com/platform/forge; `jira:` below /cloud/jira/platform; `OpenAPI:` a schema or operation of
   * Jira's; `assumed`: no document states the number, what is said after it is the nearest there is.
   */
  readonly source: string;
}

const row = (value: number, unit: string, source: string): Limit => ({ value, unit, source });

const KIB = 1024;
const KB = 1000;
const KVS = 'limits-kvs-ce';
const ENTITIES = 'storage-reference/entities-manifest';
const QUERY = 'storage-reference/entities-api-query';
const INVOCATION = 'limits-invocation';
const QUEUE = 'limits-async-events';
const RATES = 'jira:rate-limiting';
const SEARCH = 'searchAndReconsileIssuesUsingJql';
const DEFAULT_OF_FIELD = 'OpenAPI: CustomFieldContextDefaultValue';

/**
 * Every number the host refuses by. The rooms read their limits here, and test/host/limits.test.ts holds each row at the limit and
 * one beyond it: a row without both doesn't compile.
 */
export const LIMITS = {
  'kvs.keyLength': row(500, 'characters', KVS),
  'kvs.valueBytes': row(240 * KIB, 'bytes of UTF-8 JSON', KVS),
  'kvs.valueDepth': row(31, 'objects and arrays inside one another', KVS),
  'kvs.operations': row(25, 'operations of a transaction or keys of a batch', KVS),
  'kvs.requestBytes': row(4 * KB * KB, 'bytes of a transaction or batch', KVS),
  'kvs.pageDefault': row(10, 'results of a query that names no limit', QUERY),
  'kvs.pageMax': row(100, 'results of a query', QUERY),
  'kvs.conditions': row(100, 'conditions of a query', KVS),
  'kvs.rangeBytes': row(900, 'bytes of the range attribute of an index', KVS),
  'kvs.partitionBytes': row(1700, 'bytes of the partition attributes of an index', KVS),
  'kvs.integerMax': row(2 ** 31 - 1, 'largest integer attribute', ENTITIES),
  'kvs.integerMin': row(-(2 ** 31), 'smallest integer attribute', ENTITIES),
  'kvs.floatMax': row(9.999999999999998e125, 'largest size of a float attribute: below 1e126', ENTITIES),
  'kvs.floatMin': row(1e-130, 'smallest size of a float attribute other than 0', ENTITIES),
  'kvs.ttlDays': row(365, 'days', 'storage-reference/entities-api'),
  'kvs.ttlLateHours': row(48, 'hours for which an expired value may still be read', 'storage-reference/entities-api'),
  'kvs.requestsPerSecond': row(1000, 'requests in a second per installation', 'platform-quotas-and-limits'),
  'kvs.unitBytes': row(10 * KB, 'bytes that one unit of reading or writing holds', KVS),
  'kvs.readUnitsPerMinute': row(4000, 'reads of 10 KB in a minute per installation', KVS),
  'kvs.writeUnitsPerMinute': row(4000, 'writes of 10 KB in a minute per installation', KVS),
  'kvs.keyReadBytesPerSecond': row(12 * KB * KB, 'bytes read of one key in a second', KVS),
  'kvs.keyWriteBytesPerSecond': row(KB * KB, 'bytes written to one key in a second', KVS),
  'kvs.indexReadBytesPerSecond': row(24 * KB * KB, 'bytes queried of one index value in a second', KVS),

  'manifest.entities': row(20, 'entities of an app', KVS),
  'manifest.attributes': row(50, 'attributes of an entity', KVS),
  'manifest.indexes': row(7, 'indexes of an entity', KVS),
  'manifest.attributeNameLength': row(30, 'characters', KVS),
  'manifest.entityNameMinLength': row(3, 'characters at least', ENTITIES),
  'manifest.entityNameLength': row(60, 'characters', ENTITIES),
  'manifest.indexNameMinLength': row(3, 'characters at least', ENTITIES),
  'manifest.indexNameLength': row(50, 'characters', ENTITIES),
  'manifest.scheduledTriggers': row(5, 'scheduled triggers of an app', 'manifest-reference/modules/scheduled-trigger'),
  'manifest.propertyPaths': row(5, 'property paths in filters of triggers', 'events-reference/product_events'),
  'manifest.indexedValues': row(
    100,
    'indexed fields of entity properties of an app',
    'manifest-reference/modules/jira-entity-property',
  ),
  'manifest.queueNameLength': row(36, 'characters of a queue', 'runtime-reference/async-events-api'),
  'manifest.functionKeyLength': row(23, 'characters', 'package @forge/manifest, modules-validator'),
  'manifest.resources': row(50, 'resources of an app', 'package @forge/manifest, resources-validator'),
  'manifest.memoryMinMb': row(128, 'MB at least', INVOCATION),
  'manifest.memoryMb': row(1024, 'MB', INVOCATION),
  'manifest.timeoutSeconds': row(900, 'seconds of a consumer or scheduled trigger', INVOCATION),

  'invocation.seconds': row(25, 'seconds of a resolver, validator or trigger', INVOCATION),
  'invocation.longSeconds': row(55, 'seconds of a consumer or scheduled trigger that names none', INVOCATION),
  'invocation.requestBytes': row(500 * KB, 'bytes of a payload of invoke', INVOCATION),
  'invocation.responseBytes': row(5000 * KB, 'bytes of an answer to invoke', INVOCATION),
  'invocation.logLines': row(100, 'lines per minute of run time', INVOCATION),
  'invocation.logBytes': row(200 * KB, 'bytes', INVOCATION),
  'invocation.bridgeCalls': row(500, 'calls of invoke in 25 seconds of a screen', INVOCATION),

  'event.retries': row(4, 'retries that an app asked for', 'events-reference/product_events'),
  'event.retryAfterSeconds': row(900, 'seconds', 'events-reference/product_events'),
  'event.retryDataBytes': row(4 * KB, 'bytes', 'events-reference/product_events'),
  'event.bytes': row(200 * KB, 'bytes of a product event', 'events-reference/product_events'),

  'queue.eventsPerPush': row(50, 'events of a push', QUEUE),
  'queue.bytesPerPush': row(200 * KIB, 'bytes of a push', `${QUEUE}; @forge/events counts KB of 1024`),
  'queue.longEventBytes': row(100 * KB, 'bytes of an event whose consumer may run longer than 55 seconds', QUEUE),
  'queue.retentionHours': row(24, 'hours', 'runtime-reference/async-events-api'),
  'queue.eventsPerMinute': row(500, 'events in a minute', QUEUE),
  'queue.delaySeconds': row(900, 'seconds', 'runtime-reference/async-events-api'),
  'queue.cyclicPushes': row(1000, 'pushes that follow from one another', QUEUE),

  'jira.propertyLength': row(32_768, 'characters of an entity property', 'OpenAPI: setIssueProperty'),
  'jira.propertyKeyLength': row(255, 'characters', 'OpenAPI: setIssueProperty'),
  'jira.summaryLength': row(255, 'characters', 'assumed'),
  'jira.labelLength': row(255, 'characters', 'assumed'),
  'jira.textLength': row(32_767, 'characters of a text', `assumed; for a default, ${DEFAULT_OF_FIELD}TextArea`),
  'jira.textFieldLength': row(
    255,
    'characters of one line',
    `assumed; 254 for a default, ${DEFAULT_OF_FIELD}TextField`,
  ),
  'jira.attachmentFiles': row(60, 'files of an upload', 'OpenAPI: addAttachment'),
  'jira.attachmentBytes': row(
    20 * KB * KB,
    'bytes of an attachment',
    'assumed: an admin sets it, and getAttachmentMeta says how it is set',
  ),
  'jira.versionNameLength': row(255, 'characters', 'OpenAPI: Version'),
  'jira.versionDescriptionBytes': row(16_384, 'bytes', 'OpenAPI: Version'),
  'jira.ruleConfigurationBytes': row(32 * KIB, 'bytes', 'manifest-reference/modules/jira-workflow-validator'),
  'jira.versionPage': row(50, 'versions of a page', 'assumed; the default of OpenAPI: getProjectVersionsPaginated'),
  'jira.commentPage': row(5000, 'comments of a page', 'assumed'),
  'jira.labelPage': row(1000, 'labels of a page', 'assumed; the default of OpenAPI: getAllLabels'),
  'jira.requestCommentPage': row(100, 'comments of a page of the customer API', 'assumed'),
  'jira.userPage': row(200, 'people of a page, asked for by account id', 'assumed'),
  'jira.userSearchReach': row(1000, 'people that a search of people reaches', 'OpenAPI: findUsers'),
  'jira.projectPage': row(100, 'projects of a page', 'OpenAPI: searchProjects'),
  'jira.projectFilters': row(50, 'ids, or keys, of projects', 'OpenAPI: searchProjects'),
  'jira.createMetaPage': row(200, 'issue types or fields of a page', 'OpenAPI: getCreateIssueMetaIssueTypes'),
  'jira.ruleConfigPage': row(50, 'workflows of a page', 'OpenAPI: getWorkflowTransitionRuleConfigurations'),
  'jira.searchPage': row(100, 'issues of a page with fields', `assumed; "may return fewer" in OpenAPI: ${SEARCH}`),
  'jira.searchIdsPage': row(5000, 'issues of a page with ids or keys only', `OpenAPI: ${SEARCH}`),
  'jira.searchProperties': row(5, 'properties', `OpenAPI: ${SEARCH}`),
  'jira.searchOrders': row(7, 'fields of ORDER BY', `OpenAPI: ${SEARCH}`),
  'jira.reconcileIssues': row(50, 'issues', `OpenAPI: ${SEARCH}`),
  'jira.permissionCheckProjects': row(1000, 'valid projects', 'OpenAPI: getBulkPermissions'),
  'jira.permissionCheckIssues': row(1000, 'valid issues', 'OpenAPI: getBulkPermissions'),
  'jira.pointsPerHour': row(65_000, 'points of an app', RATES),
  'jira.burstReads': row(100, 'GET or POST in a second per endpoint', RATES),
  'jira.burstWrites': row(50, 'PUT or DELETE in a second per endpoint', RATES),
  'jira.burstIssueReads': row(150, 'GET of issues in a second', RATES),
  'jira.burstUserReads': row(150, 'GET of people in a second', RATES),
  'jira.burstCounts': row(150, 'approximate counts in a second', RATES),
  'jira.burstRoleReads': row(200, 'GET of roles of projects in a second', RATES),
  'jira.issueWritesShort': row(20, 'writes of one issue in 2 seconds', RATES),
  'jira.issueWritesLong': row(100, 'writes of one issue in 30 seconds', RATES),
} as const satisfies Readonly<Record<string, Limit>>;

export type LimitName = keyof typeof LIMITS;

/** The number itself. */
export const limit = (name: LimitName): number => LIMITS[name].value;
