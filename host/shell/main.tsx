import '@atlaskit/css-reset';
import { createRoot } from 'react-dom/client';
import { Shell } from './site/shell';
import { startRouter } from './site/router';
import { startTheme } from './site/theme';

startRouter();
await startTheme();
const root = document.getElementById('root');
if (root) createRoot(root).render(<Shell />);
