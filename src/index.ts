export { handler as resolver } from './entries/resolver';
export { handler as gate } from './entries/gate';
export { handler as events } from './entries/events';
