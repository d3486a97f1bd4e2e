import { panelCalls } from '../../../src/api/panel-calls';
import { makeInvoke } from '../forge/invoke';

export const call = makeInvoke(panelCalls);
