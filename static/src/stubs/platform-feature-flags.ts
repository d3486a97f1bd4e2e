/** Stands in for Atlaskit's flag client, see vite.config.ts: every flag is off, as it is outside Atlassian's products. */
export const fg = (): boolean => false;
