import type { AgendaOf } from '../domain/agenda';
import type { HasTime } from './run';

export const lookAtFixes = (_todo: AgendaOf<'fix'>, _now: number, _hasTime: HasTime): Promise<boolean> =>
  Promise.resolve(true);
