import { invoke, view } from '@forge/bridge';
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';

/** The least that any page of a Forge app in React can weigh: it asks who it is, makes a call, and shows the answer. */
const [context, answer] = await Promise.all([view.getContext(), invoke('ping')]);
createRoot(document.body).render(createElement('p', null, context.localId, String(answer)));
