import { lazy, Suspense, useCallback, useMemo } from 'react';
import { changesBetween } from '../../../../src/domain/changes';
import type { Section } from '../../../../src/domain/document';
import { SECTION_TITLES } from '../../../../src/domain/wording';
import { RefusalMessage } from '../../components/refusal-message';
import { useReading } from '../../components/use-reading';
import { call } from '../call';

// Brings the library that compares texts, which nobody needs who looks at no change.
const ChangedParts = lazy(async () => ({ default: (await import('./changed-parts')).ChangedParts }));

const LOADING = <p role="status">Loading what changed …</p>;

/**
 * What differs between two revisions of a handoff, per section and word by word.
 * @param throughProjectId the project in whose page it is read
 * @param from the earlier one; 0 is the empty handoff
 * @param section only this one; all if absent
 */
export const ChangedBetween = ({
  releaseId,
  throughProjectId,
  from,
  to,
  section,
}: {
  releaseId: string;
  throughProjectId: string;
  from: number;
  to: number;
  section?: Section;
}) => {
  const { value, refusal, reload } = useReading(
    useCallback(async () => {
      const result = await call('readRevisions', { releaseId, throughProjectId, a: from, b: to });
      return result.ok ? { ok: true as const, value: { ...result.value, from, to } } : result;
    }, [releaseId, throughProjectId, from, to]),
  );
  const changed = useMemo(
    () =>
      value === null
        ? []
        : changesBetween(value.a.document, value.b.document).filter(
            (one) => section === undefined || one.section === section,
          ),
    [value, section],
  );
  if (refusal !== null) return <RefusalMessage refusal={refusal} onRetry={() => void reload()} />;
  // The answer for other revisions may still be the newest.
  if (value?.from !== from || value.to !== to) return LOADING;
  if (changed.length === 0)
    return (
      <p>
        Nothing differs between revision {from} and revision {to}
        {section !== undefined && <> in “{SECTION_TITLES[section]}”</>}.
      </p>
    );
  return (
    <Suspense fallback={LOADING}>
      {changed.map((one) => (
        <section key={one.section} aria-label={`Changed: ${SECTION_TITLES[one.section]}`}>
          {section === undefined && <h3>{SECTION_TITLES[one.section]}</h3>}
          <ChangedParts changes={one.changes} />
        </section>
      ))}
    </Suspense>
  );
};
