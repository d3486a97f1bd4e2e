/** Stands in for Atlaskit's experiment client, see vite.config.ts: never initialised, every experiment has its default. */
const FeatureGates = {
  initializeCompleted: (): boolean => false,
  checkGate: (): boolean => false,
  getExperimentValue: <T>(_name: string, _parameter: string, byDefault: T): T => byDefault,
};
export default FeatureGates;
