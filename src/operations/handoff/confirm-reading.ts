import type { CallInput, CallOutput } from '../../api/calls';
import { ok, refuse, type Result } from '../../api/results';
import type { Head } from '../../domain/head';
import { keepReading } from '../../storage/readings';
import { momentOf, type Caller } from '../caller';
import { openToRead } from '../access/open-to-read';

/** A person who may read the handoff has read one revision of it; once CS has it. */
export const keepReadingOf = async (
  caller: Caller,
  head: Head,
  revision: number,
): Promise<Result<CallOutput<'confirmReading'>>> => {
  if (head.handedOver === null) return refuse('not-handed-over');
  if (revision > head.revision) return refuse('outdated');
  const { accountId } = caller;
  const reading = { schema: 1, handoffId: head.handoffId, accountId, revision, at: momentOf(caller) } as const;
  return ok({ reading: await keepReading(reading) });
};

/** 4 calls, 3 in sequence; through a support project 2 more. */
export const confirmReading = async (
  caller: Caller,
  { releaseId, throughProjectId, revision }: CallInput<'confirmReading'>,
): Promise<Result<CallOutput<'confirmReading'>>> => {
  const opened = await openToRead(releaseId, throughProjectId);
  return opened.ok ? keepReadingOf(caller, opened.value.head, revision) : opened;
};
