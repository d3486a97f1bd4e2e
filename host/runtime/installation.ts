/** The installation the host stands for: one site, one environment. */
export const INSTALLATION = {
  cloudId: '5c0f1d3e-2b7a-4f57-9a41-0b6d5e9f7a10',
  environmentId: '8e2a6b44-93f1-4c0d-8d55-1f7c2ab90e33',
  environmentType: 'DEVELOPMENT',
  installationId: 'c7d9e0f2-5a14-47b3-b0c8-6e1f3a2d4b55',
  appVersion: '1.0.0',
} as const;

/** The site as ARI: `installContext` of each invocation. */
export const SITE_ARI = `ari:cloud:jira::site/${INSTALLATION.cloudId}`;

/** A module of the app in this installation, as ARI. */
export const extensionAri = (appId: string, moduleKey: string): string =>
  `ari:cloud:ecosystem::extension/${appId}/${INSTALLATION.environmentId}/static/${moduleKey}`;
