import { duplicateCalls } from './duplicate-calls';
import { escalationCalls } from './escalation-calls';

/** Calls of the form of an L3 bug: apart from the panel's own, for most panels are only read. */
export const filingCalls = { ...escalationCalls, ...duplicateCalls } as const;
