import type { AgendaOf } from '../domain/agenda';
import type { HasTime } from './run';

export const countSignals = (_todo: AgendaOf<'signals'>, _now: number, _hasTime: HasTime): Promise<boolean> =>
  Promise.resolve(true);
